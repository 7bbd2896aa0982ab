"""Half questions, the same twice, long stories, a greeting and a question in one, loose and misspelt names."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_about, assert_answers, assert_kind
from tests.http.client import Chat

STORY = (
    "I've been teaching Sunday school for thirty years, mostly the little ones, and I have seen every kind of child come "
    "through that door. Last week the pastor handed us a sheet. Half of us had forgotten our glasses. We had coffee, we "
    "talked about the roof fund, Marge read two lines of it aloud and lost her place, and then we ran out of time. On the "
    "way home my husband asked what it was about and I could not tell him. So I kept it on the fridge since. "
)


@pytest.mark.parametrize(
    ("beginning", "end", "fact"),
    [
        ("what is", "toxic stress", "toxic_stress"),
        ("can you tell me about", "secure attachment", "secure_attachment"),
        ("so what are", "the ages", "age_range"),
        ("who is", "PA-AIMH", "about_pa_aimh"),
    ],
)
def test_a_question_sent_in_two_messages(chat: Chat, beginning: str, end: str, fact: str) -> None:
    assert_kind(chat.say(beginning), "smalltalk")
    assert_answers(chat.say(end), fact)


def test_the_same_question_twice_is_answered_twice(chat: Chat) -> None:
    for _ in range(2):
        assert_answers(chat.say("what is an ACE"), "aces_impact")


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("how many brain connections get made each second?", "brain_connections"),
        ("what is secure attachment?", "secure_attachment"),
        ("who is behind PA-AIMH?", "about_pa_aimh"),
    ],
)
def test_a_long_story_is_answered_by_the_question_at_its_end(chat: Chat, question: str, fact: str) -> None:
    assert_about(chat.say(STORY + "Now I am asking you: " + question), fact)


def test_a_very_long_story_is_answered_by_the_question_at_its_end(chat: Chat) -> None:
    assert_about(chat.say(STORY * 3 + "Now I am asking you: what is secure attachment?"), "secure_attachment")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("good evening, could you tell me what toxic stress is", "toxic_stress"),
        ("heyyy whats an ace score do to a kid", "aces_impact"),
        ("Hi there! Who made these sheets?", "about_pa_aimh"),
    ],
)
def test_a_greeting_and_a_question_in_one(chat: Chat, text: str, fact: str) -> None:
    assert_answers(chat.say(text), fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("whats that nadine lady say", "sud_root_cause"),
        ("the burke haris quote", "sud_root_cause"),
        ("toxick stres", "toxic_stress"),
        ("secur atachmant", "secure_attachment"),
        ("brane architecture", "brain_architecture"),
        ("the position statments pls", "position_statements"),
        ("whats the 5 numbers thing", "five_numbers"),
        ("pa aimh?", "about_pa_aimh"),
        ("that policy thing from zero 2 three", "policy_series"),
    ],
)
def test_loose_partial_and_misspelt_names(chat: Chat, text: str, fact: str) -> None:
    assert_answers(chat.say(text), fact)
