"""How the understanding alone grows with the intents: nlu.intent_model.IntentModel on sentence vectors, up to 2,000 intents."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.growth_data import SEED, Questions, regrouped
from nlu.intent_model import Calibration, IntentModel

COUNTS: Final = (27, 100, 227, 500, 2000)
SAME: Final = 8000  # questions in all, whatever the number of intents
EACH: Final = 10  # questions an intent, where they grow with the intents
MESSAGES: Final = 100
ROUNDS: Final = 5


@dataclass(frozen=True)
class Known:
    """Questions with unit vectors (n, dimensions) and intents."""

    texts: Sequence[str]
    vectors: np.ndarray
    intents: Sequence[str]

    def chosen(self, rows: Sequence[int], intents: Sequence[str]) -> Known:
        """Some of them, under other intents."""
        return Known([self.texts[r] for r in rows], self.vectors[rows], list(intents))


def all_known(questions: Questions, vectors: Any) -> Known:
    """Every question of every intent; `vectors` gives the vectors of texts."""
    pairs = [(text, intent) for intent, own in questions.items() for text in own]
    return Known([t for t, _ in pairs], vectors([t for t, _ in pairs]), [i for _, i in pairs])


def same_questions(known: Known, count: int, most: int = SAME) -> Known:
    """The same `most` questions under `count` intents, joined or split by nearness."""
    rows = sorted(random.Random(SEED).sample(range(len(known.texts)), min(most, len(known.texts))))
    some = known.chosen(rows, [known.intents[r] for r in rows])
    return Known(some.texts, some.vectors, regrouped(some.vectors, some.intents, count))


def growing_questions(known: Known, count: int, each: int = EACH) -> Known:
    """At most `each` questions for each of `count` intents: the first ones as they are, or more made by splitting all."""
    names = list(dict.fromkeys(known.intents))
    intents = list(known.intents) if count <= len(names) else regrouped(known.vectors, known.intents, count)
    taken = set(names[:count]) if count <= len(names) else set(intents)
    order = random.Random(SEED).sample(range(len(intents)), len(intents))
    left, rows = dict.fromkeys(taken, each), []
    for row in order:
        if left.get(intents[row], 0) > 0:
            left[intents[row]] -= 1
            rows.append(row)
    return known.chosen(rows, [intents[r] for r in rows])


def train(known: Known, folder: Path) -> dict[str, Any]:
    """Learn from the questions and save the model; what it was made from, and its cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    model = IntentModel.train(known.texts, known.vectors, known.intents, Calibration())
    spent = {"wall": round(time.perf_counter() - wall, 1), "cpu": round(time.process_time() - cpu, 1)}
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder)
    return {"intents": len(model.intents), "questions": len(known.texts), **spent}


def read(folders: Mapping[str, Path], texts: Sequence[str], vectors: np.ndarray) -> dict[str, dict[str, float]]:
    """Time and memory of each saved model, all asked by turns: ms of CPU and by the clock for one message, MB when loaded."""
    models, figures = {}, {}
    for name, folder in folders.items():
        before = resident_mb()
        models[name] = IntentModel.load(folder, Calibration())
        models[name].read(texts[:1], vectors[:1])
        figures[name] = {"memory_mb": round(resident_mb() - before, 1)}
    times: dict[str, list[float]] = {name: [] for name in models}
    used = dict.fromkeys(models, 0.0)
    with threadpool_limits(1):  # as in the bot (ops/bot.py)
        _time(models, texts, vectors, times, used)
    for name in models:
        figures[name]["median_ms"] = statistics.median(times[name])
        figures[name]["cpu_ms"] = 1000 * used[name] / (ROUNDS * len(texts))
    return figures


def _time(
    models: Mapping[str, IntentModel],
    texts: Sequence[str],
    vectors: np.ndarray,
    times: dict[str, list[float]],
    used: dict[str, float],
) -> None:
    for _ in range(ROUNDS):
        for name, model in models.items():
            cpu = time.process_time()
            for row, text in enumerate(texts):
                start = time.perf_counter()
                model.read([text], vectors[row : row + 1])
                times[name].append(1000 * (time.perf_counter() - start))
            used[name] += time.process_time() - cpu


def resident_mb() -> float:
    """Resident memory of this process, MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
