"""A detector with the TF-IDF features of its own that it reads texts by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlu.detector import Detector
from nlu.text_features import TextFeatures

_FILE = "detector.npz"


@dataclass(frozen=True)
class TextDetector:
    """Scores texts for what it has learned to detect (nlu/detector.py)."""

    features: TextFeatures
    detector: Detector

    @classmethod
    def train(cls, texts: Sequence[str], vectors: np.ndarray, there: np.ndarray) -> TextDetector:
        """Learn from n texts with unit vectors (n, vector length) and whether it is there in each (n,)."""
        features = TextFeatures.fit(texts)
        return cls(features, Detector.train(features.transform(texts), vectors, there))

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Scores (n,) of texts with unit vectors (n, vector length): above 0 more likely there than not."""
        return self.detector.scores(self.features.transform(texts), vectors)

    def save(self, folder: Path) -> None:
        """Write arrays and JSON into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        self.features.save(folder)
        self.detector.save(folder / _FILE)

    @classmethod
    def load(cls, folder: Path) -> TextDetector:
        """Read what `save` wrote."""
        return cls(TextFeatures.load(folder), Detector.load(folder / _FILE))
