"""The expert on meaning: kernel ridge classification of sentence vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg

# Width of the Gaussian kernel on unit vectors, and the ridge: chosen on the development set (docs/decisions/).
GAMMA = 1.5
RIDGE = 0.5
# Scores lie between -1 and 1; this scale makes their softmax a probability of the right size on development data.
SHARPNESS = 8.0


def gaussian(cosines: np.ndarray, gamma: float) -> np.ndarray:
    """Gaussian kernel of unit vectors from their cosines, of the same shape."""
    return np.exp(np.float32(2 * gamma) * (cosines - 1))


@dataclass(frozen=True)
class KernelExpert:
    """Weights (known, classes) on the kernel to the known questions: unit vectors (known, dimensions), float32.

    Kernel ridge regression onto class indicators, a least-squares support vector machine (Suykens and Vandewalle 1999): it
    follows the curved borders between neighbouring topics that a linear model on the same vectors cuts straight through.
    """

    known: np.ndarray
    weights: np.ndarray

    @classmethod
    def fit(cls, vectors: np.ndarray, member: np.ndarray) -> KernelExpert:
        """Learn from n unit vectors (n, dimensions) and the classes that each belongs to (n, classes), one or two.

        Small classes weigh more, by the root of their share.
        """
        targets = np.where(member, np.float32(1), np.float32(-1))
        counts = member.sum(axis=0)
        weight = np.sqrt(len(member) / (len(counts) * counts[member.argmax(axis=1)]))
        known = vectors.astype(np.float16).astype(np.float32)  # learned on what will be stored
        kernel = gaussian(known @ known.T, GAMMA)
        kernel[np.diag_indices(len(known))] += (RIDGE / weight).astype(np.float32)
        weights = linalg.solve(kernel, targets, assume_a="pos", overwrite_a=True, check_finite=False)
        return cls(known, weights.astype(np.float32))

    def cosines(self, vectors: np.ndarray) -> np.ndarray:
        """Cosines (n, known) of unit vectors (n, dimensions) to the known questions."""
        return np.asarray(vectors @ self.known.T)

    def log_probabilities(self, cosines: np.ndarray) -> np.ndarray:
        """Log probabilities (n, classes) from cosines (n, known)."""
        scores = SHARPNESS * (gaussian(cosines, GAMMA) @ self.weights)
        top = scores.max(axis=1, keepdims=True)
        return np.asarray(scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True)))
