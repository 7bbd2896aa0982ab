"""What a trained model makes of messages before any threshold: computed once, so that thresholds can be tried quickly."""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.development import Example
from nlu.clauses import Corrector, read_as
from nlu.danger import Danger, by_pattern
from nlu.intent_model import Calibration, IntentModel
from nlu.language import build_english
from nlu.sentence_encoder import SentenceEncoder
from nlu.spelling import Speller
from nlu.splitting import parts
from nlu.text_detector import TextDetector
from nlu.unreadable import is_spanish, unreadable


@dataclass(frozen=True)
class RawMessage:
    """One message: the texts read (the whole first, then its clauses) with what was found in each, and what needs no threshold.

    `logs`: log probabilities (texts, intents) before calibration. `nearness`, `danger`: (texts,). `two`: score of two questions in
    the whole, without the share of the second fact.
    """

    example: Example
    texts: tuple[str, ...]
    logs: np.ndarray
    nearness: np.ndarray
    danger: np.ndarray
    two: float
    pattern: Danger | None
    unreadable: str
    spanish: bool


@dataclass(frozen=True)
class Parts:
    """The parts of a trained model that read texts."""

    speller: Corrector
    encoder: SentenceEncoder
    intents: IntentModel
    detector: TextDetector


def parts_of(model: Path) -> Parts:
    """The parts of the model in an archive that `make train` wrote."""
    with TemporaryDirectory() as folder:
        with tarfile.open(model) as archive:
            archive.extractall(folder)  # noqa: S202 - our own model
        components = [path for path in (Path(folder) / "components").iterdir() if path.is_dir()]

        def of(name: str) -> Path:
            return next(path for path in components if name in path.name)

        return Parts(
            Speller.load(of("ClauseReader")),
            SentenceEncoder(of("SentenceEncoderFeaturizer"), workers=2),
            IntentModel.load(of("FaqIntentClassifier"), Calibration()),
            TextDetector.load(of("SafetyNet")),
        )


def raw_messages(model: Parts, examples: Sequence[Example]) -> list[RawMessage]:
    """Every message as the model reads it."""
    nlp = build_english()
    split = [tuple(read_as([e.text, *parts(nlp(e.text))], model.speller)) for e in examples]
    texts = list(dict.fromkeys(t for own in split for t in own))
    at = {t: i for i, t in enumerate(texts)}
    vectors = model.encoder.encode(texts)
    logs, nearness = model.intents.raw(texts, vectors)
    danger, two = model.detector.scores(texts, vectors), model.intents.two_scores(texts, vectors)
    found = []
    for example, own in zip(examples, split, strict=True):
        rows = [at[t] for t in own]
        message = RawMessage(
            example, own, logs[rows], nearness[rows], danger[rows], float(two[rows[0]]),
            by_pattern(example.text) or by_pattern(own[0]), unreadable(example.text), is_spanish(example.text),
        )  # fmt: skip
        found.append(message)
    return found
