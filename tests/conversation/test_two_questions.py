"""Two questions in one message get two answers, and one question gets one."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_answers
from tests.http.client import Chat


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("What does toxic stress do, and what helps against it?", "toxic_stress", "toxic_stress_antidote"),
        ("who is PA-AIMH? and which ages do the sheets cover?", "about_pa_aimh", "age_range"),
        ("how many brain connections a second, and what's an ACE", "brain_connections", "aces_impact"),
        ("I have two things: what is secure attachment? Also, where are the position statements?", "secure_attachment", "position_statements"),
        ("hi, what is the alliance and what is the policy series", "about_alliance", "policy_series"),
    ],
)  # fmt: skip
def test_both_are_answered_in_the_order_asked(chat: Chat, text: str, first: str, second: str) -> None:
    assert_answers(chat.say(text), first, second)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("what do your sheets say about visits between babies and parents", "help_courts"),
        ("toxic stress, what is it?", "toxic_stress"),
        ("what do child welfare workers and family court judges do", "help_courts"),
        ("how can medical and early intervention people help", "help_medical_ei"),
    ],
)
def test_an_and_inside_one_question_is_no_second_one(chat: Chat, text: str, fact: str) -> None:
    assert_answers(chat.say(text), fact)


def test_both_can_be_followed(chat: Chat) -> None:
    chat.say("What does toxic stress do, and what helps against it?")
    assert_answers(chat.say("where does that come from?"), "toxic_stress", "toxic_stress_antidote")
