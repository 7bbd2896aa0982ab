"""Events as Rasa writes them, as few of their fields as the stores read."""

from __future__ import annotations

from typing import Any


def said(text: str, client_id: str | None = None, at: float = 1.0) -> dict[str, Any]:
    """A person's message."""
    metadata = {"client_id": client_id} if client_id else {}
    return {"event": "user", "text": text, "timestamp": at, "metadata": metadata}


def replied(text: str, at: float = 2.0) -> dict[str, Any]:
    """The bot's message."""
    return {"event": "bot", "text": text, "timestamp": at}


def listening() -> dict[str, Any]:
    """An event that no person sees."""
    return {"event": "action", "name": "action_listen", "timestamp": 3.0}
