"""Two experts on one question: logistic regression on sentence vectors and on TF-IDF, combined as a product."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

# Unit vectors have small coordinates: scaled up so that regularisation weighs them like TF-IDF.
DENSE_SCALE = 8.0
MEANING_C = 1.0  # inverse regularisation; chosen with benchmarks/try_features.py on the development set
WORDING_C = 10.0
ROUNDS = 200  # of the solver; more changed no prediction


@dataclass(frozen=True)
class Linear:
    """Weights (classes, features) and biases (classes,) of a logistic regression.

    `one_vs_rest`: each class was learned against all others, so that scores become odds of their own before they are normalised.
    """

    weights: np.ndarray
    biases: np.ndarray
    one_vs_rest: bool

    def log_probabilities(self, features: np.ndarray | sparse.spmatrix) -> np.ndarray:
        """Log probabilities (n, classes)."""
        scores = np.asarray(features @ self.weights.T) + self.biases
        if self.one_vs_rest:
            scores = -np.logaddexp(0.0, -scores)
        return scores - _log_sum(scores)


@dataclass(frozen=True)
class Experts:
    """The experts' common classes, and each one's weights.

    The combination is a normalised geometric mean, a product of experts (Hinton 2002) with equal say: a class needs the
    support of meaning and of wording, which refuses look-alikes better than an average.
    """

    classes: tuple[str, ...]
    meaning: Linear
    wording: Linear

    def log_probabilities(self, vectors: np.ndarray, features: sparse.csr_matrix) -> np.ndarray:
        """Log probabilities (n, classes) from vectors (n, dimensions) and TF-IDF features (n, vocabulary)."""
        mean = (self.meaning.log_probabilities(vectors * DENSE_SCALE) + self.wording.log_probabilities(features)) / 2
        return mean - _log_sum(mean)

    def save(self, path: Path) -> None:
        """Write to one .npz file."""
        np.savez(
            path,
            classes=np.array(self.classes),
            meaning_weights=self.meaning.weights.astype(np.float32),
            meaning_biases=self.meaning.biases,
            wording_weights=self.wording.weights.astype(np.float32),
            wording_biases=self.wording.biases,
        )

    @classmethod
    def load(cls, path: Path) -> "Experts":
        """Read what `save` wrote; pickled objects are refused."""
        with np.load(path, allow_pickle=False) as state:
            return cls(
                tuple(str(c) for c in state["classes"]),
                Linear(state["meaning_weights"], state["meaning_biases"], one_vs_rest=False),
                Linear(state["wording_weights"], state["wording_biases"], one_vs_rest=True),
            )


def train_experts(vectors: np.ndarray, features: sparse.csr_matrix, labels: Sequence[str]) -> Experts:
    """Experts from n examples of three classes or more; classes are weighted so that a well-filled one draws no others in."""
    classes = tuple(sorted(set(labels)))
    meaning = LogisticRegression(C=MEANING_C, max_iter=ROUNDS, class_weight="balanced", tol=1e-3)
    meaning.fit(vectors * DENSE_SCALE, list(labels))
    # Sparse text: one against all others by liblinear is five times faster than multinomial, and was better on development data.
    wording = LogisticRegression(C=WORDING_C, solver="liblinear", multi_class="ovr", class_weight="balanced")
    wording.fit(features, list(labels))
    return Experts(classes, _linear(meaning, one_vs_rest=False), _linear(wording, one_vs_rest=True))


def _linear(model: LogisticRegression, one_vs_rest: bool) -> Linear:
    return Linear(model.coef_.astype(np.float32), model.intercept_.astype(np.float64), one_vs_rest)


def _log_sum(scores: np.ndarray) -> np.ndarray:
    top = scores.max(axis=1, keepdims=True)
    return np.asarray(top + np.log(np.exp(scores - top).sum(axis=1, keepdims=True)))
