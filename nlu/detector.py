"""A learned detector of one thing in a message, by meaning and by wording: danger, or two questions in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from nlu.kernel_expert import gaussian
from nlu.text_features import TextFeatures

# All four were chosen on the development set, for danger (docs/decisions/).
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


class Detector:
    """Scores texts for what it has learned to detect: above 0 more likely there than not.

    Two scores are added, each of its own blindness: a support vector machine on sentence vectors (veiled words, same meaning) and a
    logistic regression on TF-IDF (telling words).
    """

    def __init__(self, features: TextFeatures, meaning: Meaning, wording: tuple[np.ndarray, float]) -> None:
        self._features, self._meaning, self._wording = features, meaning, wording

    @classmethod
    def train(cls, texts: Sequence[str], vectors: np.ndarray, there: np.ndarray) -> Detector:
        """Learn from n texts with unit vectors (n, dimensions) and whether it is there in each (n,)."""
        features = TextFeatures.fit(texts)
        machine = SVC(C=MEANING_C, gamma=GAMMA, class_weight="balanced", cache_size=1000)
        machine.fit(vectors, there)
        wording = LogisticRegression(C=WORDING_C, solver="liblinear", class_weight="balanced")
        wording.fit(features.transform(texts), there)
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
        folder.mkdir(parents=True, exist_ok=True)
        self._features.save(folder)
        np.savez(
            folder / "detector.npz",
            support=self._meaning.support.astype(np.float16),
            weights=self._meaning.weights,
            bias=self._meaning.bias,
            wording=self._wording[0].astype(np.float32),
            wording_bias=self._wording[1],
        )

    @classmethod
    def load(cls, folder: Path) -> Detector:
        """Read what `save` wrote; pickled objects are refused."""
        with np.load(folder / "detector.npz", allow_pickle=False) as state:
            meaning = Meaning(state["support"].astype(np.float32), state["weights"], float(state["bias"]))
            wording = (state["wording"], float(state["wording_bias"]))
        return cls(TextFeatures.load(folder), meaning, wording)
