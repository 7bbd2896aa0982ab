"""A question about one child or family is not advised on: who can is named, and the next question is not coloured by it."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_answers, assert_kind, told
from tests.http.client import Chat

KINDS = {
    "pediatrician": [
        "my daughter's cough is worse at night, what should I give her",
        "my baby has had a rash for two days, which cream do i use",
    ],
    "CONNECT": [
        "my son is 2 and hardly talks, is something wrong with him",
        "does my nephew have adhd, he is four and runs all day",
    ],
    "legal aid": [
        "the court gave me supervised visits, how do i appeal",
        "can i get custody of my grandson while she is in rehab",
    ],
    "county Children and Youth": [
        "cys has an open case on me, what do i tell my caseworker",
        "will they close our case if i finish the parenting class",
    ],
    "Your doctor": [
        "should i stop taking my antidepressant while nursing",
        "do i have postpartum depression, i cry a lot but im safe",
    ],
}
CASES = [(who, text) for who, texts in KINDS.items() for text in texts]


@pytest.mark.parametrize(("who", "text"), CASES)
def test_who_can_advise_is_named(chat: Chat, who: str, text: str) -> None:
    reply = chat.say(text)
    assert_kind(reply, "advice")
    assert who in reply["text"], told(reply)
    assert "can't" in reply["text"]


@pytest.mark.parametrize(("who", "text"), CASES[::2])
def test_the_next_question_is_not_coloured_by_it(chat: Chat, who: str, text: str) -> None:
    chat.say(text)
    assert_answers(chat.say("ok. what is toxic stress"), "toxic_stress")


def test_a_follow_up_after_it_leans_on_the_last_answer(chat: Chat) -> None:
    chat.say("what is the five numbers resource")
    chat.say(CASES[0][1])
    assert_answers(chat.say("where did you get that about the numbers?"), "five_numbers")


def test_the_nearest_fact_is_offered_with_its_source(chat: Chat) -> None:
    for _, text in CASES:
        reply = chat.say(text)
        assert bool(reply["facts"]) == bool(reply["sources"]), told(reply)
