"""A role told once is used later."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_answers, assert_kind, told
from tests.http.client import Chat

ROLES = [
    ("Hello, I'm a home visitor in Luzerne county.", "help_home_visitors"),
    ("I preside over dependency cases in a family court", "help_courts"),
    ("county caseworker here", "help_courts"),
    ("nicu nurse here, nights", "help_medical_ei"),
    ("I am an occupational therapist in early intervention", "help_medical_ei"),
    ("I teach toddlers at a child care center", "help_consultants"),
    ("I'm a licensed therapist", "help_clinicians"),
    ("im an addiction counselor, 11 yrs", "help_addiction_specialists"),
    ("I'm a foster dad", "caregiver_role"),
    ("I am a grandmother raising two little ones", "caregiver_role"),
]


@pytest.mark.parametrize(("told_once", "fact"), ROLES)
@pytest.mark.parametrize("asked", ["so how can I help?", "ok what can i do then", "And what could I do in my work?"])
def test_the_role_decides_what_they_can_do(chat: Chat, told_once: str, fact: str, asked: str) -> None:
    first = chat.say(told_once)
    assert_kind(first, "smalltalk", "answer", "clarify")
    assert_answers(chat.say(asked), fact)


def test_a_role_is_remembered_over_other_questions(chat: Chat) -> None:
    chat.say("I'm a judge in family court, Erie.")
    chat.say("What is toxic stress?")
    chat.say("who won the phillies game")
    assert_answers(chat.say("So what can somebody like me do?"), "help_courts")


def test_a_role_told_beside_a_question_is_remembered(chat: Chat) -> None:
    assert_answers(chat.say("I'm a home visitor. What is secure attachment?"), "secure_attachment")
    assert_answers(chat.say("and how can I help in my job?"), "help_home_visitors")


def test_a_new_role_takes_the_place_of_the_old(chat: Chat) -> None:
    chat.say("I'm a judge")
    chat.say("I'm also a foster dad")
    assert_answers(chat.say("so how can I help?"), "caregiver_role")


def test_a_role_does_not_answer_questions_about_others(chat: Chat) -> None:
    chat.say("I'm a judge")
    assert_answers(chat.say("how can home visitors help?"), "help_home_visitors")


def test_without_a_role_it_offers_what_could_be_meant(chat: Chat) -> None:
    reply = chat.say("how can i help?")
    assert_kind(reply, "clarify")
    assert {"caregiver_role", "sud_help"} <= set(reply["facts"]), told(reply)


def test_starting_over_forgets_the_role(chat: Chat) -> None:
    chat.say("I'm a judge")
    chat.say("start over")
    assert_kind(chat.say("so how can I help?"), "clarify")
