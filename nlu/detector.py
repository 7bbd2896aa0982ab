"""A learned detector of one thing in a message, by meaning and by wording: danger, or two questions in one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from nlu.axes import Axes
from nlu.kernel_expert import gaussian

# All four were chosen on the development set, for danger (docs/decisions/).
GAMMA = 1.5  # of the Gaussian kernel on unit vectors
MEANING_C = 5.0
WORDING_C = 10.0
MEANING_WEIGHT = 2.0  # of the support vector machine's score beside the wording's log odds


@dataclass(frozen=True)
class Meaning:
    """A support vector machine on unit vectors along `axes`: support (n, dimensions), float32, weights (n,), bias."""

    axes: Axes
    support: np.ndarray
    weights: np.ndarray
    bias: float


@dataclass(frozen=True)
class Wording:
    """A logistic regression on TF-IDF features: weights (vocabulary,), bias."""

    weights: np.ndarray
    bias: float


@dataclass(frozen=True)
class Detector:
    """Scores texts for what it has learned to detect: above 0 more likely there than not.

    Two scores are added, each of its own blindness: a support vector machine on sentence vectors (veiled words, same meaning) and a
    logistic regression on TF-IDF (telling words).
    """

    meaning: Meaning
    wording: Wording

    @classmethod
    def train(cls, features: sparse.csr_matrix, vectors: np.ndarray, there: np.ndarray) -> Detector:
        """Learn from n texts' features (n, vocabulary), unit vectors (n, vector length) and whether it is there in each (n,)."""
        axes = Axes.fit(vectors)
        machine = SVC(C=MEANING_C, gamma=GAMMA, class_weight="balanced", cache_size=1000)
        machine.fit(axes.along(vectors), there)
        wording = LogisticRegression(C=WORDING_C, solver="liblinear", class_weight="balanced")
        wording.fit(features, there)
        support = machine.support_vectors_.astype(np.float16).astype(np.float32)  # scored by what will be stored
        return cls(
            Meaning(axes, support, machine.dual_coef_[0], float(machine.intercept_[0])),
            Wording(wording.coef_[0].astype(np.float32), float(wording.intercept_[0])),
        )

    def scores(self, features: sparse.csr_matrix, vectors: np.ndarray) -> np.ndarray:
        """Scores (n,) of texts by their features (n, vocabulary) and unit vectors (n, vector length)."""
        near = gaussian(self.meaning.axes.along(vectors) @ self.meaning.support.T, GAMMA)
        meaning = near @ self.meaning.weights + self.meaning.bias
        return np.asarray(MEANING_WEIGHT * meaning + features @ self.wording.weights + self.wording.bias)

    def save(self, path: Path) -> None:
        """Write to one .npz file."""
        np.savez(
            path,
            axes=self.meaning.axes.directions,
            support=self.meaning.support.astype(np.float16),
            weights=self.meaning.weights,
            bias=self.meaning.bias,
            wording=self.wording.weights,
            wording_bias=self.wording.bias,
        )

    @classmethod
    def load(cls, path: Path) -> Detector:
        """Read what `save` wrote; pickled objects are refused."""
        with np.load(path, allow_pickle=False) as state:
            support = state["support"].astype(np.float32)
            meaning = Meaning(Axes(state["axes"]), support, state["weights"], float(state["bias"]))
            return cls(meaning, Wording(state["wording"], float(state["wording_bias"])))
