"""The learned danger detector: danger or not, by meaning and by wording, beside the patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from nlu.kernel_expert import gaussian
from nlu.text_features import TextFeatures

# All four were chosen on the development set (docs/decisions/).
GAMMA = 1.5  # of the Gaussian kernel on unit vectors
MEANING_C = 5.0
WORDING_C = 10.0
MEANING_WEIGHT = 2.0  # of the support vector machine's score beside the wording's log odds


@dataclass(frozen=True)
class Meaning:
    """A support vector machine on unit vectors: support (n, dimensions), float32, weights (n,), bias."""

    support: np.ndarray
    weights: np.ndarray
    bias: float


class DangerDetector:
    """Scores texts for danger: above 0 more like danger than not.

    Two scores are added, each of its own blindness: a support vector machine on sentence vectors (veiled words, same meaning) and a
    logistic regression on TF-IDF (telling words). The negatives it learns from include every clause of harmless messages, because
    that is what it sees when it reads a message clause by clause.
    """

    def __init__(self, features: TextFeatures, meaning: Meaning, wording: tuple[np.ndarray, float]) -> None:
        self._features, self._meaning, self._wording = features, meaning, wording

    @classmethod
    def train(cls, texts: Sequence[str], vectors: np.ndarray, danger: np.ndarray) -> DangerDetector:
        """Learn from n texts with unit vectors (n, dimensions) and whether each is danger (n,)."""
        features = TextFeatures.fit(texts)
        machine = SVC(C=MEANING_C, gamma=GAMMA, class_weight="balanced", cache_size=1000)
        machine.fit(vectors, danger)
        wording = LogisticRegression(C=WORDING_C, solver="liblinear", class_weight="balanced")
        wording.fit(features.transform(texts), danger)
        support = Meaning(
            machine.support_vectors_.astype(np.float16).astype(np.float32),
            machine.dual_coef_[0],
            float(machine.intercept_[0]),
        )
        return cls(features, support, (wording.coef_[0], float(wording.intercept_[0])))

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Scores (n,) of texts with unit vectors (n, dimensions)."""
        near = gaussian(vectors @ self._meaning.support.T, GAMMA)
        meaning = near @ self._meaning.weights + self._meaning.bias
        weights, bias = self._wording
        return np.asarray(MEANING_WEIGHT * meaning + self._features.transform(texts) @ weights + bias)

    def save(self, folder: Path) -> None:
        """Write the detector as arrays and JSON into `folder`."""
        self._features.save(folder)
        np.savez(
            folder / "danger.npz",
            support=self._meaning.support.astype(np.float16),
            weights=self._meaning.weights,
            bias=self._meaning.bias,
            wording=self._wording[0].astype(np.float32),
            wording_bias=self._wording[1],
        )

    @classmethod
    def load(cls, folder: Path) -> DangerDetector:
        """Read what `save` wrote; pickled objects are refused."""
        with np.load(folder / "danger.npz", allow_pickle=False) as state:
            meaning = Meaning(state["support"].astype(np.float32), state["weights"], float(state["bias"]))
            wording = (state["wording"], float(state["wording_bias"]))
        return cls(TextFeatures.load(folder), meaning, wording)
