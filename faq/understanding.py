"""What was understood of one message: the typed form of what the NLU pipeline found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from faq.deciding import Guess, Limits, decide

FACT_PREFIX = "ask_"
NO_LONGER = "oos_other"  # what a question for a fact that was taken out is
LEANING_LEAST = 0.35  # probability of a follow-up at which a clause may lean on the one before it


@dataclass(frozen=True)
class Part:
    """How one text, the whole message or a clause of it, was understood.

    `kind`: fact, unsure, out_of_scope, advice, smalltalk, followup, crisis or unknown. `intents`: what decided it, or what to offer.
    `facts`: the likeliest facts with probability, best first. `mass`: probability by kind.
    `leaning`: the follow-up it would be if it leaned on something, "" when that is unlikely.
    """

    text: str
    kind: str
    intents: tuple[str, ...]
    confidence: float
    facts: tuple[tuple[str, float], ...]
    mass: Mapping[str, float]
    nearness: float
    leaning: str = ""

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
    """Danger noticed in a message: its category, the language it was told in ("en" or "es"), who noticed ("pattern", "learned", "")."""

    category: str
    language: str
    by: str = ""


@dataclass(frozen=True)
class Understanding:
    """One message as understood: the whole, its clauses, the probability that it asks for two facts, why it cannot be read ("" when it can), danger, a choice taken, the limits to decide by."""

    text: str
    whole: Part
    parts: tuple[Part, ...] = ()
    two: float = 0.0
    unreadable: str = ""
    danger: Danger | None = None
    choice: str = ""
    limits: Limits = field(default_factory=Limits)


def fact_id(intent: str) -> str:
    """Id of the fact that an intent asks for, or ""."""
    return intent.removeprefix(FACT_PREFIX) if intent.startswith(FACT_PREFIX) else ""


def understanding_of(
    text: str,
    parse_data: Mapping[str, Any],
    metadata: Mapping[str, Any] | None,
    context: bool = False,
    facts: Collection[str] | None = None,
) -> Understanding:
    """Understanding from Rasa's parse data of a user message and the message's metadata.

    `context`: whether anything was answered before that the message could lean on. `facts`: the ids that can be answered, when the
    model may know others: a fact that staff took out since it was trained.
    A message whose parse data hold nothing of ours (ready-made parse data, a failed pipeline) is understood by its intent alone.
    """
    found = parse_data.get("understanding") or {}
    intent = str((parse_data.get("intent") or {}).get("name") or "")
    choice = str((metadata or {}).get("choice") or "")
    if not found:
        intent = intent if facts is None or fact_id(intent) in ("", *facts) else NO_LONGER
        return Understanding(text, _by_intent(text, intent), danger=_danger_of_intent(intent), choice=choice)
    danger = found.get("danger")
    limits = Limits.of(found.get("limits") or {})
    return Understanding(
        text=text,
        whole=_part(found["whole"], limits, context, facts),
        parts=tuple(_part(p, limits, context, facts) for p in found.get("parts", ())),
        two=float(found.get("two", 0.0)),
        unreadable=str(found.get("unreadable", "")),
        danger=_danger(danger) if danger else None,
        choice=choice,
        limits=limits,
    )


def _danger(data: Mapping[str, Any]) -> Danger:
    return Danger(str(data["category"]), str(data.get("language", "en")), str(data.get("by", "")))


def _part(data: Mapping[str, Any], limits: Limits, context: bool, known: Collection[str] | None) -> Part:
    facts = tuple((str(i), float(p)) for i, p in data["facts"])
    guess = Guess(dict(data["mass"]), dict(data["best"]), facts, float(data["nearness"]))
    if known is not None:
        guess = _without_facts_gone(guess, known)
    verdict = decide(guess, limits, context)
    return Part(
        text=str(data["text"]),
        kind=verdict.kind,
        intents=verdict.intents,
        confidence=verdict.confidence,
        facts=tuple((fact_id(i), p) for i, p in guess.facts),
        mass=guess.mass,
        nearness=guess.nearness,
        leaning=guess.best.get("followup", "") if guess.mass.get("followup", 0.0) >= LEANING_LEAST else "",
    )


def _without_facts_gone(guess: Guess, known: Collection[str]) -> Guess:
    """The guess when some of its facts are answered no longer: who asks for one asks for what we do not have."""
    gone = sum(p for i, p in guess.facts if fact_id(i) not in known)
    if not gone:
        return guess
    outside = guess.mass.get("out_of_scope", 0.0)
    mass = {**guess.mass, "fact": max(0.0, guess.mass.get("fact", 0.0) - gone), "out_of_scope": outside + gone}
    best = {**guess.best, "out_of_scope": guess.best["out_of_scope"] if outside > gone else NO_LONGER}
    return replace(guess, mass=mass, best=best, facts=tuple((i, p) for i, p in guess.facts if fact_id(i) in known))


def _by_intent(text: str, intent: str) -> Part:
    prefix = intent.split("_", 1)[0]
    kind = {"ask": "fact", "oos": "out_of_scope", "tell": "smalltalk"}.get(prefix, prefix if intent else "unknown")
    facts = ((fact_id(intent), 1.0),) if fact_id(intent) else ()
    return Part(text, kind, (intent,) if intent else (), 1.0, facts, {kind: 1.0}, 1.0)


def _danger_of_intent(intent: str) -> Danger | None:
    return Danger(intent.removeprefix("crisis_"), "en") if intent.startswith("crisis_") else None
