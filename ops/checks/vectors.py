"""Sentence vectors of the training questions: those of the trained model, kept beside it, and new ones by its own encoder."""

from __future__ import annotations

import hashlib
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np

from faq.folding import fold
from ops import fingerprint
from ops.checks.training_data import Question, training
from ops.progress import Progress

KEPT: Final = "faq.questions.npz"  # beside the model
MODEL: Final = "faq.tar.gz"
MANY: Final = 500  # texts to encode at which a person is told to wait
_EXPERTS, _ENCODER = "experts.npz", "SentenceEncoderFeaturizer"


class NoVectorsError(Exception):
    """There is nothing to encode with; the message says why and what to do."""


def vectors(questions: Sequence[Question], models: Path) -> np.ndarray:
    """Unit vectors (questions, dimensions), float32, along the axes of the model in `models`.

    Raises NoVectorsError when there is no model.
    """
    texts = list(dict.fromkeys(fold(q.text) for q in questions))
    model = models / MODEL
    if not model.is_file():
        raise NoVectorsError("there is no trained model yet; run make train")
    known = _kept(models, _digest(model))
    if not known:
        keep_trained(models.parent, models)
        known = _kept(models, _digest(model))
    new = [text for text in texts if _key(text) not in known]
    if new:
        known |= dict(zip(map(_key, new), _encoded(new, model), strict=True))
        keep(models, _digest(model), {key: known[key] for key in map(_key, texts)})
    return np.stack([known[_key(fold(q.text))] for q in questions], dtype=np.float32)


def keep_trained(root: Path, models: Path) -> None:
    """Keep the vectors that the model was just trained with, so that no check has to work them out again."""
    questions = training(root)
    model = models / MODEL
    if fingerprint.changed(root, model):
        return
    with _unpacked(model, (_EXPERTS,)) as folder:
        found = next(folder.rglob(_EXPERTS), None)
        if found is None:
            return
        with np.load(found, allow_pickle=False) as state:
            known, owners, classes = state["known"], state["owners"], [str(c) for c in state["classes"]]
    if _labels(questions) == [frozenset(classes[c] for c in row) for row in owners]:  # the order of the files
        keep(models, _digest(model), dict(zip((_key(fold(q.text)) for q in questions), known, strict=True)))


def keep(models: Path, model: str, known: dict[str, np.ndarray]) -> None:
    """Write vectors by the keys of their texts; `model`: digest of the model they belong to."""
    draft = models / f".{KEPT}.new"
    with draft.open("wb") as file:
        np.savez(
            file,
            model=np.array(model),
            keys=np.array(list(known)),
            known=np.array(list(known.values()), dtype=np.float16),
        )
    draft.replace(models / KEPT)


def _kept(models: Path, model: str) -> dict[str, np.ndarray]:
    try:
        with np.load(models / KEPT, allow_pickle=False) as state:
            if str(state["model"]) == model:
                return dict(zip((str(k) for k in state["keys"]), state["known"], strict=True))
    except (OSError, ValueError, KeyError, EOFError):
        pass  # none yet, or damaged: they are made again
    return {}


def _labels(questions: Iterable[Question]) -> list[frozenset[str]]:
    return [frozenset(q.intents) for q in questions]


def _encoded(texts: Sequence[str], model: Path) -> np.ndarray:
    from nlu.sentence_encoder import SentenceEncoder  # only when there is something to encode

    with _unpacked(model, (_EXPERTS, _ENCODER)) as folder:
        experts = next(folder.rglob(_EXPERTS), None)
        encoder = next((p for p in folder.rglob(f"*{_ENCODER}*") if p.is_dir()), None)
        if experts is None or encoder is None:
            raise NoVectorsError("the trained model has no sentence encoder")
        with np.load(experts, allow_pickle=False) as state:
            axes = state["axes"]
        reader = SentenceEncoder(encoder, workers=2)
        if len(texts) < MANY:
            found = reader.encode(texts)
        else:
            with Progress(f"Reading {len(texts)} questions for the first time"):
                found = reader.encode(texts)
    inside = found @ axes
    return np.asarray(inside / np.maximum(np.linalg.norm(inside, axis=1, keepdims=True), 1e-12), dtype=np.float16)


@contextmanager
def _unpacked(model: Path, parts: Sequence[str]) -> Iterator[Path]:
    """Some parts of a model, in a folder that goes again."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(model) as archive:
        for member in archive:
            if member.isfile() and any(part in member.name for part in parts):
                target = Path(folder, *Path(member.name).parts[-2:])
                target.parent.mkdir(exist_ok=True)
                content = archive.extractfile(member)
                if content is not None:
                    target.write_bytes(content.read())
        yield Path(folder)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _digest(model: Path) -> str:
    status = model.stat()
    return hashlib.sha256(f"{status.st_size} {status.st_mtime_ns}".encode()).hexdigest()[:20]
