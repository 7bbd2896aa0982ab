"""Danger in a message: deterministic patterns over folded text, beside the learned crisis intents, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from faq.folding import fold, unmask
from nlu.danger_patterns import HARMLESS, PATTERNS, SPANISH
from nlu.intent_model import Reading, kind_of


@dataclass(frozen=True)
class Danger:
    """Danger noticed: category, language of the message ("en", "es"), who noticed ("pattern", "learned"), confidence 0 to 1."""

    category: str
    language: str
    by: str
    confidence: float


def notice(text: str, readings: Sequence[Reading], whole: float, part: float) -> Danger | None:
    """Danger in `text`, or None.

    `readings`: of the whole message first, then of its parts. `whole`, `part`: crisis mass at which each is danger.
    A pattern decides at once; the learned detector when any reading passes its threshold.
    """
    return by_pattern(text) or by_learning(readings, whole, part)


def by_pattern(text: str) -> Danger | None:
    """Danger that a deterministic pattern finds, after harmless idioms are taken out."""
    folded = fold(text)
    for form in dict.fromkeys((folded, unmask(folded))):
        stripped = HARMLESS.sub(" ", form)
        for category, pattern in PATTERNS:
            if pattern.search(stripped):
                return Danger(category, "en", "pattern", 1.0)
    bare = unmask(folded)
    for category, pattern in SPANISH:
        if pattern.search(bare):
            return Danger(category, "es", "pattern", 1.0)
    return None


def by_learning(readings: Sequence[Reading], whole: float, part: float) -> Danger | None:
    """Danger that the learned crisis intents see in the whole or in a part."""
    passed = [r for i, r in enumerate(readings) if r.kinds.get("crisis", 0.0) >= (whole if i == 0 else part)]
    if not passed:
        return None
    worst = max(passed, key=lambda r: r.kinds["crisis"])
    intent = next(i for i, _ in worst.ranking if kind_of(i) == "crisis")
    return Danger(intent.removeprefix("crisis_"), "en", "learned", worst.kinds["crisis"])
