"""Two experts on one question, one for meaning and one for wording, combined as a product."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

from nlu.axes import Axes
from nlu.kernel_expert import KernelExpert

WORDING_C = 10.0  # inverse regularisation; chosen on the development set (docs/decisions/)


@dataclass(frozen=True)
class WordingExpert:
    """Weights (classes, features) and biases (classes,) of logistic regressions, each class against all others."""

    weights: np.ndarray
    biases: np.ndarray

    @classmethod
    def fit(cls, features: sparse.csr_matrix, member: np.ndarray) -> WordingExpert:
        """Learn from n examples with the classes that each belongs to (n, classes), one or two.

        Classes are weighted so that a well-filled one draws no others in. One against all others by liblinear is five times faster
        here than multinomial, and was better on development data; it frees the interpreter, so that two classes learn at once.
        """

        exact = features.astype(np.float64)  # what liblinear works on; else each class would convert it for itself

        def learned(belongs: np.ndarray) -> tuple[np.ndarray, float]:
            model = LogisticRegression(C=WORDING_C, solver="liblinear", class_weight="balanced")
            model.fit(exact, belongs)
            return model.coef_[0], float(model.intercept_[0])

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(learned, member.T))
        weights = np.stack([w for w, _ in found]).astype(np.float32)
        # Fortran order: else scipy would copy all weights at each message.
        return cls(np.asfortranarray(weights), np.array([b for _, b in found]))

    def log_probabilities(self, features: sparse.csr_matrix) -> np.ndarray:
        """Log probabilities (n, classes): the odds of each class, normalised."""
        scores = -np.logaddexp(0.0, -(np.asarray(features @ self.weights.T) + self.biases))
        return scores - _log_sum(scores)


@dataclass(frozen=True)
class Experts:
    """The experts and their common classes.

    The combination is a normalised geometric mean, a product of experts (Hinton 2002) with equal say: a class needs the
    support of meaning and of wording, which refuses look-alikes better than an average.
    """

    classes: tuple[str, ...]
    meaning: KernelExpert
    wording: WordingExpert

    def log_probabilities(self, cosines: np.ndarray, features: sparse.csr_matrix) -> np.ndarray:
        """Log probabilities (n, classes) from cosines (n, known) to the known questions and TF-IDF features (n, vocabulary)."""
        mean = (self.meaning.log_probabilities(cosines) + self.wording.log_probabilities(features)) / 2
        return mean - _log_sum(mean)

    def save(self, path: Path) -> None:
        """Write to one .npz file."""
        np.savez(
            path,
            classes=np.array(self.classes),
            axes=self.meaning.axes.directions,
            known=self.meaning.known.astype(np.float16),
            meaning=self.meaning.weights,
            owners=self.meaning.owners,
            wording=self.wording.weights,
            biases=self.wording.biases,
        )

    @classmethod
    def load(cls, path: Path) -> Experts:
        """Read what `save` wrote; pickled objects are refused."""
        with np.load(path, allow_pickle=False) as state:
            return cls(
                tuple(str(c) for c in state["classes"]),
                KernelExpert(Axes(state["axes"]), state["known"].astype(np.float32), state["meaning"], state["owners"]),
                WordingExpert(state["wording"], state["biases"]),
            )


def train_experts(vectors: np.ndarray, features: sparse.csr_matrix, labels: Sequence[str]) -> Experts:
    """Experts from n examples with unit vectors (n, dimensions), TF-IDF features (n, vocabulary) and labels.

    A label is an intent, or two joined by "+" for a message that asks for both.
    """
    classes = tuple(sorted({intent for label in labels for intent in label.split("+")}))
    member = np.array([[c in label.split("+") for c in classes] for label in labels])
    return Experts(classes, KernelExpert.fit(vectors, member), WordingExpert.fit(features, member))


def _log_sum(scores: np.ndarray) -> np.ndarray:
    top = scores.max(axis=1, keepdims=True)
    return np.asarray(top + np.log(np.exp(scores - top).sum(axis=1, keepdims=True)))
