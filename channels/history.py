"""The conversation again: stored messages as the contract shows them, and as a text to keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

from channels.wording import Wording
from stores.conversations import StoredEvent


def reply_of(stored: StoredEvent) -> dict[str, Any]:
    """The Reply of a stored bot message."""
    custom = (stored.data.get("data") or {}).get("custom")
    if custom:
        return dict(custom)
    words = str(stored.data.get("text") or "")
    return {
        "kind": "smalltalk",
        "facts": [],
        "text": words,
        "blocks": [{"type": "paragraph", "text": words}],
        "sources": [],
        "choices": [],
    }


def message_of(stored: StoredEvent) -> dict[str, Any]:
    """A stored message as `GET /messages` shows it."""
    message: dict[str, Any] = {"seq": stored.seq, "from": stored.type_name, "at": _time(stored.timestamp)}
    if stored.type_name == "user":
        return {**message, "text": str(stored.data.get("text") or "")}
    return {**message, "reply": reply_of(stored)}


def transcript(wording: Wording, messages: Sequence[StoredEvent]) -> str:
    """The whole conversation as plain text."""
    names = {"user": wording.phrase("from_user"), "bot": wording.phrase("from_bot")}
    parts = [wording.phrase("transcript_title")]
    for stored in messages:
        words = stored.data.get("text") if stored.type_name == "user" else reply_of(stored)["text"]
        parts.append(f"{names[stored.type_name]} ({_time(stored.timestamp)}):\n{words}")
    return "\n\n".join(parts) + "\n"


def _time(timestamp: float | None) -> str:
    return datetime.fromtimestamp(timestamp or 0, timezone.utc).isoformat(timespec="seconds")
