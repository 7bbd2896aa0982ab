"""The expert on meaning: kernel ridge classification of sentence vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from nlu.axes import Axes

# Width of the Gaussian kernel on unit vectors, and the ridge: chosen on the development set (docs/decisions/).
GAMMA = 1.5
RIDGE = 0.5
# Scores lie between -1 and 1; this scale makes their softmax a probability of the right size on development data.
SHARPNESS = 8.0
# With more classes than this, only those that a near question belongs to are worked out: the likeliest class was the same for each of
# 1,000 messages, with 254 classes and with 2,000, at a tenth of the time.
MANY = 300
NEAR = 100  # questions


def gaussian(cosines: np.ndarray, gamma: float) -> np.ndarray:
    """Gaussian kernel of unit vectors from their cosines, of the same shape."""
    return np.exp(np.float32(2 * gamma) * (cosines - 1))


@dataclass(frozen=True)
class KernelExpert:
    """Weights (known, classes) on the kernel to the known questions: unit vectors (known, dimensions), float32, along `axes`.

    `owners`: the columns of the one or two classes that each question belongs to (known, 2), the same one twice when it is one.

    Kernel ridge regression onto class indicators, a least-squares support vector machine (Suykens and Vandewalle 1999): it
    follows the curved borders between neighbouring topics that a linear model on the same vectors cuts straight through.
    """

    axes: Axes
    known: np.ndarray
    weights: np.ndarray
    owners: np.ndarray

    @classmethod
    def fit(cls, vectors: np.ndarray, member: np.ndarray) -> KernelExpert:
        """Learn from n unit vectors (n, vector length) and the classes that each belongs to (n, classes), one or two.

        Small classes weigh more, by the root of their share.
        """
        targets = np.where(member, np.float32(1), np.float32(-1))
        counts = member.sum(axis=0)
        weight = np.sqrt(len(member) / (len(counts) * counts[member.argmax(axis=1)]))
        axes = Axes.fit(vectors)
        known = axes.along(vectors).astype(np.float16).astype(np.float32)  # learned on what will be stored
        kernel = gaussian(known @ known.T, GAMMA)
        kernel[np.diag_indices(len(known))] += (RIDGE / weight).astype(np.float32)
        weights = linalg.solve(kernel, targets, assume_a="pos", overwrite_a=True, check_finite=False)
        # Fortran order: one class is one piece of memory.
        return cls(axes, known, np.asfortranarray(weights, dtype=np.float32), _owners(member))

    def cosines(self, vectors: np.ndarray) -> np.ndarray:
        """Cosines (n, known) of unit vectors (n, vector length) to the known questions, along the axes."""
        return np.asarray(self.axes.along(vectors) @ self.known.T)

    def nearness(self, cosines: np.ndarray, vectors: np.ndarray) -> np.ndarray:
        """Cosine (n,) to the nearest known question, less for what lies off the axes."""
        return np.asarray(cosines.max(axis=1) * self.axes.share(vectors))

    def log_probabilities(self, cosines: np.ndarray) -> np.ndarray:
        """Log probabilities (n, classes) from cosines (n, known)."""
        kernel = gaussian(cosines, GAMMA)
        few = self.weights.shape[1] <= MANY
        scores = SHARPNESS * (kernel @ self.weights if few else self._of_near_classes(kernel))
        top = scores.max(axis=1, keepdims=True)
        return np.asarray(scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True)))

    def _of_near_classes(self, kernel: np.ndarray) -> np.ndarray:
        """Scores (n, classes) from the kernel (n, known): -1, as taught for a class that a text is not of, where no near question is."""
        scores = np.full((len(kernel), self.weights.shape[1]), -1, dtype=np.float32)
        for row, values in enumerate(kernel):
            columns = np.unique(self.owners[np.argpartition(-values, min(NEAR, len(values) - 1))[:NEAR]])
            scores[row, columns] = values @ self.weights[:, columns]
        return scores


def _owners(member: np.ndarray) -> np.ndarray:
    first = member.argmax(axis=1)
    last = member.shape[1] - 1 - member[:, ::-1].argmax(axis=1)
    return np.stack([first, last], axis=1).astype(np.int32)
