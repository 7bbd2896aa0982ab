"""What is stored of what people write: their words without personal details, whichever way they come to a store."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from faq.knowledge import Knowledge
from faq.live import live_knowledge
from faq.personal.kept import Kept, kept_of
from faq.personal.redacting import Redacted, redact, redact_within

_TEXTS = (
    "understanding",
    "entities",
    "text_tokens",
    "response_selector",
)  # of parse data: what may hold words of the message


def without_details(text: str) -> str:
    """A text as it may be stored."""
    return redacted(text).text


def redacted(text: str) -> Redacted:
    """A text as it may be stored, and what was taken out; the bot's own links and help lines stay."""
    return redact(text, _kept())


def parse_data_without(parse_data: Mapping[str, Any], found: Redacted) -> dict[str, Any]:
    """Rasa's parse data of a message in which something was found: the redacted text, and nothing found in what else it holds."""
    data = {name: value for name, value in parse_data.items() if name != "text_tokens"}  # places in the text that was
    for name in _TEXTS:
        if name in data:
            data[name] = redact_within(data[name], found, _kept())
    return {**data, "text": found.text}


def event_without_details(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """An event in Rasa's JSON form as it may be stored; of the bot's own events nothing is taken."""
    if event.get("event") != "user":
        return event
    found = redacted(str(event.get("text") or ""))
    if not found.details:
        return event
    return {**event, "text": found.text, "parse_data": parse_data_without(event.get("parse_data") or {}, found)}


def _kept() -> Kept:
    root = os.environ.get("FAQ_ROOT") or str(Path(__file__).resolve().parent.parent)
    return _kept_by(_Same(live_knowledge(Path(root) / "knowledge").current()))


class _Same:
    """Knowledge as a key: the same object, not an equal one."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __hash__(self) -> int:
        return id(self.knowledge)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.knowledge is self.knowledge


@lru_cache(maxsize=1)
def _kept_by(key: _Same) -> Kept:
    return kept_of(key.knowledge)
