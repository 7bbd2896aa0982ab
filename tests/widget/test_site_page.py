"""The keeper's page in a browser: the tag to copy, settings that write it, the preview; and a plain page without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from playwright.sync_api import FrameLocator, expect

from tests.http.client import WEBSITE
from tests.http.product import ORIGIN, REPOSITORY
from tests.widget.axe_page import complaints, in_every_look, with_axe
from tests.widget.conftest import Visit
from tests.widget.screen import Screen

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


def opened(visit: Visit, **options: Any) -> Screen:
    """The page, with the greeting on it."""
    screen = visit(**options)
    screen.page.goto(f"{screen.home}{WEBSITE}/")
    expect(screen.replies).to_have_count(1)
    return screen


@pytest.fixture
def site(visit: Visit) -> Screen:
    return opened(visit)


def tag(screen: Screen) -> str:
    return screen.page.locator("#tag").inner_text()


def preview(screen: Screen) -> FrameLocator:
    """The made-up site; it is loaded when it comes into view."""
    screen.page.locator(".stage").scroll_into_view_if_needed()
    frame = screen.page.frame_locator(".stage iframe")
    expect(frame.locator("faq-chat button.launcher")).to_be_attached()
    return frame


def test_the_tag_is_the_one_line_with_the_bot_own_address(site: Screen) -> None:
    assert tag(site) == f'<script src="{site.home}{WEBSITE}/widget.js" defer></script>'


def test_the_page_names_the_sheets_that_the_answers_come_from() -> None:
    page = (REPOSITORY / "widget" / "page.html").read_text("utf-8")
    known = yaml.safe_load((REPOSITORY / "knowledge" / "sources.yml").read_text("utf-8"))["sources"]

    assert re.findall("<cite>(.*?)</cite>", page) == [source["title"] for source in known if source["kind"] == "sheet"]


def test_settings_write_the_attributes_and_the_preview_follows(site: Screen) -> None:
    frame = preview(site)
    settings = site.page.get_by_role("form", name="Make it yours")
    settings.get_by_label("Name of the chat").fill("Ask us")
    settings.get_by_label("Words on the button").fill("Questions?")
    settings.get_by_label("Color").fill("#7a3b69")
    settings.get_by_label("Side").select_option("left")
    settings.get_by_label("Language").select_option("Spanish")

    wanted = {"heading": "Ask us", "label": "Questions?", "accent": "#7a3b69", "position": "start", "lang": "es"}
    assert dict(re.findall(r' data-([a-z]+)="([^"]*)"', tag(site))) == wanted
    chat = frame.locator("faq-chat")
    for name, value in wanted.items():
        expect(chat).to_have_attribute(name, value)
    expect(frame.get_by_role("button", name="Questions?")).to_be_visible()

    settings.get_by_label("Open as the page loads").check()
    expect(frame.locator("faq-chat .bot")).to_have_count(1)
    assert tag(site).endswith(" data-open defer></script>")
    settings.get_by_role("button", name="Back to the defaults").click()
    expect(site.page.locator("#tag")).to_have_text(re.compile(r"widget\.js\" defer></script>$"))
    expect(frame.locator("faq-chat[open]")).to_have_count(0)


def test_what_is_typed_into_the_settings_is_never_markup(site: Screen) -> None:
    frame = preview(site)
    for label in ("Name of the chat", "Words on the button", "Greeting"):
        site.page.get_by_label(label).fill(HOSTILE)

    expect(frame.locator("faq-chat")).to_have_attribute("label", HOSTILE[:40])
    assert site.page.locator("img").count() == 1, "the mark"
    assert "<img" not in tag(site).replace("&lt;img", "")
    assert tag(site).count('"') == 2 + 2 * 3


def test_the_copy_button_copies_the_tag_with_its_attributes_and_says_so(visit: Visit) -> None:
    screen = opened(visit, permissions=["clipboard-read", "clipboard-write"])
    screen.page.get_by_label("Name of the chat").fill("Ask us")
    copy = screen.page.locator("button.copy").first
    copy.click()

    expect(copy).to_have_text("Copied")
    expect(screen.page.locator(".copied")).to_have_text("Copied")
    assert screen.page.evaluate("navigator.clipboard.readText()") == tag(screen)


def test_the_preview_is_not_loaded_for_a_person_who_only_chats(visit: Visit) -> None:
    screen = visit()
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    screen.page.goto(f"{screen.home}{WEBSITE}/")
    expect(screen.replies).to_have_count(1)
    screen.page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "preview" in url]

    preview(screen)
    assert [url for url in asked if "preview" in url]


@pytest.mark.parametrize("damaged", [False, True])
def test_the_pinned_tag_runs_on_another_site_only_while_it_is_the_very_script(visit: Visit, damaged: bool) -> None:
    screen = opened(visit)
    screen.page.get_by_text("Pin this version instead").click()
    pinned = screen.page.locator("#pinned").inner_text()
    body = f"<!doctype html><html lang=en><title>A site</title><link rel=icon href=data:,>{pinned}<p>What it says."
    screen.page.route(f"{ORIGIN}/", lambda route: route.fulfill(body=body, content_type="text/html"))
    screen.context.grant_permissions(["local-network-access"], origin=ORIGIN)
    screen.forgive(f"asked another site: {ORIGIN}/")
    if damaged:
        screen.forgive("integrity")
        screen.page.route(
            "**/widget.*.js", lambda route: route.fulfill(body="alert(1)", headers={"Access-Control-Allow-Origin": "*"})
        )
    screen.page.goto(f"{ORIGIN}/")

    expect(screen.page.locator("faq-chat")).to_have_count(0 if damaged else 1)
    if not damaged:
        screen.button("Ask a question").click()
        expect(screen.replies).to_have_count(1)


def test_without_javascript_the_page_shows_the_tag_and_leads_to_the_plain_chat(visit: Visit) -> None:
    screen = visit(java_script_enabled=False)
    screen.page.goto(f"{screen.home}{WEBSITE}/")

    assert "widget.js" in tag(screen)
    expect(screen.page.locator(".studio")).to_be_hidden()
    expect(screen.page.locator("button.copy").first).to_be_hidden()
    expect(screen.page.locator(".scripted")).to_be_hidden()
    screen.page.get_by_role("link", name="Chat on a plain page").click()
    expect(screen.page.get_by_label("Type your question")).to_be_visible()


@with_axe
@in_every_look
def test_axe_finds_nothing_with_the_settings_and_the_preview(visit: Visit, look: dict[str, Any]) -> None:
    screen = opened(visit, **look)
    preview(screen)
    for summary in screen.page.locator("summary").all():
        summary.click()

    assert complaints(screen.page, "settings") == []
