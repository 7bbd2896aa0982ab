"""What was understood of one message: the typed form of what the NLU pipeline found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

FACT_PREFIX = "ask_"


@dataclass(frozen=True)
class Part:
    """How one text, the whole message or a clause of it, was understood.

    `kind`: fact, unsure, out_of_scope, advice, smalltalk, followup, crisis or unknown. `intents`: what decided it, or what to offer.
    `facts`: the likeliest facts with probability, best first. `mass`: probability by kind.
    """

    text: str
    kind: str
    intents: tuple[str, ...]
    confidence: float
    facts: tuple[tuple[str, float], ...]
    mass: Mapping[str, float]
    nearness: float

    @property
    def fact(self) -> str:
        """Id of the fact asked for when the verdict is a fact, else ""."""
        return fact_id(self.intents[0]) if self.kind == "fact" and self.intents else ""

    @property
    def intent(self) -> str:
        """The intent that decided the verdict, or ""."""
        return self.intents[0] if self.intents else ""


@dataclass(frozen=True)
class Danger:
    """Danger noticed in a message: its category and the language it was told in ("en" or "es")."""

    category: str
    language: str


@dataclass(frozen=True)
class Understanding:
    """One message as understood: the whole, its parts, why it cannot be read ("" when it can), danger, a choice taken."""

    text: str
    whole: Part
    parts: tuple[Part, ...] = ()
    unreadable: str = ""
    danger: Danger | None = None
    choice: str = ""



def fact_id(intent: str) -> str:
    """Id of the fact that an intent asks for, or ""."""
    return intent.removeprefix(FACT_PREFIX) if intent.startswith(FACT_PREFIX) else ""


def understanding_of(text: str, parse_data: Mapping[str, Any], metadata: Mapping[str, Any] | None) -> Understanding:
    """Understanding from Rasa's parse data of a user message and the message's metadata.

    A message whose parse data hold nothing of ours (ready-made parse data, a failed pipeline) is understood by its intent alone.
    """
    found = parse_data.get("understanding") or {}
    intent = str((parse_data.get("intent") or {}).get("name") or "")
    choice = str((metadata or {}).get("choice") or "")
    if not found:
        return Understanding(text, _by_intent(text, intent), danger=_danger_of_intent(intent), choice=choice)
    danger = found.get("danger")
    return Understanding(
        text=text,
        whole=_part(found["whole"]),
        parts=tuple(_part(p) for p in found.get("parts", ())),
        unreadable=str(found.get("unreadable", "")),
        danger=Danger(str(danger["category"]), str(danger.get("language", "en"))) if danger else None,
        choice=choice,
    )


def _part(data: Mapping[str, Any]) -> Part:
    return Part(
        text=str(data["text"]),
        kind=str(data["kind"]),
        intents=tuple(data["intents"]),
        confidence=float(data["confidence"]),
        facts=tuple((fact_id(str(i)), float(p)) for i, p in data["facts"]),
        mass=dict(data["mass"]),
        nearness=float(data["nearness"]),
    )


def _by_intent(text: str, intent: str) -> Part:
    prefix = intent.split("_", 1)[0]
    kind = {"ask": "fact", "oos": "out_of_scope", "tell": "smalltalk"}.get(prefix, prefix if intent else "unknown")
    facts = ((fact_id(intent), 1.0),) if fact_id(intent) else ()
    return Part(text, kind, (intent,) if intent else (), 1.0, facts, {kind: 1.0}, 1.0)


def _danger_of_intent(intent: str) -> Danger | None:
    return Danger(intent.removeprefix("crisis_"), "en") if intent.startswith("crisis_") else None
