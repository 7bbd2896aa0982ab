"""Made-up messages and replies in the form in which they are stored, as much of it as the report reads."""

from __future__ import annotations

from typing import Any

from stores.conversations import Conversations

NOON = 1_793_030_400.0  # October 26, 2026, at noon in Pennsylvania
FACTS = [["ask_toxic_stress", 0.5], ["ask_imh_definition", 0.1]]


def said(text: str, at: float = NOON, **more: Any) -> dict[str, Any]:
    """A person's message. `crisis`: probability of danger; `danger`: its category; `choice`: id of the one tapped."""
    whole = {"facts": more.get("facts", FACTS), "nearness": 0.5, "mass": {"crisis": more.get("crisis", 0.0)}}
    danger = {"category": more["danger"], "language": "en"} if "danger" in more else None
    metadata = {"received": at - 0.1, **({"choice": more["choice"]} if "choice" in more else {})}
    return {
        "event": "user",
        "text": text,
        "timestamp": at,
        "input_channel": more.get("channel", "website"),
        "metadata": metadata,
        "parse_data": {"understanding": {"whole": whole, "danger": danger}},
    }


def replied(kind: str, *facts: str, category: str = "", at: float = NOON, danger: str = "") -> dict[str, Any]:
    """The bot's reply, 0.15 seconds after `at` as a message at the same time counts it."""
    memory = {"kind": kind, "category": category, "danger": danger, "facts": list(facts) if kind == "answer" else []}
    custom = {"kind": kind, "facts": list(facts)}
    return {
        "event": "bot",
        "text": "a reply",
        "timestamp": at + 0.05,
        "data": {"custom": custom},
        "metadata": {"faq_memory": memory},
    }


def answered(text: str, fact: str = "toxic_stress", at: float = NOON, **more: Any) -> list[dict[str, Any]]:
    """A question and its answer."""
    return [said(text, at, **more), replied("answer", fact, at=at)]


def refused(text: str, category: str = "oos_services", at: float = NOON, **more: Any) -> list[dict[str, Any]]:
    """A question that nothing answers."""
    return [said(text, at, **more), replied("out_of_scope", category=category, at=at)]


def in_danger(text: str, category: str = "self_harm", at: float = NOON) -> list[dict[str, Any]]:
    """A message that tells of danger, and the help lines."""
    return [said(text, at, danger=category), replied("crisis", category=category, at=at, danger=category)]


def tell(stored: Conversations, *messages: list[dict[str, Any]], conversation: str = "c") -> None:
    """Store the turns of a conversation, one after the other."""
    for turn in messages:
        stored.append(conversation, turn)
