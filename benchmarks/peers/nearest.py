"""Nearest question: the label of the training text with the highest cosine, by MiniLM alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.peers.peer import Predict, Ranking, ranked
from benchmarks.peers.vectors import digest, vectors


class Nearest:
    """Each label is as near as its nearest training text."""

    name = "nearest_minilm"
    title = "nearest question by MiniLM"
    settings = f"cosine, folded texts, {digest(None)}"

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
        """Keep the vectors of the training texts."""
        known, names = vectors(texts), sorted(set(labels))
        column = np.array([names.index(label) for label in labels])

        def predict(others: Sequence[str]) -> list[Ranking]:
            cosines = vectors(others) @ known.T
            return [ranked(names, best_of_each(row, column, len(names))) for row in cosines]

        return predict


def best_of_each(scores: np.ndarray, column: np.ndarray, labels: int) -> np.ndarray:
    """Highest of n scores for each of `labels` labels; `column` (n,) says whose each score is."""
    best = np.full(labels, -np.inf)
    np.maximum.at(best, column, scores)
    return best
