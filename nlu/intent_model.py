"""The intent model: what a text asks for, with what confidence, and how near it is to anything known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from nlu.experts import Experts, train_experts
from nlu.text_features import TextFeatures

# The kinds of intent, by the word before the first underscore; every other intent is its own kind.
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
    probability over known classes can.
    """

    def __init__(self, features: TextFeatures, experts: Experts, calibration: Calibration) -> None:
        self._features, self._experts, self._temperature = features, experts, calibration.temperature
        self._bias = np.array([calibration.kind_bias.get(kind_of(c), 0.0) for c in experts.classes])

    @classmethod
    def train(
        cls, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str], calibration: Calibration
    ) -> IntentModel:
        """Learn from n texts with unit vectors (n, dimensions) and intents."""
        features = TextFeatures.fit(texts)
        return cls(features, train_experts(vectors, features.transform(texts), intents), calibration)

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents known, in the order of the columns."""
        return self._experts.classes

    def probabilities(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Calibrated probabilities (n, intents) of n texts with unit vectors (n, dimensions)."""
        return self._probabilities(texts, self._experts.meaning.cosines(vectors))

    def _probabilities(self, texts: Sequence[str], cosines: np.ndarray) -> np.ndarray:
        raw = self._experts.log_probabilities(cosines, self._features.transform(texts))
        scores = raw / self._temperature + self._bias
        exponent = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(exponent / exponent.sum(axis=1, keepdims=True))

    def read(self, texts: Sequence[str], vectors: np.ndarray) -> list[Reading]:
        """A Reading for each of n texts with vectors (n, dimensions)."""
        if not texts:
            return []
        cosines = self._experts.meaning.cosines(vectors)
        rows, nearness = self._probabilities(texts, cosines), cosines.max(axis=1)
        return [
            Reading(text, self._ranking(row), self._kinds(row), float(near))
            for text, row, near in zip(texts, rows, nearness, strict=True)
        ]

    def _ranking(self, row: np.ndarray) -> tuple[tuple[str, float], ...]:
        return tuple((self.intents[i], float(row[i])) for i in np.argsort(-row))

    def _kinds(self, row: np.ndarray) -> dict[str, float]:
        kinds: dict[str, float] = {}
        for intent, probability in zip(self.intents, row, strict=True):
            kinds[kind_of(intent)] = kinds.get(kind_of(intent), 0.0) + float(probability)
        return kinds

    def save(self, folder: Path) -> None:
        """Write the model as arrays and JSON into `folder`."""
        self._features.save(folder)
        self._experts.save(folder / "experts.npz")

    @classmethod
    def load(cls, folder: Path, calibration: Calibration) -> IntentModel:
        """Read what `save` wrote."""
        return cls(TextFeatures.load(folder), Experts.load(folder / "experts.npz"), calibration)
