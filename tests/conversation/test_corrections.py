"""Somebody is taken at the second word, and an earlier topic is found again."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_about, assert_answers, assert_kind
from tests.http.client import Chat


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("no no, I meant the ages they cover", "age_range"),
        ("sorry i meant grandparents", "help_home_visitors"),
        ("not that, the harvard thing", "five_numbers"),
        ("wrong one, i wanted the links", "resources"),
        ("No. The Alliance, I meant.", "about_alliance"),
    ],
)
def test_a_correction_leads_to_what_was_meant(chat: Chat, text: str, fact: str) -> None:
    chat.say("what is toxic stress")
    assert_answers(chat.say(text), fact)


def test_what_is_denied_is_not_what_is_meant(chat: Chat) -> None:
    chat.say("which ages are covered")
    reply = chat.say("no i meant the links, not the ages")
    assert_answers(reply, "resources")


@pytest.mark.parametrize("text", ["no thats not what i meant", "not that one"])
def test_a_correction_that_names_nothing_is_asked_about(chat: Chat, text: str) -> None:
    chat.say("what is toxic stress")
    reply = chat.say(text)

    assert_kind(reply, "smalltalk", "clarify")
    assert reply["choices"]


@pytest.mark.parametrize(
    "text",
    ["Back to the visits, please.", "can we go back to the judges", "Return to the visitation schedules.", "back to what you said about courts"],
)  # fmt: skip
def test_an_earlier_topic_is_returned_to_by_some_of_its_words(chat: Chat, text: str) -> None:
    for question in ("how can judges plan visits", "what is an ACE", "who is PA-AIMH"):
        chat.say(question)
    assert_about(chat.say(text), "help_courts")


def test_what_was_said_before_is_found_without_its_name(chat: Chat) -> None:
    chat.say("what is toxic stress")
    chat.say("who is PA-AIMH")
    assert_answers(chat.say("go back to the one before that"), "toxic_stress")
