"""Public intent data, read from a folder: BANKING77 and CLINC150."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.cache import Labelled

OUT = "oos"  # CLINC150's label of queries that belong to none of its intents


@dataclass(frozen=True)
class Task:
    """A training set, a test set, and (CLINC150) messages on which a threshold may be chosen.

    `shots`: examples an intent in the training set, None for all. Labels of test and tuning may be OUT.
    """

    name: str
    train: Labelled
    test: Labelled
    tuning: Labelled
    shots: int | None = None
    draw: int = 0


class DatasetMissingError(Exception):
    """A public data set is not in the folder named."""


def banking(folder: Path, shots: int | None, draw: int) -> Task:
    """BANKING77 with `shots` examples an intent, drawn by chance with seed `draw`; None for all of them."""
    train = _csv(folder / "banking77_train.csv")
    if shots is not None:
        train = few(train, shots, draw)
    name = f"BANKING77, {shots} an intent" if shots else "BANKING77, full"
    return Task(name, train, _csv(folder / "banking77_test.csv"), Labelled((), ()), shots, draw)


def clinc(folder: Path) -> Task:
    """CLINC150: trained on its in-scope training part, tested with its out-of-scope queries."""
    path = folder / "clinc150_full.json"
    data = json.loads(_there(path).read_text(encoding="utf8"))

    def part(*names: str) -> Labelled:
        return _labelled([(text, intent) for name in names for text, intent in data[name]])

    return Task("CLINC150, full", part("train"), part("test", "oos_test"), part("val", "oos_val"))


def clinc_few(folder: Path, shots: int, draw: int) -> Task:
    """CLINC150 with `shots` examples an intent, drawn by chance with seed `draw`."""
    full = clinc(folder)
    return Task(f"CLINC150, {shots} an intent", few(full.train, shots, draw), full.test, full.tuning, shots, draw)


def few(data: Labelled, shots: int, draw: int) -> Labelled:
    """`shots` examples of each label, the same ones for the same seed `draw`."""
    chance = random.Random(draw)
    by_label: dict[str, list[str]] = {}
    for text, label in zip(data.texts, data.labels, strict=True):
        by_label.setdefault(label, []).append(text)
    return _labelled(
        [
            (t, label)
            for label in sorted(by_label)
            for t in chance.sample(by_label[label], min(shots, len(by_label[label])))
        ]
    )


def _csv(path: Path) -> Labelled:
    with _there(path).open(encoding="utf8", newline="") as file:
        return _labelled([(row["text"], row["category"]) for row in csv.DictReader(file)])


def _there(path: Path) -> Path:
    if not path.is_file():
        raise DatasetMissingError(f"{path.name} is not in {path.parent}")
    return path


def _labelled(pairs: list[tuple[str, str]]) -> Labelled:
    return Labelled(tuple(" ".join(t.split()) for t, _ in pairs), tuple(i for _, i in pairs))
