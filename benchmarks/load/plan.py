"""What a load generator is told, and what it found; both cross between processes as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.cost_load import percentiles

TURNS_MOST: Final = 200_000  # of one run: the bound in count


@dataclass(frozen=True)
class Limits:
    """What a rate must hold: p95 and p99 of a reply in seconds, and the share of messages that end in an error."""

    p95: float = 0.5
    p99: float = 1.0
    errors: float = 0.00025


@dataclass(frozen=True)
class Plan:
    """One run of the generator.

    `base`: the bot's address; `door`: website or rest; `rate`: messages a second; `seconds`: for how long; `together`: conversations
    kept open at once; `all_begin`: each of them has its first turn before any has its second, and none is replaced; `turns`: fewest and
    most of a conversation; `certificate`: of a proxy that speaks TLS; `addresses`: of this machine, that calls come from; `replayed`:
    how many conversations are had again afterwards, alone; `giving_up`: stop when the limits cannot be held any more.
    """

    base: str
    door: str
    rate: float
    seconds: float
    seed: int = 1
    together: int = 0
    all_begin: bool = False
    turns: tuple[int, int] = (1, 6)
    certificate: str = ""
    addresses: tuple[str, ...] = ()
    checked: bool = False
    replayed: int = 0
    giving_up: bool = False
    limits: Limits = field(default_factory=Limits)

    def write(self, path: Path) -> None:
        """Leave it where the generator finds it."""
        path.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, path: Path) -> Plan:
        """The plan in a file."""
        told = json.loads(path.read_text("utf-8"))
        limits = Limits(**told.pop("limits"))
        return cls(**{**told, "turns": tuple(told["turns"]), "addresses": tuple(told["addresses"]), "limits": limits})


@dataclass(frozen=True)
class Found:
    """What a run of the generator found.

    `planned`: messages that were to be sent; `latencies`: seconds from the planned arrival to the whole reply, of every message that was
    sent; `errors`: how many by kind; `late`: seconds that the generator itself sent too late; `seconds`: of the whole run;
    `generator_cpu`: its own seconds of CPU; `conversations`: begun; `most_waiting`: messages on their way at once, at most;
    `crossed`: what a conversation holds that is not its own, in words; `compared`: conversations looked at for that.
    """

    planned: int
    latencies: Sequence[float]
    errors: dict[str, int]
    late: Sequence[float]
    seconds: float
    generator_cpu: float
    conversations: int
    most_waiting: int
    gave_up: bool = False
    stopped: bool = False
    crossed: Sequence[str] = ()
    compared: int = 0
    replayed: int = 0

    def write(self, path: Path) -> None:
        """Leave it where the parent finds it, whole or not at all."""
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(asdict(self)), "utf-8")
        draft.replace(path)

    @classmethod
    def read(cls, path: Path) -> Found:
        """What is in a file."""
        return cls(**json.loads(path.read_text("utf-8")))

    def figures(self) -> dict[str, Any]:
        """The run in a few numbers; times in ms."""
        ordered = percentiles([1000 * t for t in self.latencies]) if self.latencies else {}
        late = percentiles([1000 * t for t in self.late]) if self.late else {}
        return {
            "sent": len(self.latencies),
            "rate": round(len(self.latencies) / self.seconds, 2) if self.seconds else 0.0,
            **{name: round(value, 1) for name, value in ordered.items()},
            "max": round(1000 * max(self.latencies, default=0.0), 1),
            "errors": dict(Counter(self.errors)),
            "late_p99": round(late.get("p99", 0.0), 1),
            "seconds": round(self.seconds, 1),
            "generator_cpu": round(self.generator_cpu, 2),
            "conversations": self.conversations,
            "most_waiting": self.most_waiting,
            "gave_up": self.gave_up,
            "stopped": self.stopped,
        }


def holds(figures: dict[str, Any], limits: Limits) -> bool:
    """Whether a run that went to its end kept the limits."""
    if figures["gave_up"] or not figures["sent"]:
        return False
    failed = sum(figures["errors"].values()) / figures["sent"]
    return figures["p95"] <= 1000 * limits.p95 and figures["p99"] <= 1000 * limits.p99 and failed <= limits.errors
