"""Many intents to measure with: ours, those of public data sets, and parts of these."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml

from benchmarks.cost_projects import ROOT
from benchmarks.public_data import banking, clinc

Questions = Mapping[str, Sequence[str]]  # questions by intent
SEED: Final = 4


def our_questions(root: Path = ROOT) -> dict[str, list[str]]:
    """The training questions of our facts, by intent."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / "data" / "nlu" / "facts").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            lines = [line.removeprefix("- ").strip() for line in entry["examples"].splitlines()]
            found.setdefault(entry["intent"], []).extend(line for line in lines if line)
    return found


def public_questions(folder: Path) -> dict[str, list[str]]:
    """BANKING77 and CLINC150, by intent: 227 of them. Raises DatasetMissingError when a file is missing."""
    found: dict[str, list[str]] = {}
    for name, task in (("bank", banking(folder, None, 0)), ("clinc", clinc(folder))):
        for text, label in zip(task.train.texts, task.train.labels, strict=True):
            found.setdefault(f"ask_{name}_{_slug(label)}", []).append(text)
    return found


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")


def regrouped(vectors: np.ndarray, intents: Sequence[str], count: int) -> list[str]:
    """New intents, `count` of them, for n questions with vectors (n, dimensions): near intents joined, or each split by k-means."""
    names = sorted(set(intents))
    return _joined(vectors, intents, names, count) if count < len(names) else _split(vectors, intents, names, count)


def _joined(vectors: np.ndarray, intents: Sequence[str], names: Sequence[str], count: int) -> list[str]:
    of = np.array(intents)
    centres = np.stack([vectors[of == name].mean(axis=0) for name in names])
    group = dict(zip(names, _clusters(centres, count), strict=True))
    return [f"ask_group_{group[intent]}" for intent in intents]


def _split(vectors: np.ndarray, intents: Sequence[str], names: Sequence[str], count: int) -> list[str]:
    of, found = np.array(intents), np.empty(len(intents), dtype=object)
    for name, parts in shares({n: int((of == n).sum()) for n in names}, count).items():
        rows = np.flatnonzero(of == name)
        found[rows] = [f"{name}_{part}" for part in _clusters(vectors[rows], parts)]
    return list(found)


def shares(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """How many parts each intent is split into, `count` in all: one each, then always one more of the largest part."""
    parts = dict.fromkeys(sizes, 1)
    for _ in range(count - len(sizes)):
        largest = max(parts, key=lambda name: (sizes[name] / parts[name], name))
        parts[largest] += 1
    return parts


def _clusters(vectors: np.ndarray, count: int) -> list[int]:
    from sklearn.cluster import KMeans

    model: Any = KMeans(count, n_init=1, max_iter=20, random_state=SEED)
    return [int(c) for c in model.fit_predict(vectors)]
