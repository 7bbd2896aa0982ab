"""Unclear questions get choices in human words, and a choice can be taken in any way; a new question gets out of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversation.expecting import assert_answers, assert_kind, told
from tests.http.client import Chat

UNCLEAR = "how can i help"  # parents and professionals have different answers


@pytest.fixture
def offered(chat: Chat) -> dict[str, Any]:
    reply = chat.say(UNCLEAR)
    assert_kind(reply, "clarify")
    return reply


def test_two_or_three_choices_and_a_way_out(offered: dict[str, Any]) -> None:
    assert 2 <= len(offered["facts"]) <= 3
    assert len(offered["choices"]) == len(offered["facts"]) + 1
    assert not [choice for choice in offered["choices"] if "_" in choice["title"] or "/" in choice["title"]]


def test_a_choice_is_tapped(chat: Chat, offered: dict[str, Any]) -> None:
    for choice, fact in zip(offered["choices"], offered["facts"], strict=False):
        assert_answers(chat.choose(choice["id"]), fact)


@pytest.mark.parametrize(
    "text", ["2", "the second one", "number two please", "option 2", "2nd", "ok the second i guess", "Two."]
)
def test_a_choice_is_taken_by_its_place(chat: Chat, offered: dict[str, Any], text: str) -> None:
    assert_answers(chat.say(text), offered["facts"][1])


@pytest.mark.parametrize("text", ["the caregivers one", "what caregivers can do", "caregivers please"])
def test_a_choice_is_taken_by_its_words(chat: Chat, offered: dict[str, Any], text: str) -> None:
    assert_answers(chat.say(text), "caregiver_role")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("actually, what is toxic stress?", "toxic_stress"),
        ("who made the sheets", "about_pa_aimh"),
        ("how many brain connections per second", "brain_connections"),
    ],
)
def test_a_new_question_gets_out_of_the_choices(chat: Chat, offered: dict[str, Any], text: str, fact: str) -> None:
    assert_answers(chat.say(text), fact)


@pytest.mark.parametrize("text", ["none of these", "neither of them", "no"])
def test_all_can_be_declined(chat: Chat, offered: dict[str, Any], text: str) -> None:
    reply = chat.say(text)
    assert_kind(reply, "smalltalk", "out_of_scope")


def test_a_number_that_is_not_there_shows_the_choices_again(chat: Chat, offered: dict[str, Any]) -> None:
    reply = chat.say("8")
    assert_kind(reply, "smalltalk", "clarify")
    assert [c["id"] for c in reply["choices"]][:2] == [c["id"] for c in offered["choices"]][:2]


def test_said_again_the_choices_come_again(chat: Chat, offered: dict[str, Any]) -> None:
    reply = chat.say("say that again please")
    assert (reply["kind"], reply["facts"]) == ("clarify", offered["facts"])


def test_nobody_is_stuck_who_never_chooses(chat: Chat, offered: dict[str, Any]) -> None:
    for text in ("banana", "hmm", "???", "i dont know", "whatever"):
        reply = chat.say(text)
        assert reply["text"], told(reply)
    assert_answers(chat.say("what is secure attachment"), "secure_attachment")


@pytest.mark.parametrize("place", ["the second one", "2", "the last one"])
def test_after_an_answer_without_a_list_a_place_is_one_of_the_related_questions(chat: Chat, place: str) -> None:
    related = chat.say("what counters toxic stress")["choices"]
    wanted = related[-1 if "last" in place else 1]
    assert chat.say(place)["facts"] == chat.choose(wanted["id"])["facts"]
