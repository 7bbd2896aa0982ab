"""What people say under load: short conversations of real messages from the development set, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.development import FOLDER, examples

TURNS: Final = (1, 6)  # fewest and most of one conversation
# How often each kind of message comes, of a hundred. A choice taps what the last reply offers; without one it is a question.
SHARES: Final = {"ask": 55, "choice": 12, "followup": 10, "out_of_scope": 8, "smalltalk": 7, "advice": 5, "crisis": 3}
_NEED_REPLY: Final = ("choice", "followup")  # nobody begins with these
_KINDS: Final = {"oos": "out_of_scope", "tell": "smalltalk"}  # labels whose first word is another than the kind


@dataclass(frozen=True)
class Move:
    """One message: its kind, its words, and where on the list of choices (0 to 1) a finger lands that taps one."""

    kind: str
    text: str
    place: float

    def choice(self, offered: Sequence[str]) -> str:
        """The id of the choice that is tapped, of those offered; "" when this message is written."""
        return offered[int(self.place * len(offered))] if self.kind == "choice" and offered else ""


def by_kind(folder: Path = FOLDER) -> Mapping[str, tuple[str, ...]]:
    """The texts of the development set by kind; a tapped choice has a question's words for bots without choices."""
    found: dict[str, list[str]] = {kind: [] for kind in SHARES}
    for example in examples(folder):
        kind = example.labels[0].partition("_")[0]
        found[_KINDS.get(kind, kind)].append(example.text)
    found["choice"] = found["ask"]
    return {kind: tuple(texts) for kind, texts in found.items()}


def conversation(
    texts: Mapping[str, Sequence[str]], number: int, seed: int, turns: tuple[int, int] = TURNS
) -> list[Move]:
    """The messages of the conversation with a number."""
    chance = random.Random(f"{seed}-{number}")
    moves: list[Move] = []
    for _ in range(chance.randint(*turns)):
        (kind,) = chance.choices(list(SHARES), weights=list(SHARES.values()))
        if not moves and kind in _NEED_REPLY:
            kind = "ask"
        moves.append(Move(kind, chance.choice(texts[kind]), chance.random()))
    return moves


def arrivals(rate: float, seconds: float, seed: int, most: int) -> list[float]:
    """When messages come, in seconds from the start: a Poisson process of `rate` a second, at most `most` of them."""
    chance = random.Random(f"arrivals-{seed}")
    at, found = 0.0, []
    while len(found) < most and (at := at + chance.expovariate(rate)) < seconds:
        found.append(at)
    return found
