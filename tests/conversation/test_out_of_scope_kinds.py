"""What the sheets do not cover is said to be so, and by its kind, who would know."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_answers, assert_kind, calls, told
from tests.http.client import Chat

KINDS = {
    "pediatrician": [
        "at what age do babies start solid food",
        "how long should two year olds nap",
        "do teething rings help in general",
    ],
    "doctor": [
        "what helps against the baby blues in general",
        "how long do mood swings last after giving birth",
        "do new fathers get depressed too",
    ],
    "CONNECT": [
        "at what age do toddlers put two words together",
        "when do most babies crawl",
        "is biting common among two year olds in general",
    ],
    "www.pa-aimh.org": [
        "how do i get endorsed as an infant mental health specialist",
        "is pa-aimh hiring right now",
        "do you run webinars",
    ],
}
NOTHING_TO_DO_WITH_IT = [
    "who won the penguins game last night",
    "recommend me a pizza place in scranton",
    "how do i change my oil",
]
CASES = [(who, text) for who, texts in KINDS.items() for text in texts]


@pytest.mark.parametrize(("who", "text"), CASES)
def test_who_would_know_is_named(chat: Chat, who: str, text: str) -> None:
    reply = chat.say(text)
    assert_kind(reply, "out_of_scope")
    assert who in reply["text"], told(reply)
    assert reply["facts"] == []
    assert reply["sources"] == []


@pytest.mark.parametrize("text", NOTHING_TO_DO_WITH_IT)
def test_something_else_entirely_is_declined_with_topics(chat: Chat, text: str) -> None:
    reply = chat.say(text)
    assert_kind(reply, "out_of_scope")
    assert reply["choices"]


def test_a_parents_own_mood_gets_the_maternal_line(chat: Chat) -> None:
    assert "1-833-852-6262" in calls(chat.say("how long do mood swings last after giving birth"))


@pytest.mark.parametrize(
    "text", ["who won the penguins game last night", "how long should two year olds nap", "is pa-aimh hiring right now"]
)
def test_the_next_question_is_not_coloured_by_it(chat: Chat, text: str) -> None:
    chat.say("what is secure attachment")
    chat.say(text)
    assert_answers(chat.say("and what is an ACE?"), "aces_impact")


def test_a_follow_up_after_it_still_leans_on_the_last_answer(chat: Chat) -> None:
    chat.say("what is secure attachment")
    chat.say("who won the penguins game last night")
    assert_answers(chat.say("ok, say the other thing shorter"), "secure_attachment")
