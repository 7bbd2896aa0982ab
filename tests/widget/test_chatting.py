"""A person chats: asks, reads, picks, rates, saves, starts anew, leaves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.widget.conftest import Visit
from tests.widget.screen import Screen

QUESTION = "how can judges help families with addiction?"
DANGER = "I want to kill myself tonight"
NARROW = {"width": 320, "height": 640}
PAGE_WIDTH = "document.documentElement.scrollWidth"
WEATHER = "https://www.google.com/search?q=weather"
SIDEWAYS = """() => [document.documentElement, ...document.querySelector('faq-chat').shadowRoot.querySelectorAll('*')]
  .filter((e) => e.scrollWidth > e.clientWidth && (e.matches('html') || getComputedStyle(e).overflowX !== 'visible') && !e.matches('.heard, svg'))
  .map((e) => `${e.tagName}.${e.className}: ${e.scrollWidth} in ${e.clientWidth}`)"""


def test_a_person_asks_how_judges_can_help_and_reads_an_answer_with_the_link_to_its_source(screen: Screen) -> None:
    reply = screen.ask(QUESTION)

    expect(reply).to_contain_text("court")
    source = reply.locator(".from a").first
    expect(reply.locator(".from")).to_contain_text("From:")
    expect(source).to_be_visible()
    assert re.match(r"https?://", source.get_attribute("href") or "")
    assert (source.get_attribute("target"), source.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    expect(screen.questions).to_have_text([re.compile(re.escape(QUESTION))])
    (entry,) = [entry for entry in screen.chat().history() if entry["from"] == "bot"]
    assert entry["reply"]["facts"] == ["help_courts"]


def test_enter_sends_and_shift_enter_makes_a_new_line(screen: Screen) -> None:
    screen.input.fill("What is")
    screen.input.press("Shift+Enter")
    screen.input.press_sequentially("toxic stress?")
    screen.next_reply(lambda: screen.input.press("Enter"))

    expect(screen.questions.locator("p")).to_have_text("What is toxic stress?")  # white space is folded here
    assert screen.chat().history()[0]["text"] == "What is\ntoxic stress?"
    expect(screen.input).to_have_value("")
    expect(screen.input).to_be_focused()


def test_a_choice_is_tapped_and_answered(screen: Screen) -> None:
    choice = screen.ask(QUESTION).locator(".choice").first
    title = choice.inner_text()
    answer = screen.next_reply(choice.click)

    expect(screen.questions.last.locator("p")).to_have_text(title)
    assert len(answer.locator(".bubble").inner_text()) > 20
    expect(choice).to_contain_text("(chosen)")
    assert [entry["text"] for entry in screen.chat().history() if entry["from"] == "user"] == [QUESTION, title]


def test_a_double_tap_on_a_choice_asks_once_and_nothing_else(screen: Screen) -> None:
    choice = screen.ask(QUESTION).locator(".choice").first
    screen.next_reply(choice.dblclick)

    expect(screen.questions).to_have_count(2)
    assert len(screen.chat().history()) == 4


def test_the_help_lines_of_a_crisis_reply_are_links_to_call_and_text_of_44_px_or_more(screen: Screen) -> None:
    lines = screen.ask(DANGER).locator("a.way")

    hrefs = [line.get_attribute("href") for line in lines.all()]
    assert {"tel:911", "tel:988", "sms:988", "sms:741741?&body=HOME"} <= set(hrefs)
    assert all(re.fullmatch(r"(tel|sms):\+?\d+(\?&body=[A-Z]+)?", href or "") for href in hrefs)
    for line in lines.all():
        box = line.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_the_help_lines_stay_in_view_when_the_crisis_reply_has_scrolled_away(screen: Screen) -> None:
    screen.ask(DANGER)
    expect(screen.strip).to_be_hidden()
    screen.ask(QUESTION)

    expect(screen.strip.get_by_role("link", name="Call 988")).to_be_visible()
    for line in screen.strip.locator("a.way").all():
        box = line.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_a_conversation_makes_no_console_error_no_breach_of_the_policy_and_no_call_to_another_site(
    screen: Screen,
) -> None:
    screen.next_reply(screen.ask(QUESTION).locator(".choice").first.click)
    screen.ask(DANGER)
    screen.page.reload()
    expect(screen.questions).to_have_count(3)

    assert screen.complaints == []  # as at the end of every test of this folder, where it is not the test's own doing


def test_a_reload_restores_the_conversation(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.ask("What is toxic stress?")
    before = screen.page.locator("faq-chat .list > li:visible").all_inner_texts()
    screen.page.reload()
    expect(screen.questions).to_have_count(2)
    expect(screen.replies).to_have_count(2)

    restored = screen.page.locator("faq-chat .list > li:visible").all_inner_texts()
    assert restored == before[1:]  # but for the greeting, which a conversation under way does not need


def test_a_second_tab_shows_the_same_conversation(screen: Screen) -> None:
    screen.ask(QUESTION)
    second = Screen(screen.context, screen.door)
    second.page.goto(screen.page.url)

    expect(second.questions).to_have_count(1)
    assert second.kept()["token"] == screen.kept()["token"]
    assert second.unforgiven == []


def test_each_reply_is_announced_exactly_once(screen: Screen) -> None:
    greeting = screen.replies.first.locator(".bubble p").first.inner_text()
    for question in (QUESTION, DANGER):
        screen.ask(question)
    screen.page.wait_for_timeout(2_500)  # what is announced goes away again; nothing more may come with that

    answers = [entry["reply"]["text"] for entry in screen.chat().history() if entry["from"] == "bot"]
    said = screen.announced()
    assert len(said) == len(answers) + 1 == 3
    for spoken, text in zip(said, [greeting, *answers], strict=True):
        assert spoken.startswith(text)


def test_a_restored_conversation_is_not_read_out_again(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.page.reload()
    expect(screen.questions).to_have_count(1)
    screen.page.wait_for_timeout(600)

    assert screen.announced() == []


def test_thumbs_send_feedback(screen: Screen) -> None:
    reply = screen.ask(QUESTION)
    no = reply.get_by_role("button", name="No", exact=True)
    with screen.page.expect_response("**/feedback") as sent:
        no.click()

    assert (sent.value.status, sent.value.request.post_data_json) == (204, {"seq": 2, "helpful": False})
    expect(no).to_have_attribute("aria-pressed", "true")
    expect(reply).to_contain_text("Thank you for letting us know.")

    reply.get_by_role("button", name="Say more").click()
    screen.page.get_by_label("What could be better?").fill("more on courts")
    with screen.page.expect_response("**/feedback") as commented:
        reply.get_by_role("button", name="Send").click()
    assert commented.value.status == 204
    assert commented.value.request.post_data_json == {"seq": 2, "helpful": False, "comment": "more on courts"}


def test_the_conversation_downloads_as_text(screen: Screen, tmp_path: Path) -> None:
    screen.ask(QUESTION)
    with screen.page.expect_download() as download:
        screen.button("Save this chat").click()
    download.value.save_as(tmp_path / "chat.txt")

    assert download.value.suggested_filename == "chat.txt"
    saved = (tmp_path / "chat.txt").read_text("utf-8")
    assert QUESTION in saved
    assert screen.chat().history()[1]["reply"]["text"].splitlines()[0] in saved


def test_a_new_chat_erases_the_old_one_after_asking(screen: Screen) -> None:
    screen.ask(QUESTION)
    old = screen.chat()
    screen.button("Start a new chat").click()
    expect(screen.button("Keep it")).to_be_focused()
    assert old.call("GET", "/messages").status == 200
    screen.button("Erase this chat").click()

    expect(screen.page.locator("faq-chat .note")).to_have_text("This chat has been erased.")
    expect(screen.replies).to_have_count(1)
    expect(screen.questions).to_have_count(0)
    assert old.call("GET", "/messages").status == 401
    screen.page.reload()
    expect(screen.replies).to_have_count(1)
    expect(screen.questions).to_have_count(0)


def test_a_chat_that_is_to_be_kept_is_kept(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.button("Start a new chat").click()
    screen.button("Keep it").click()

    expect(screen.button("Erase this chat")).to_be_hidden()
    expect(screen.button("Start a new chat")).to_be_focused()
    assert len(screen.chat().history()) == 2


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Leave this page").click()


def by_key(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [by_button, by_key])
def test_leaving_quickly_erases_the_chat_and_leads_away_for_good(visit: Visit, leave: object) -> None:
    screen = visit()
    screen.forgive(r"asked another site: https://www\.google\.com/")
    screen.page.route("https://www.google.com/**", lambda route: route.fulfill(body="Sunny", content_type="text/plain"))
    screen.open().ask(QUESTION)
    old = screen.chat()
    assert callable(leave)
    leave(screen.page)

    screen.page.wait_for_url(WEATHER)
    for _ in range(50):
        if old.call("GET", "/messages").status == 401:
            break
        screen.page.wait_for_timeout(100)
    assert old.call("GET", "/messages").status == 401
    screen.page.go_back()  # to the empty page that a new tab begins with
    assert "webhooks" not in screen.page.url
    screen.open()
    expect(screen.questions).to_have_count(0)


@pytest.mark.parametrize("launched", [False, True], ids=["page", "launcher"])
def test_at_320_px_nothing_scrolls_sideways_and_everything_works(visit: Visit, launched: bool) -> None:
    screen = visit(viewport=NARROW)
    screen.forgive("ERR_INTERNET_DISCONNECTED")
    if launched:
        screen.open_host()
        assert screen.page.evaluate(PAGE_WIDTH) == 320
        screen.button("Ask a question").click()
        expect(screen.replies).to_have_count(1)
    else:
        screen.open()
    screen.ask(QUESTION)
    screen.ask(DANGER)
    assert screen.page.evaluate(SIDEWAYS) == []
    screen.context.set_offline(True)
    expect(screen.strip).to_be_visible()

    assert screen.page.evaluate(SIDEWAYS) == []
    for button in screen.page.locator("faq-chat .leave, faq-chat .send, faq-chat .strip a.way").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
