"""The intent model: what a text asks for, with what confidence, and how near it is to anything known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

from nlu.detector import Detector
from nlu.experts import Experts, train_experts
from nlu.text_features import TextFeatures

# The kinds of intent, by the word before the first underscore; every other intent is its own kind.
TWO = "two.npz"  # file of the detector of two questions
# How much the second fact's share of the first's adds to that detector's score; chosen on the development set.
SECOND_WEIGHT, SECOND_LEAST = 0.5, 1e-4
KIND_OF_PREFIX = {"ask": "fact", "oos": "out_of_scope", "tell": "smalltalk"}


def kind_of(intent: str) -> str:
    """Kind of an intent: fact, out_of_scope, advice, crisis, smalltalk or followup."""
    prefix = intent.split("_", 1)[0]
    return KIND_OF_PREFIX.get(prefix, prefix)


@dataclass(frozen=True)
class Reading:
    """How one text was understood.

    `ranking`: intents with probability, best first, all of them. `kinds`: probability mass by kind.
    `nearness`: cosine to the nearest training question, from -1 to 1.
    """

    text: str
    ranking: tuple[tuple[str, float], ...]
    kinds: dict[str, float]
    nearness: float


@dataclass(frozen=True)
class Calibration:
    """What turns the experts' scores into probabilities: a temperature, and a bias in log odds for each kind of intent.

    Temperature scaling: Guo et al. 2017, "On Calibration of Modern Neural Networks". The biases undo that some kinds have many
    intents, each with its own share of every guess.
    """

    temperature: float = 1.0
    kind_bias: Mapping[str, float] = field(default_factory=dict)


class IntentModel:
    """Product of two experts, calibrated, beside the similarity to the nearest known question.

    The probability says which intent fits best among those known; the similarity says whether any is near at all, which no
    probability over known classes can. A detector tells whether a text asks for two facts: then the ranking's two likeliest are meant.
    """

    def __init__(
        self, features: TextFeatures, experts: Experts, calibration: Calibration, two: Detector | None = None
    ) -> None:
        self._features, self._experts, self._calibration, self._two = features, experts, calibration, two
        kinds = [kind_of(c) for c in experts.classes]
        self._bias = np.array([calibration.kind_bias.get(kind, 0.0) for kind in kinds])
        self._names = np.array(experts.classes, dtype=object)
        self._kind_names = sorted(set(kinds))
        self._kind_of_column = np.array([self._kind_names.index(kind) for kind in kinds])

    @classmethod
    def train(
        cls, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str], calibration: Calibration
    ) -> IntentModel:
        """Learn from n texts with unit vectors (n, dimensions) and intents, two joined by "+" where a text asks for both."""
        features = TextFeatures.fit(texts)
        found = features.transform(texts)
        experts = train_experts(vectors, found, intents)
        return cls(features, experts, calibration, _two_detector(found, vectors, intents))

    def calibrated(self, calibration: Calibration) -> IntentModel:
        """The same model with another calibration."""
        return IntentModel(self._features, self._experts, calibration, self._two)

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents known, in the order of the columns."""
        return self._experts.classes

    def raw(self, texts: Sequence[str], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Log probabilities (n, intents) before calibration and cosines (n,) to the nearest known question."""
        return self._raw(self._features.transform(texts), vectors)

    def _raw(self, features: sparse.csr_matrix, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        cosines = self._experts.meaning.cosines(vectors)
        return self._experts.log_probabilities(cosines, features), self._experts.meaning.nearness(cosines, vectors)

    def read(self, texts: Sequence[str], vectors: np.ndarray) -> list[Reading]:
        """A Reading for each of n texts with unit vectors (n, dimensions)."""
        return self.readings(texts, *self.raw(texts, vectors)) if texts else []

    def read_message(self, texts: Sequence[str], vectors: np.ndarray) -> tuple[list[Reading], float]:
        """Readings of a message (first) and of its clauses, with unit vectors (n, dimensions), and the probability of two questions."""
        features = self._features.transform(texts)
        readings = self.readings(texts, *self._raw(features, vectors))
        if self._two is None:
            return readings, 0.0
        return readings, self.asks_for_two(readings[0], float(self._two.scores(features[:1], vectors[:1])[0]))

    def readings(self, texts: Sequence[str], logs: np.ndarray, nearness: np.ndarray) -> list[Reading]:
        """A Reading for each of n texts from what `raw` gave."""
        scores = logs / self._calibration.temperature + self._bias
        exponent = np.exp(scores - scores.max(axis=1, keepdims=True))
        rows = exponent / exponent.sum(axis=1, keepdims=True)
        return [
            Reading(text, self._ranking(row), self._kinds(row), float(near))
            for text, row, near in zip(texts, rows, nearness, strict=True)
        ]

    def two_scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Scores (n,) of asking for two facts, by the words and their meaning alone; minus infinity when no example did."""
        if self._two is None:
            return np.full(len(texts), -np.inf)
        return self._two.scores(self._features.transform(texts), vectors)

    def asks_for_two(self, reading: Reading, score: float) -> float:
        """Probability that a text, read and with its score of `two_scores`, asks for two facts.

        The score alone mistakes one long question for two; two questions have a second fact that is likely too.
        """
        facts = [p for intent, p in reading.ranking if kind_of(intent) == "fact"][:2]
        if len(facts) < 2:
            return 0.0
        odds = score + SECOND_WEIGHT * float(np.log(facts[1] / max(facts[0], 1e-12) + SECOND_LEAST))
        return float(1 / (1 + np.exp(-odds)))

    def _ranking(self, row: np.ndarray) -> tuple[tuple[str, float], ...]:
        order = np.argsort(-row)
        return tuple(zip(self._names[order].tolist(), row[order].tolist(), strict=True))

    def _kinds(self, row: np.ndarray) -> dict[str, float]:
        masses = np.bincount(self._kind_of_column, weights=row, minlength=len(self._kind_names))
        return dict(zip(self._kind_names, masses.tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write the model as arrays and JSON into `folder`."""
        self._features.save(folder)
        self._experts.save(folder / "experts.npz")
        if self._two is not None:
            self._two.save(folder / TWO)

    @classmethod
    def load(cls, folder: Path, calibration: Calibration) -> IntentModel:
        """Read what `save` wrote."""
        two = Detector.load(folder / TWO) if (folder / TWO).is_file() else None
        return cls(TextFeatures.load(folder), Experts.load(folder / "experts.npz"), calibration, two)


def _two_detector(features: sparse.csr_matrix, vectors: np.ndarray, intents: Sequence[str]) -> Detector | None:
    # Follow-ups and small talk begin with "and", "also", "ok, ..." and ask for no second thing.
    rows = [i for i, intent in enumerate(intents) if kind_of(intent) in ("fact", "followup", "smalltalk")]
    two = np.array(["+" in intents[i] for i in rows], dtype=bool)
    return Detector.train(features[rows], vectors[rows], two) if two.any() and not two.all() else None
