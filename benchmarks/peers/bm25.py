"""Okapi BM25 by the library bm25s: the label of the training text that scores highest for the words of the question."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from benchmarks.peers.nearest import best_of_each
from benchmarks.peers.peer import Predict, Ranking, ranked


class Bm25:
    """Each training text is a document; k1 and b are the library's defaults, the formula is Robertson's."""

    name = "bm25"
    title = "Okapi BM25"
    settings = f"bm25s {version('bm25s')}, robertson, stopwords english, k1 1.5, b 0.75"

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
        """Index the training texts."""
        import bm25s

        names = sorted(set(labels))
        column = np.array([names.index(label) for label in labels])
        index = bm25s.BM25(method="robertson", k1=1.5, b=0.75)
        words = bm25s.tokenize(list(texts), stopwords="en", show_progress=False, return_ids=False)
        index.index(words, show_progress=False)

        def predict(others: Sequence[str]) -> list[Ranking]:
            asked = bm25s.tokenize(list(others), stopwords="en", show_progress=False, return_ids=False)
            known = [[w for w in row if w in index.vocab_dict] for row in asked]
            nothing = np.zeros(len(texts))
            scores = [index.get_scores(row) if row else nothing for row in known]
            return [ranked(names, best_of_each(row, column, len(names))) for row in scores]

        return predict
