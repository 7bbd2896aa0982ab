"""Measures of classifiers: calibration, ranking of the known above the unknown, risk against coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Predictions of like confidence: how many, their mean confidence, the share that is right."""

    count: int
    confidence: float
    accuracy: float


def reliability(confidence: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """Predictions in `bins` equal ranges of confidence from 0 to 1; empty ranges are left out."""
    sure, good = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    at = np.minimum((sure * bins).astype(int), bins - 1)
    return [
        Bin(int(chosen.sum()), float(sure[chosen].mean()), float(good[chosen].mean()))
        for chosen in (at == i for i in range(bins))
        if chosen.any()
    ]


def calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error: mean distance of confidence from accuracy over the ranges, weighted by count (Guo et al. 2017)."""
    found = reliability(confidence, right, bins)
    total = sum(b.count for b in found)
    return sum(b.count * abs(b.confidence - b.accuracy) for b in found) / total


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    """Coverage (n,) and risk (n,) when the surest 1, 2, ..., n are answered; risk is the share of those that is wrong.

    Equal confidences are answered together: each of them has the risk of their whole group.
    """
    sure = np.asarray(confidence, dtype=float)
    order = np.argsort(-sure, kind="stable")
    wrong = 1 - np.asarray(right, dtype=float)[order]
    risk = np.cumsum(wrong) / np.arange(1, len(wrong) + 1)
    last = np.searchsorted(-sure[order], -sure[order], side="right") - 1
    return np.arange(1, len(wrong) + 1) / len(wrong), risk[last]


def area_under_risk(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """AURC: mean risk over all coverages, 0 best (Geifman and El-Yaniv 2017)."""
    return float(risk_coverage(confidence, right)[1].mean())


def auroc(known: Sequence[float], unknown: Sequence[float]) -> float:
    """Chance that a known text scores above an unknown one, equal scores counting half."""
    low = np.sort(np.asarray(unknown, dtype=float))
    high = np.asarray(known, dtype=float)
    below, upto = np.searchsorted(low, high, side="left"), np.searchsorted(low, high, side="right")
    return float((below + (upto - below) / 2).mean() / len(low))


def unknown_accepted(known: Sequence[float], unknown: Sequence[float], share: float = 0.95) -> float:
    """FPR95: share of the unknown texts that score at least as high as the threshold that accepts `share` of the known ones."""
    high = np.sort(np.asarray(known, dtype=float))[::-1]
    threshold = high[int(np.ceil(share * len(high))) - 1]
    return float((np.asarray(unknown, dtype=float) >= threshold).mean())
