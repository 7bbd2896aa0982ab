"""What a trained model makes of the development set before any threshold: computed once, so that thresholds can be tried quickly."""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.development import Example
from faq.folding import fold
from nlu.danger import Danger, by_pattern
from nlu.danger_detector import DangerDetector
from nlu.intent_model import Calibration, IntentModel
from nlu.language import build_english
from nlu.sentence_encoder import SentenceEncoder
from nlu.splitting import halves, parts
from nlu.unreadable import is_spanish, unreadable


@dataclass(frozen=True)
class Raw:
    """One text: log probabilities (intents,) before calibration, cosine to the nearest known question, score of danger."""

    text: str
    logs: np.ndarray
    nearness: float
    danger: float


@dataclass(frozen=True)
class RawMessage:
    """One message of the development set: the whole first, then its clauses; halves apart; what needs no threshold."""

    example: Example
    clauses: tuple[Raw, ...]
    halves: tuple[Raw, ...]
    pattern: Danger | None
    unreadable: str
    spanish: bool


def raw_messages(model: Path, examples: Sequence[Example]) -> tuple[tuple[str, ...], list[RawMessage]]:
    """The model's intents, and every message as it reads it."""
    with TemporaryDirectory() as folder:
        with tarfile.open(model) as archive:
            archive.extractall(folder)  # noqa: S202 - our own model
        components = Path(folder) / "components"
        encoder = SentenceEncoder(_component(components, "SentenceEncoderFeaturizer"), workers=2)
        intents = IntentModel.load(_component(components, "FaqIntentClassifier"), Calibration())
        detector = DangerDetector.load(_component(components, "SafetyNet"))
    nlp = build_english()
    split = [(e.text, *parts(nlp(e.text))) for e in examples]
    cut = [tuple(halves(list(own[1:]))) for own in split]
    texts = list(dict.fromkeys(t for own in (*split, *cut) for t in own))
    vectors = encoder.encode([fold(t) for t in texts])
    readings = intents.read(texts, vectors)
    scores = detector.scores(texts, vectors)
    at = {t: i for i, t in enumerate(texts)}
    order = {name: i for i, name in enumerate(intents.intents)}

    def raw(text: str) -> Raw:
        reading = readings[at[text]]
        logs = np.empty(len(order))
        for name, probability in reading.ranking:
            logs[order[name]] = np.log(max(probability, 1e-300))
        return Raw(text, logs, reading.nearness, float(scores[at[text]]))

    return intents.intents, [
        RawMessage(
            e, tuple(map(raw, own)), tuple(map(raw, pair)), by_pattern(e.text), unreadable(e.text), is_spanish(e.text)
        )
        for e, own, pair in zip(examples, split, cut, strict=True)
    ]


def _component(components: Path, name: str) -> Path:
    return next(path for path in components.iterdir() if name in path.name)
