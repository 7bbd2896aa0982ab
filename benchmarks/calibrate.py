"""Chooses the thresholds of config.yml on the development set: python -m benchmarks.calibrate (make calibrate).

Coordinate search: each number in turn is moved up and down as long as the total cost (benchmarks/costs.py) falls, with smaller
steps each round. Prints the figures before and after, and the numbers to put into config.yml. The held-out set has no say.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from benchmarks.costs import cost
from benchmarks.development import examples
from benchmarks.evaluate import MODEL, ROOT, Result, table
from benchmarks.raw_readings import Parts, RawMessage, parts_of, raw_messages
from faq.choosing import choose
from faq.conversation import Conversation
from faq.deciding import Limits
from faq.knowledge import Knowledge, load
from faq.understanding import understanding_of
from nlu.danger import Alarm, by_learning
from nlu.intent_classifier import understanding_data
from nlu.intent_model import Calibration, Reading, kind_of

STEPS = {
    "temperature": 0.15, "bias fact": 0.5, "bias advice": 0.4, "bias crisis": 0.4, "bias smalltalk": 0.4, "bias followup": 0.4,
    "fact": 0.08, "sure": 0.08, "offer": 0.07, "known": 0.05, "clause": 0.08, "alone": 0.1, "two": 0.12, "both": 0.06,
    "whole": 0.7, "part": 0.7,
}  # fmt: skip
LEAST = {"temperature": 0.2}
ROUNDS = 3


@dataclass(frozen=True)
class Numbers:
    """Everything that config.yml says in numbers."""

    calibration: Calibration
    limits: Limits
    alarm: Alarm

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Numbers:
        """The numbers of a config.yml."""
        components = {c["name"].rpartition(".")[2]: c for c in config["pipeline"]}
        mind, net = components["FaqIntentClassifier"], components["SafetyNet"]
        calibration = Calibration(mind["temperature"], mind["kind_bias"])
        return cls(calibration, Limits.of(mind), Alarm(net["whole"], net["part"]))

    def moved(self, name: str, by: float) -> Numbers:
        """A copy with one of STEPS moved."""
        if name == "temperature":
            warmer = max(LEAST[name], self.calibration.temperature + by)
            return replace(self, calibration=replace(self.calibration, temperature=warmer))
        if name.startswith("bias "):
            kind = name.removeprefix("bias ")
            bias = {**self.calibration.kind_bias, kind: self.calibration.kind_bias.get(kind, 0.0) + by}
            return replace(self, calibration=replace(self.calibration, kind_bias=bias))
        if name in asdict(self.alarm):
            return replace(self, alarm=replace(self.alarm, **{name: getattr(self.alarm, name) + by}))
        moved = min(0.99, max(0.0, getattr(self.limits, name) + by))
        return replace(self, limits=replace(self.limits, **{name: moved}))

    def text(self) -> str:
        """The numbers as config.yml writes them."""
        bias = ", ".join(f"{kind}: {value:.3f}" for kind, value in self.calibration.kind_bias.items())
        numbers = {"temperature": self.calibration.temperature, **asdict(self.limits), **asdict(self.alarm)}
        return "\n".join([f"kind_bias: {{{bias}}}", *(f"{name}: {value:.3f}" for name, value in numbers.items())])


class Trial:
    """The development set under any numbers; readings are kept while the calibration stays the same."""

    def __init__(self, model: Parts, raw: list[RawMessage], knowledge: Knowledge) -> None:
        self._model, self._raw, self._knowledge = model, raw, knowledge
        self._calibration: Calibration | None = None
        self._read: list[tuple[list[Reading], float]] = []

    def replies(self, numbers: Numbers) -> list[Result]:
        """The Reply to each message, as the first of a new conversation, if config.yml held these numbers."""
        if numbers.calibration != self._calibration:
            intents = self._model.intents.calibrated(numbers.calibration)
            readings = [intents.readings(m.texts, m.logs, m.nearness) for m in self._raw]
            self._read = [(r, intents.asks_for_two(r[0], m.two)) for r, m in zip(readings, self._raw, strict=True)]
            self._calibration = numbers.calibration
        return [self._reply(m, *read, numbers) for m, read in zip(self._raw, self._read, strict=True)]

    def _reply(self, m: RawMessage, readings: list[Reading], two: float, numbers: Numbers) -> Result:
        data = understanding_data(readings, two, m.unreadable, asdict(numbers.limits))
        language = "es" if m.spanish else "en"
        if danger := m.pattern or by_learning(readings, m.danger, numbers.alarm, language):
            data["danger"] = {"category": danger.category, "language": danger.language, "by": danger.by}
        understood = understanding_of(m.example.text, {"understanding": data}, None)
        return Result(m.example, choose(self._knowledge, understood, Conversation()).reply, "")


def total_cost(results: list[Result]) -> float:
    """Cost of all replies, per hundred messages."""
    return 100 * sum(_cost(r) for r in results) / len(results)


def _cost(r: Result) -> float:
    matched = sum(r.matches(f) for f in r.wanted)
    veiled = r.example.sort == "veiled"
    return cost(kind_of(r.example.labels[0]), r.wanted, veiled, r.reply.kind.value, matched, len(r.reply.facts))


def search(start: Numbers, cost_of: Callable[[Numbers], float]) -> Numbers:
    """Numbers of (locally) least cost, from `start`."""
    best, least = start, cost_of(start)
    for round_ in range(1, ROUNDS + 1):
        for name, step in STEPS.items():
            for by in (step / round_, -step / round_):
                while (moved := best.moved(name, by)) != best and (found := cost_of(moved)) < least - 1e-9:
                    best, least = moved, found
                    print(f"{least:8.3f}  {name} {by:+.3f}", flush=True)
    return best


def main(argv: list[str] | None = None) -> None:
    """Print figures before and after, and the numbers found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    chosen = parser.parse_args(argv)
    model = parts_of(chosen.model)
    raw = raw_messages(model, examples())
    trial = Trial(model, raw, load(ROOT / "knowledge"))
    start = Numbers.of(yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf8")))
    writers = sorted({m.example.writer for m in raw})
    print(table(trial.replies(start), writers))
    best = search(start, lambda numbers: total_cost(trial.replies(numbers)))
    print(table(trial.replies(best), writers))
    print(best.text())


if __name__ == "__main__":
    main()
