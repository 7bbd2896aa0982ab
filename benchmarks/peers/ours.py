"""Ours as a classifier alone: the sentence encoder and the intent model, with the settings of config.yml."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from benchmarks.peers.peer import RANKED, Predict, Ranking
from benchmarks.peers.vectors import ROOT, component, digest, our_adapter, vectors
from nlu.intent_model import Calibration, IntentModel

# What its rankings depend on besides settings and weights.
CODE = (
    "benchmarks/peers/ours.py",
    "benchmarks/peers/vectors.py",
    "faq/folding.py",
    "nlu/adapter.py",
    "nlu/axes.py",
    "nlu/conversion.py",
    "nlu/detector.py",
    "nlu/experts.py",
    "nlu/intent_model.py",
    "nlu/kernel_expert.py",
    "nlu/sentence_encoder.py",
    "nlu/text_features.py",
)


class Ours:
    """The bot's own classifier, without thresholds, follow-ups or the safety net."""

    def __init__(
        self, name: str = "ours", title: str = "ours, classifier alone", calibration: Calibration | None = None
    ) -> None:
        """`calibration`: another than that of config.yml."""
        self.name, self.title = name, title
        config = component("FaqIntentClassifier")
        self._calibration = calibration or Calibration(float(config["temperature"]), config["kind_bias"])
        self._adapter = self._chosen_adapter()
        code = hashlib.sha256(b"".join((ROOT / file).read_bytes() for file in CODE)).hexdigest()
        bias = sorted(self._calibration.kind_bias.items())
        self.settings = f"{code} {digest(self._adapter)} {self._calibration.temperature} {bias}"

    def _chosen_adapter(self) -> Path | None:
        return our_adapter()

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
        """Encode and learn."""
        model = _learned(tuple(texts), tuple(labels), self._adapter).calibrated(self._calibration)

        def predict(others: Sequence[str]) -> list[Ranking]:
            readings = model.read(others, vectors(others, self._adapter))
            return [tuple((label, round(p, 6)) for label, p in r.ranking[:RANKED]) for r in readings]

        return predict


class OursUnadapted(Ours):
    """The same with MiniLM as it was published: what the adapter, learned on our own data, changes elsewhere."""

    def _chosen_adapter(self) -> Path | None:
        return None


@lru_cache(maxsize=1)
def _learned(texts: tuple[str, ...], labels: tuple[str, ...], adapter: Path | None) -> IntentModel:
    """The model before calibration: two calibrations of the same need one training."""
    return IntentModel.train(texts, vectors(texts, adapter), labels, Calibration())
