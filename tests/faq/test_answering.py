from __future__ import annotations

from typing import Any

import pytest

from faq.answering import answered, message_for, unavailable_message
from faq.conversation import MEMORY
from faq.knowledge import Knowledge


def said(intent: str, text: str = "x", **metadata: Any) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": intent}}, "metadata": metadata}


def bot(message: dict[str, Any]) -> dict[str, Any]:
    return {"event": "bot", "text": message["text"], "metadata": {MEMORY: message[MEMORY]}}


ACTION = {"event": "action", "name": "action_answer"}


def test_the_last_thing_said_is_answered(knowledge: Knowledge) -> None:
    message = message_for(knowledge, [said("ask_resources"), ACTION, said("ask_age_range"), ACTION], "website")
    assert message["custom"]["facts"] == ["age_range"]


def test_what_was_answered_before_is_known(knowledge: Knowledge) -> None:
    first = message_for(knowledge, [said("ask_toxic_stress")], "website")
    events = [said("ask_toxic_stress"), bot(first), said("followup_shorter", "shorter please")]
    second = message_for(knowledge, events, "website")
    assert second["custom"]["facts"] == ["toxic_stress"]
    assert knowledge.facts["toxic_stress"].short.text in second["text"]


def test_a_choice_tapped_is_answered_whatever_the_words_mean(knowledge: Knowledge) -> None:
    first = message_for(knowledge, [said("ask_toxic_stress")], "website")
    choice = first["custom"]["choices"][0]
    events = [said("ask_toxic_stress"), bot(first), said("oos_other", choice["title"], choice=choice["id"])]
    assert message_for(knowledge, events, "website")["custom"]["facts"] == [knowledge.facts["toxic_stress"].related[0]]


@pytest.mark.parametrize("events", [[], [ACTION], [{"event": "bot", "text": "hello"}]])
def test_when_nothing_was_said_the_reply_is_honest(events: list[dict[str, Any]], knowledge: Knowledge) -> None:
    assert message_for(knowledge, events, "website") == unavailable_message(knowledge, "website")
    assert "911" in unavailable_message(knowledge, "website")["text"]


@pytest.mark.parametrize(
    "odd", [{"text": None}, {"parse_data": None}, {"metadata": None}, {"parse_data": {"intent": None}}]
)
def test_an_event_with_nothing_in_it_still_gets_a_reply(odd: dict[str, Any], knowledge: Knowledge) -> None:
    assert message_for(knowledge, [{**said("ask_age_range"), **odd}], "rest")["text"]


def test_a_fact_taken_out_of_the_files_breaks_no_conversation(knowledge: Knowledge) -> None:
    memory = {"event": "bot", "metadata": {MEMORY: {"facts": ["a_fact_of_yesterday"], "kind": "answer"}}}
    for intent in ("followup_more", "followup_source", "smalltalk_repeat", "followup_item"):
        assert message_for(knowledge, [memory, said(intent, "go on")], "website")["text"]


def test_starting_over_is_starting_over(knowledge: Knowledge) -> None:
    first = message_for(knowledge, [said("ask_toxic_stress")], "website")
    events = [said("ask_toxic_stress"), bot(first), {"event": "restart"}, said("smalltalk_repeat", "again")]
    assert knowledge.phrase("smalltalk_repeat_nothing") in message_for(knowledge, events, "website")["text"]


def test_something_said_since_the_person_spoke_is_an_answer() -> None:
    user, reply = {"event": "user"}, {"event": "bot"}
    assert answered([user, reply, ACTION])
    assert not answered([user, reply, user, ACTION])
    assert not answered([])
