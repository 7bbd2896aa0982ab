"""From a Reading to a verdict: answer, offer, or leave it, by thresholds that were chosen on development data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

from nlu.intent_model import Reading, kind_of

MOST_OFFERED = 3


@dataclass(frozen=True)
class Thresholds:
    """Probabilities and similarities at which the bot speaks; chosen by `make calibrate`, stored with the model.

    `sure`: share of the best fact among facts to answer it. `fact`: mass of all facts to answer rather than offer.
    `offer`: mass of all facts to offer choices rather than refuse. `known`: nearness below which nothing is known.
    `danger`: mass of all crisis intents at which a message is danger, whatever else it is.
    """

    sure: float = 0.5
    fact: float = 0.5
    offer: float = 0.3
    known: float = 0.3
    danger: float = 0.4

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Thresholds":
        """Thresholds from a component's configuration."""
        return cls(**{name: float(config[name]) for name in cls.__dataclass_fields__ if name in config})


@dataclass(frozen=True)
class Verdict:
    """What to do with a text. `kind`: fact, unsure, out_of_scope, advice, crisis, smalltalk, followup or unknown.

    `intents`: for `fact` the one, for `unsure` those to offer, else the best of the kind.
    """

    kind: str
    intents: tuple[str, ...]
    confidence: float


def decide(reading: Reading, limits: Thresholds) -> Verdict:
    """The verdict on a reading. Danger is left to the safety net, which sees more than this."""
    kinds = {k: v for k, v in reading.kinds.items() if k != "crisis"}
    fact_mass = kinds.get("fact", 0.0)
    best_kind = max(kinds, key=lambda k: kinds[k])
    facts = [(i, p) for i, p in reading.ranking if kind_of(i) == "fact"]
    if reading.nearness < limits.known:
        return Verdict("unknown", (), 1 - reading.nearness)
    if fact_mass >= limits.fact and facts:
        share = facts[0][1] / fact_mass
        if share >= limits.sure:
            return Verdict("fact", (facts[0][0],), facts[0][1])
        return Verdict("unsure", tuple(i for i, _ in facts[:MOST_OFFERED]), fact_mass)
    if fact_mass >= limits.offer and best_kind in ("fact", "out_of_scope"):
        return Verdict("unsure", tuple(i for i, _ in facts[:MOST_OFFERED]), fact_mass)
    return _other(reading, kinds, best_kind)


def _other(reading: Reading, kinds: Mapping[str, float], best_kind: str) -> Verdict:
    kind = best_kind if best_kind != "fact" else max((k for k in kinds if k != "fact"), key=lambda k: kinds[k])
    best = next((i for i, _ in reading.ranking if kind_of(i) == kind), "")
    return Verdict(kind, (best,), kinds[kind])
