"""From Rasa's understanding on, nobody has the words with personal details: tracker, action server, broker, store."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from stores import hearing
from stores.private import event_without_details, without_details

TEXT = "My name is Quillonbert, what helps? Quillonbert cries"


async def understood(_self: Any, message: UserMessage, *_: Any, **__: Any) -> dict[str, Any]:
    return {
        "text": message.text,
        "intent": {"name": "ask_toxic_stress"},
        "entities": [{"value": "Quillonbert", "start": 11}],
        "text_tokens": [[0, 2]],
        "understanding": {"whole": {"text": message.text}, "parts": [{"text": "quillonbert cries"}]},
    }


@pytest.fixture
def parse(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(MessageProcessor, "parse_message", understood)
    hearing.mend()
    hearing.mend()  # twice is once
    return lambda message: asyncio.run(MessageProcessor.parse_message(None, message))


def test_message_and_parse_data_lose_the_details_once_they_were_read(parse: Any) -> None:
    message = UserMessage(TEXT)
    data = parse(message)

    assert message.text == data["text"] == "My name is [name], what helps? [name] cries"
    assert "quillonbert" not in json.dumps(data).lower()
    assert data["intent"] == {"name": "ask_toxic_stress"}
    assert data["understanding"]["parts"] == [{"text": "[name] cries"}]


def test_a_message_without_details_is_left_as_it_is(parse: Any) -> None:
    message = UserMessage("what helps?")
    assert parse(message)["text_tokens"] == [[0, 2]]
    assert message.text == "what helps?"


@pytest.mark.parametrize("hostile", ["\ud800", "\x00", "\udfff\ud800", "\u202e", ""])
def test_hostile_characters_are_taken(parse: Any, hostile: str) -> None:
    message = UserMessage(f"{hostile}my name is {hostile}Maria")
    parse(message)
    assert "Maria" not in (message.text or "")


def test_the_store_redacts_again_whoever_hands_it_an_event() -> None:
    event = {"event": "user", "text": TEXT, "parse_data": {"text": TEXT, "understanding": {"whole": {"text": TEXT}}}}
    assert "Quillonbert" not in json.dumps(event_without_details(event))


def test_what_the_bot_says_is_stored_as_it_was_said() -> None:
    event = {"event": "bot", "text": "This is Maria: call 717-555-0142"}
    assert event_without_details(event) is event


def test_the_bots_own_numbers_and_links_stay() -> None:
    text = "I called 717-216-0905, then 988 and http://www.pa-aimh.org/"
    assert without_details(text) == text
