"""An answer ends with at most three related questions to tap, never the one just asked."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_kind
from tests.http.client import Chat, Door
from tests.http.test_every_fact import QUESTIONS


@pytest.mark.parametrize("fact", QUESTIONS)
def test_every_answer_offers_one_to_three_others(door: Door, fact: str) -> None:
    chat = door.session()
    choices = chat.say(QUESTIONS[fact])["choices"]

    assert 1 <= len(choices) <= 3
    assert [] == [choice for choice in choices if chat.choose(choice["id"])["facts"] == [fact]]


def test_each_leads_to_an_answer_that_offers_others_again(chat: Chat) -> None:
    reply = chat.say("what is infant mental health")
    seen = []
    for _ in range(6):
        seen.append(reply["facts"])
        reply = chat.choose(reply["choices"][0]["id"])
        assert_kind(reply, "answer")
        assert reply["facts"] != seen[-1]
        assert reply["choices"]
