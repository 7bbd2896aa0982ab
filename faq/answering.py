"""Answering: from a tracker's events to the message that goes out; what the action and the generator share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from faq.choosing import Outcome, choose
from faq.composing import unavailable
from faq.conversation import Conversation, conversation_of
from faq.doors import worded_for
from faq.explaining import explained
from faq.knowledge import Knowledge
from faq.rendering.rasa_message import rasa_message
from faq.understanding import understanding_of

Events = Sequence[Mapping[str, Any]]
EVENTS_READ = 60  # the newest of a tracker: more than any turn writes, few enough to stay fast in a long conversation


def message_for(knowledge: Knowledge, events: Events, channel: str, why: bool = False) -> dict[str, Any]:
    """The message that answers the last thing the person said, for a channel by name.

    `events`: the tracker's newest events in Rasa's JSON form, oldest first. `why`: whether the shell says under it why.
    """
    asked = max((i for i, e in enumerate(events) if e.get("event") == "user"), default=-1)
    if asked < 0:
        return unavailable_message(knowledge, channel)
    said, worded = events[asked], worded_for(knowledge, channel)
    before = conversation_of(events[:asked]).without_facts_gone(knowledge.facts)
    parse_data, metadata = said.get("parse_data") or {}, said.get("metadata")
    text = str(said.get("text") or "")
    understood = understanding_of(text, parse_data, metadata, context=bool(before.facts), facts=knowledge.facts)
    outcome = choose(worded, understood, before)
    return rasa_message(worded, outcome, channel, explained(understood, outcome) if why else "")


def unavailable_message(knowledge: Knowledge, channel: str) -> dict[str, Any]:
    """The message when something behind the bot has failed: honest, with the emergency lines."""
    return rasa_message(knowledge, Outcome(unavailable(knowledge), Conversation()), channel)


def answered(events: Events) -> bool:
    """Whether something was said since the person last spoke."""
    for event in reversed(events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot":
            return True
    return False
