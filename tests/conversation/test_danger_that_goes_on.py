"""Danger told over several messages stays danger, until the person turns to a question."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_answers, assert_kind, calls, texts
from tests.http.client import Chat

VIOLENCE = "my husband beats me and i am scared he comes home"
DESPAIR = "i want to kill myself"


@pytest.mark.parametrize(
    "text",
    ["i dont know what to do", "it happened again last night", "nobody believes me", "please", "he comes back at six"],
)
def test_what_is_no_question_goes_on_with_it(chat: Chat, text: str) -> None:
    chat.say(VIOLENCE)
    reply = chat.say(text)
    assert_kind(reply, "crisis")
    assert "911" in calls(reply)


@pytest.mark.parametrize(
    "text",
    ["he reads my phone", "my phone is watched", "he goes through all my texts", "i think he tracks this computer"],
)
def test_the_watched_get_text_and_chat_lines_and_how_to_leave_unseen(chat: Chat, text: str) -> None:
    chat.say(VIOLENCE)
    reply = chat.say(text)

    assert_kind(reply, "crisis")
    assert "88788" in texts(reply)
    assert "Leave this page" in reply["text"]
    assert "history" in reply["text"]


@pytest.mark.parametrize("text", ["i cant call anyone", "i hate phones", "he would hear me", "can i text them instead"])
def test_those_who_cannot_call_get_lines_to_text(chat: Chat, text: str) -> None:
    chat.say(DESPAIR)
    reply = chat.say(text)

    assert_kind(reply, "crisis")
    assert "741741" in texts(reply)
    assert "988" in texts(reply)


def test_over_many_messages_it_stays(chat: Chat) -> None:
    for text in (DESPAIR, "i mean it", "i have a plan", "there is no point", "nobody would notice", "so tired of this"):
        assert_kind(chat.say(text), "crisis")


@pytest.mark.parametrize(
    "text", ["i called them", "ok i texted the line, they are kind", "the police are here", "im safe now"]
)
def test_who_has_reached_somebody_is_not_told_that_it_is_not_over(chat: Chat, text: str) -> None:
    chat.say(VIOLENCE)
    reply = chat.say(text)

    assert_kind(reply, "crisis", "smalltalk")
    assert calls(reply), "the lines stay in view"
    assert "not over" not in reply["text"]


@pytest.mark.parametrize("told", [VIOLENCE, DESPAIR])
def test_the_return_to_a_question_is_answered_with_the_lines_in_view(chat: Chat, told: str) -> None:
    first = calls(chat.say(told))
    chat.say("i dont know")
    reply = chat.say("what does toxic stress do to a baby")

    assert_answers(reply, "toxic_stress")
    assert set(calls(reply)) & set(first)


def test_thanks_end_it_kindly_with_the_lines_in_view(chat: Chat) -> None:
    chat.say(VIOLENCE)
    reply = chat.say("thank you so much")
    assert_kind(reply, "smalltalk")
    assert calls(reply)


def test_after_two_answers_the_lines_leave(chat: Chat) -> None:
    chat.say(DESPAIR)
    for text in ("what is toxic stress", "what is an ACE"):
        chat.say(text)
    reply = chat.say("who is PA-AIMH?")
    assert_answers(reply, "about_pa_aimh")
    assert not calls(reply)


def test_new_danger_after_answers_is_danger(chat: Chat) -> None:
    for text in (DESPAIR, "what is toxic stress", "what is an ACE"):
        chat.say(text)
    assert_kind(chat.say(VIOLENCE), "crisis")
