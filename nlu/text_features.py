"""Word and character TF-IDF, kept as plain arrays so that a model file holds no code."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final, Sequence

import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from faq.folding import fold, unmask

_KINDS: Final[dict[str, dict[str, Any]]] = {
    # Pairs of words tell "what counters stress" from "stress"; single letters ("u", "r") are words to people who text.
    "word": {"ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b", "sublinear_tf": True, "min_df": 2},
    # Pieces of words survive misspelling; seen twice or more, or they only memorise.
    "char": {"analyzer": "char_wb", "ngram_range": (2, 5), "sublinear_tf": True, "min_df": 3},
}


def plain(text: str) -> str:
    """The form of a text that the TF-IDF features see."""
    return unmask(fold(text))


class TextFeatures:
    """TF-IDF of words, word pairs and character pieces: n texts -> sparse (n, vocabulary)."""

    def __init__(self, vectorizers: dict[str, TfidfVectorizer]) -> None:
        self._vectorizers = vectorizers
        self._parts = [(v.build_analyzer(), v.vocabulary_, v.idf_) for v in (vectorizers[kind] for kind in _KINDS)]

    @classmethod
    def fit(cls, texts: Sequence[str]) -> TextFeatures:
        """Learn the vocabulary and weights of `texts`."""
        plain_texts = [plain(t) for t in texts]
        return cls({kind: TfidfVectorizer(**settings).fit(plain_texts) for kind, settings in _KINDS.items()})

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Features of `texts`, float32."""
        rows = [self._row(plain(t)) for t in texts]
        columns, values = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
        ends = np.cumsum([0, *(len(row[0]) for row in rows)])
        width = sum(len(idf) for _, _, idf in self._parts)
        return sparse.csr_matrix((values, columns, ends), shape=(len(texts), width), dtype=np.float32)

    def _row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Columns and values of one text: what TfidfVectorizer.transform gives, without its checks, which take four times as long."""
        columns: list[np.ndarray] = []
        values: list[np.ndarray] = []
        before = 0
        for analyze, vocabulary, idf in self._parts:
            counts = Counter(vocabulary[term] for term in analyze(text) if term in vocabulary)
            found = np.array(sorted(counts), dtype=np.int64)
            weights = (1 + np.log(np.array([counts[c] for c in found.tolist()], dtype=float))) * idf[
                found
            ]  # sublinear_tf
            values.append(weights / (np.linalg.norm(weights) or 1.0))
            columns.append(found + before)
            before += len(idf)
        return np.concatenate(columns), np.concatenate(values)

    def save(self, folder: Path) -> None:
        """Write vocabulary and weights as JSON."""
        state = {
            kind: {"vocabulary": {t: int(i) for t, i in v.vocabulary_.items()}, "idf": v.idf_.tolist()}
            for kind, v in self._vectorizers.items()
        }
        (folder / "text_features.json").write_text(json.dumps(state), encoding="utf8")

    @classmethod
    def load(cls, folder: Path) -> TextFeatures:
        """Read what `save` wrote."""
        state = json.loads((folder / "text_features.json").read_text(encoding="utf8"))
        vectorizers = {}
        for kind, settings in _KINDS.items():
            vectorizer = TfidfVectorizer(**settings, vocabulary=state[kind]["vocabulary"])
            vectorizer.idf_ = np.array(state[kind]["idf"])
            vectorizers[kind] = vectorizer
        return cls(vectorizers)
