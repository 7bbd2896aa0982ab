"""The chat in a browser without JavaScript: it works, it repeats nothing, and axe-core finds nothing to complain of."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.http.client import WEBSITE
from tests.widget.axe_page import complaints, in_every_look, with_axe
from tests.widget.conftest import Visit
from tests.widget.screen import Screen

QUESTION = "how can judges help families with addiction?"
DANGER = "I want to kill myself tonight"


def plain(visit: Visit, **options: object) -> Screen:
    screen = visit(java_script_enabled=False, **options)
    screen.page.goto(f"{screen.home}{WEBSITE}/chat")
    return screen


def send(screen: Screen, text: str) -> None:
    screen.input.fill(text)
    screen.page.locator(".send").click()


def test_a_person_asks_picks_rates_and_erases_without_javascript(visit: Visit) -> None:
    screen = plain(visit)
    questions, page = screen.page.locator("li.user"), screen.page
    send(screen, QUESTION)
    expect(questions).to_have_count(1)
    page.locator(".choices button").first.click()
    expect(questions).to_have_count(2)
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.locator(".rating")).to_contain_text("Thank you for letting us know.")
    page.get_by_text("Erase this chat", exact=True).first.click()
    page.get_by_role("button", name="Erase this chat").click()

    expect(page.locator(".note")).to_have_text("This chat has been erased.")
    expect(questions).to_have_count(0)


def test_a_reload_and_a_double_click_repeat_nothing(visit: Visit) -> None:
    screen = plain(visit)
    screen.input.fill(QUESTION)
    screen.page.locator(".send").dblclick()
    expect(screen.page.locator("li.user")).to_have_count(1)
    for _ in range(2):
        screen.page.reload()
        expect(screen.page.locator("li.user")).to_have_count(1)
        expect(screen.page.locator("li.bot")).to_have_count(1)


def test_the_new_question_is_in_view_after_sending(visit: Visit) -> None:
    screen = plain(visit, viewport={"width": 375, "height": 700})
    for text in (DANGER, QUESTION):
        send(screen, text)
        expect(screen.page.locator("li.user").last).to_contain_text(text)

    expect(screen.page.locator("li.user").last).to_be_in_viewport()


def test_leaving_leads_away(visit: Visit) -> None:
    screen = plain(visit)
    screen.forgive(r"asked another site: https://www\.google\.com/")
    screen.page.route("https://www.google.com/**", lambda route: route.fulfill(body="Sunny", content_type="text/plain"))
    send(screen, QUESTION)
    screen.button("Leave this page").click()

    screen.page.wait_for_url("https://www.google.com/search?q=weather")


@with_axe
@in_every_look
def test_axe_finds_nothing_in_any_state(visit: Visit, look: dict[str, Any]) -> None:
    screen = visit(**look)
    screen.forgive("status of 413")
    screen.page.goto(f"{screen.home}{WEBSITE}/chat")
    found = complaints(screen.page, "greeting")
    send(screen, QUESTION)
    screen.button("No").click()
    screen.page.get_by_text("Say more").click()
    found += complaints(screen.page, "rated")
    send(screen, DANGER)
    found += complaints(screen.page, "crisis")
    send(screen, "x" * 4001)
    screen.page.get_by_text("Erase this chat", exact=True).first.click()
    found += complaints(screen.page, "too long, and asked whether to erase")

    assert found == []
    for link in screen.page.locator("a.way").all():
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
