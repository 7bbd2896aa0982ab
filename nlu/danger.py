"""Danger in a message: deterministic patterns over folded text, beside a learned detector, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from faq.folding import fold, unmask
from nlu.danger_patterns import HARMLESS, PATTERNS, SPANISH
from nlu.intent_model import Reading, kind_of


@dataclass(frozen=True)
class Danger:
    """Danger noticed: category, language ("en", "es"), who noticed ("pattern", "learned"), confidence 0 to 1."""

    category: str
    language: str
    by: str
    confidence: float


@dataclass(frozen=True)
class Alarm:
    """Scores of the learned detector at which the whole message, or one clause of it, is danger."""

    whole: float
    part: float


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


def by_learning(readings: Sequence[Reading], scores: np.ndarray, alarm: Alarm, language: str = "en") -> Danger | None:
    """Danger by the detector's scores of the whole message (first) and of its clauses.

    The category is the likeliest crisis intent of the reading that is furthest above its threshold.
    """
    margins = np.asarray(scores) - np.array([alarm.whole] + [alarm.part] * (len(readings) - 1))
    worst = int(margins.argmax())
    if margins[worst] < 0:
        return None
    intent = next(i for i, _ in readings[worst].ranking if kind_of(i) == "crisis")
    confidence = 1 / (1 + float(np.exp(-scores[worst])))
    return Danger(intent.removeprefix("crisis_"), language, "learned", confidence)
