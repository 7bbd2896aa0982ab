"""What every peer offers to the benchmarks: learn from labelled texts, then rank labels for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

# Labels with scores, best first. A score means nothing beside another peer's: only the order within one peer counts.
Ranking = tuple[tuple[str, float], ...]
Predict = Callable[[Sequence[str]], list[Ranking]]
RANKED = 10  # labels kept of each ranking: as many as Rasa's classifiers give


class Peer(Protocol):
    """One way to classify. `settings` names everything besides the data that its predictions depend on."""

    name: str
    title: str
    settings: str

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
        """Learn from n texts with labels; what it gives back ranks labels for any texts."""
        ...


def ranked(labels: Sequence[str], scores: Sequence[float] | np.ndarray) -> Ranking:
    """The RANKED best of `labels` by their scores, best first; equal scores in the order of the labels."""
    best = sorted(range(len(labels)), key=lambda i: -scores[i])[:RANKED]
    return tuple((labels[i], round(float(scores[i]), 6)) for i in best)
