"""Deciding: from the probabilities of one text to a verdict, by thresholds that were chosen on development data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MOST_OFFERED: Final = 3
LEANS_ON_NOTHING: Final = 0.6  # share of follow-ups at which a first message is one, when no fact fits it
LEANS_SURELY: Final = 3.0  # times the share of all facts: a message that so likely leans on what was said does
# Kinds from which a message may be called back when a fact is not far: a wrong no costs more than a choice too many.
_OFFER_INSTEAD_OF: Final = frozenset({"fact", "out_of_scope", "smalltalk", "followup"})


@dataclass(frozen=True)
class Limits:
    """Shares of probability and similarities at which the bot speaks; chosen on development data, stored with the model.

    `fact`: share of all facts among all kinds to answer. `sure`: share of the best fact among the facts to state it alone.
    `offer`: share of all facts to offer choices rather than say no. `known`: cosine to the nearest known question below which
    nothing is understood. `clause`: confidence of a clause beside another that asks something else. `alone`: of a clause when the
    whole message is no question (a story before it). `two`: probability of two questions at which the two likeliest facts are
    both stated. `both`: the same where two clauses ask for two facts.
    """

    fact: float = 0.5
    sure: float = 0.45
    offer: float = 0.3
    known: float = 0.25
    clause: float = 0.37
    alone: float = 0.65
    two: float = 0.5
    both: float = 0.1

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Limits:
        """Limits from a component's configuration or from stored understanding; other keys are passed over."""
        return cls(**{name: float(config[name]) for name in cls.__dataclass_fields__ if name in config})


@dataclass(frozen=True)
class Guess:
    """What the classifier thinks of one text.

    `mass`: probability by kind. `best`: the likeliest intent of each kind. `facts`: the likeliest fact intents with
    probability, best first. `nearness`: cosine to the nearest known question.
    """

    mass: Mapping[str, float]
    best: Mapping[str, str]
    facts: tuple[tuple[str, float], ...]
    nearness: float


@dataclass(frozen=True)
class Verdict:
    """What to do with a text. `kind`: fact, unsure, out_of_scope, advice, smalltalk, followup or unknown.

    `intents`: for `fact` the one, for `unsure` those to offer, else the likeliest of the kind. `confidence`: 0 to 1.
    """

    kind: str
    intents: tuple[str, ...]
    confidence: float


def decide(guess: Guess, limits: Limits, context: bool) -> Verdict:
    """The verdict on a guess. `context`: whether anything was answered that a follow-up could lean on.

    Danger is left to the safety net, which sees more than this.
    """
    if guess.nearness < limits.known:
        return Verdict("unknown", (), 1 - max(guess.nearness, 0.0))
    shares = _shares(guess.mass, context)
    fact = shares.get("fact", 0.0)
    offered = tuple(intent for intent, _ in guess.facts[:MOST_OFFERED])
    best = max(shares, key=lambda kind: shares[kind])
    if fact >= limits.fact and guess.facts:
        intent, probability = guess.facts[0]
        if probability >= limits.sure * guess.mass["fact"]:
            return Verdict("fact", (intent,), min(1.0, fact * probability / guess.mass["fact"]))
        return Verdict("unsure", offered, fact)
    if fact >= limits.offer and best in _OFFER_INSTEAD_OF:
        return _leaning(guess, limits, shares) if best == "followup" else Verdict("unsure", offered, fact)
    if not context and guess.mass.get("followup", 0.0) >= LEANS_ON_NOTHING:
        return Verdict("followup", (guess.best["followup"],), guess.mass["followup"])
    kind = best if best != "fact" else max((k for k in shares if k != "fact"), key=lambda k: shares[k])
    return Verdict(kind, (guess.best[kind],), shares[kind])


def _leaning(guess: Guess, limits: Limits, shares: Mapping[str, float]) -> Verdict:
    """The verdict on what leans on the last answer and yet may name a fact: "and what does society gain from it?" """
    fact, followup = shares["fact"], shares["followup"]
    intent, probability = guess.facts[0]
    if followup >= LEANS_SURELY * fact:
        return Verdict("followup", (guess.best["followup"],), followup)
    if probability >= limits.sure * guess.mass["fact"]:
        return Verdict("fact", (intent,), fact)
    return Verdict("unsure", tuple(i for i, _ in guess.facts[:MOST_OFFERED]), fact)


def _shares(mass: Mapping[str, float], context: bool) -> dict[str, float]:
    """Probability by kind among the kinds that can be meant: no danger, and no follow-up to nothing."""
    possible = {k: m for k, m in mass.items() if k != "crisis" and (context or k != "followup")}
    total = sum(possible.values()) or 1.0
    return {kind: m / total for kind, m in possible.items()}
