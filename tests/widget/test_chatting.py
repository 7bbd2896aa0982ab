"""A person chats: asks, reads, picks, rates, saves, starts anew, leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.widget.conftest import Visit
from tests.widget.screen import Screen
from tests.widget.states import asked_back

QUESTION = "how can judges help families with addiction?"
DANGER = "I want to kill myself tonight"
WEATHER = "https://www.google.com/search?q=weather"


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


def test_where_a_number_may_be_typed_the_choices_show_theirs_and_it_picks_one(screen: Screen) -> None:
    reply = asked_back(screen)
    expect(reply).to_contain_text("type its number")
    names = reply.locator(".choice").all_inner_texts()
    assert [name.partition(".")[0] for name in names] == [str(i + 1) for i in range(len(names))]
    screen.wait_until_announced(names[1])
    screen.ask("2")

    offered, answer = [entry["reply"] for entry in screen.chat().history() if entry["from"] == "bot"][-2:]
    assert (offered["kind"], answer["kind"]) == ("clarify", "answer")
    assert answer["facts"] == offered["facts"][1:2]


def test_a_double_click_on_send_and_a_held_enter_key_ask_once(screen: Screen) -> None:
    screen.input.fill(QUESTION)
    screen.next_reply(screen.button("Send").dblclick)
    screen.input.fill("What is toxic stress?")
    screen.next_reply(lambda: [screen.page.keyboard.down("Enter") for _ in range(5)])

    assert [entry["from"] for entry in screen.chat().history()] == ["user", "bot"] * 2


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

    assert screen.complaints == []  # as at the end of every test of this folder, where it is not the test's own doing


@pytest.mark.parametrize("text", ["hello", "should i leave my husband", "what is the capital of France?", DANGER])
def test_a_reply_that_did_not_answer_can_be_rated_with_a_comment_too(screen: Screen, text: str) -> None:
    reply = screen.ask(text)
    reply.get_by_role("button", name="Yes", exact=True).click()
    reply.get_by_role("button", name="Say more").click()
    reply.get_by_label("What could be better?").fill("a comment")
    with screen.page.expect_response("**/feedback") as sent:
        reply.get_by_label("What could be better?").press("Enter")

    assert sent.value.status == 204
    assert sent.value.request.post_data_json == {"seq": 2, "helpful": True, "comment": "a comment"}
    assert screen.chat().history()[1]["reply"]["kind"] != "answer"


def test_feedback_that_does_not_get_through_says_so(screen: Screen) -> None:
    reply = screen.ask(QUESTION)
    with screen.answering("**/feedback", 503):
        reply.get_by_role("button", name="Yes", exact=True).click()
        expect(reply).to_contain_text("That did not get through. Please try again.")

    expect(reply.get_by_role("button", name="Yes", exact=True)).to_have_attribute("aria-pressed", "false")


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


def test_a_chat_is_erased_everywhere_after_asking(screen: Screen) -> None:
    screen.ask(QUESTION)
    old = screen.chat()
    screen.button("Erase this chat").click()
    expect(screen.button("Keep it")).to_be_focused()
    assert old.call("GET", "/messages").status == 200
    screen.page.locator("faq-chat .sure").get_by_role("button", name="Erase this chat").click()

    expect(screen.notes).to_have_text("This chat has been erased.")
    expect(screen.replies).to_have_count(1)
    expect(screen.questions).to_have_count(0)
    assert old.call("GET", "/messages").status == 401
    screen.page.reload()
    expect(screen.replies).to_have_count(1)
    expect(screen.questions).to_have_count(0)


def test_a_new_chat_begins_and_the_old_one_stays_stored(screen: Screen) -> None:
    screen.ask(QUESTION)
    old = screen.chat()
    screen.button("Start a new chat").click()
    screen.page.locator("faq-chat .sure").get_by_role("button", name="Start a new chat").click()
    expect(screen.questions).to_have_count(0)
    expect(screen.replies).to_have_count(1)
    screen.ask("What is toxic stress?")

    assert [entry.get("text") for entry in old.history() if entry["from"] == "user"] == [QUESTION]
    assert [entry.get("text") for entry in screen.chat().history() if entry["from"] == "user"] == [
        "What is toxic stress?"
    ]


@pytest.mark.parametrize("button", ["Start a new chat", "Erase this chat"])
def test_a_chat_that_is_to_be_kept_is_kept(screen: Screen, button: str) -> None:
    screen.ask(QUESTION)
    screen.button(button).click()
    screen.button("Keep it").click()

    expect(screen.page.locator("faq-chat .sure")).to_be_hidden()
    expect(screen.button(button)).to_be_focused()
    assert len(screen.chat().history()) == 2


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Leave this page").click()


def by_key(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [by_button, by_key])
def test_leaving_quickly_erases_the_chat_and_leads_away_for_good(visit: Visit, leave: Callable[[Page], None]) -> None:
    screen = visit()
    screen.forgive(r"asked another site: https://www\.google\.com/")
    screen.page.route("https://www.google.com/**", lambda route: route.fulfill(body="Sunny", content_type="text/plain"))
    screen.open().ask(QUESTION)
    old = screen.chat()
    leave(screen.page)

    screen.page.wait_for_url(WEATHER)
    for _ in range(50):
        if old.call("GET", "/messages").status == 401:
            break
        screen.page.wait_for_timeout(100)
    assert old.call("GET", "/messages").status == 401
    screen.page.go_back()  # to the empty page that a new tab begins with
    assert "host" not in screen.page.url
    screen.open()
    expect(screen.questions).to_have_count(0)
