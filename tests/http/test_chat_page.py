"""The chat without JavaScript: the same bot, and nothing done twice."""

from __future__ import annotations

import re
import time

import pytest

from channels.tokens import Tokens
from tests.http.chat_form import opened
from tests.http.client import Chat, Door
from tests.http.product import SECRET
from tests.widget.emergency import emergency_links

QUESTION = "how can judges help families with addiction?"
DANGER = "I want to kill myself tonight"


def expired_token() -> tuple[str, str]:
    return Tokens(SECRET, 10, lambda: time.time() - 60).issue()


def test_the_page_comes_with_the_greeting_a_form_and_a_strict_policy(door: Door) -> None:
    form = opened(door)

    assert "I am a bot" in form.words
    assert '<form id="chat" method="post"' in form.page
    policy = form.answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert form.answer.headers["Cache-Control"] == "no-store"
    assert form.answer.headers["Set-Cookie"] is None


def test_the_page_has_no_script_and_no_inline_style(door: Door) -> None:
    for form in (opened(door), opened(door).send(DANGER)):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", form.page)


def test_a_question_is_answered_with_source_and_related_questions(door: Door) -> None:
    form = opened(door).send(QUESTION)

    assert form.answer.status == 200
    assert form.questions == [QUESTION]
    assert "court" in form.words
    assert re.search(r'class="from".*?<a href="http[^"]+" rel="noreferrer">', form.page)
    assert len(form.choices) >= 2
    assert form.title.startswith("Answered")
    assert 'id="newest"' in form.page


def test_the_reply_is_the_one_that_the_website_channel_gives(door: Door) -> None:
    form, reply = opened(door).send(QUESTION), door.session().say(QUESTION)

    assert form.history()[1] == reply["text"]
    for block in reply["blocks"]:
        for words in block.get("items") or [block.get("text")]:
            assert words in form.words


def test_a_choice_is_a_button_and_is_answered(door: Door) -> None:
    first = opened(door).send(QUESTION)
    title, choice = next(iter(first.choices.items()))
    second = first.press(choice=choice)

    assert second.questions == [QUESTION, title]
    assert len(second.replies) == 2


def test_danger_gets_help_lines_to_call_and_to_text(door: Door) -> None:
    (reply,) = opened(door).send(DANGER).replies

    assert reply.startswith('<li class="bot crisis">')
    assert {"tel:988", "sms:988", "tel:911", "tel:+18338526262", "sms:741741?&amp;body=HOME"} <= set(
        re.findall(r'href="([^"]+)"', reply)
    )


def test_the_emergency_lines_stand_on_every_page(door: Door) -> None:
    first = opened(door)
    for form in (first, first.send("hello"), first.press(act="erase")):
        assert form.links[1:5] == emergency_links()


def test_sending_the_same_form_again_repeats_nothing(door: Door) -> None:
    first = opened(door)
    pages = [first.send(QUESTION) for _ in range(3)]

    assert [page.questions for page in pages] == [[QUESTION]] * 3
    assert len(pages[0].history()) == 2
    assert pages[0].replies == pages[2].replies


def test_other_words_in_a_page_that_back_brought_up_are_a_new_message(door: Door) -> None:
    first = opened(door)
    first.send("What is toxic stress?")
    second = first.send(QUESTION)

    assert second.questions == ["What is toxic stress?", QUESTION]


def test_the_same_words_in_the_next_page_are_a_new_message(door: Door) -> None:
    assert opened(door).send("hello").send("hello").questions == ["hello", "hello"]


def test_an_expired_token_starts_anew_says_so_and_answers_once(door: Door) -> None:
    old, token = expired_token()
    form = opened(door)
    pages = [form.press(text=DANGER, token=token) for _ in range(2)]

    for page in pages:
        assert page.answer.status == 200
        assert "The last chat has ended. This is a new one." in page.words
        assert page.questions == [DANGER]
        assert "988" in page.replies[0]
    assert len(pages[1].history()) == 2
    assert old not in pages[0].page
    assert "has ended" not in pages[1].send("hello").words


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "é" * 50])
def test_a_forged_token_starts_anew_too(door: Door, token: str) -> None:
    page = opened(door).press(text="hello", token=token)

    assert (page.answer.status, page.questions) == (200, ["hello"])
    assert "This is a new one." in page.words


def test_a_page_opens_its_own_conversation_alone(door: Door) -> None:
    mine, other = opened(door).send(QUESTION), opened(door).send("What is toxic stress?")

    assert "toxic" not in mine.words
    assert mine.questions != other.questions
    swapped = other.press(text="hello", token=mine.hidden["token"][:-2] + "xx")
    assert swapped.questions == ["hello"]


def test_text_that_looks_like_markup_or_a_command_is_text(door: Door) -> None:
    texts = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "/restart", "line\r\nline"]
    form = opened(door)
    for text in texts:
        form = form.send(text)

    assert form.questions == [text.replace("\r\n", "\n") for text in texts]
    assert "<script" not in form.page
    assert "<img" not in form.page


def test_the_chat_can_be_saved(door: Door) -> None:
    saved = opened(door).send(QUESTION).press(act="save").answer

    assert saved.headers["Content-Disposition"] == 'attachment; filename="chat.txt"'
    assert QUESTION in saved.content.decode("utf-8")


def test_the_chat_can_be_erased_and_is_gone_however_often_it_is_asked(door: Door) -> None:
    form = opened(door).send(QUESTION)
    token = form.hidden["token"]
    for page in (form.press(act="erase"), form.press(act="erase")):
        assert "This chat has been erased." in page.words
        assert page.questions == []
    assert Chat(door, token).call("GET", "/messages").status == 401
    assert form.send("hello").questions == ["hello"], "and the page from before it starts anew"


def test_leaving_leads_to_the_weather_and_erases(door: Door) -> None:
    form = opened(door).send(QUESTION)
    left = form.press(act="leave").answer
    neutral = "https://www.google.com/search?q=weather"

    assert left.headers["Refresh"] == f"0;url={neutral}"
    assert b"PA-AIMH" not in left.content
    for _ in range(100):
        if Chat(door, form.hidden["token"]).call("GET", "/messages").status == 401:
            return
        time.sleep(0.1)
    raise AssertionError("not erased")


def test_a_reply_is_rated_and_a_comment_follows(door: Door) -> None:
    form = opened(door).send(QUESTION).press(rate="no 2", text="a draft")
    assert "Thank you for letting us know." in form.words
    assert (form.draft, 'name="comment"' in form.page) == ("a draft", True)

    assert form.press(rate="no 2", comment="more on courts").answer.status == 200
    for wrong in ("no 1", "no 99", "maybe 2", "no", "no x"):
        assert form.press(rate=wrong).answer.status == 400


def test_a_long_conversation_shows_its_end_and_the_rest_on_request(door: Door) -> None:
    form = opened(door)
    for n in range(12):
        form = form.send(f"hello {n}")

    assert form.questions == [f"hello {n}" for n in range(2, 12)]
    assert "Show earlier messages (2)" in form.words
    more = form.press(act="earlier", text="a draft")
    assert more.questions == [f"hello {n}" for n in range(12)]
    assert "Show earlier" not in more.words
    assert more.draft == "a draft"
    assert len(more.send("hello 12").questions) == 13
