"""One bot, two, four, each held to a share of a core: python -m benchmarks.load scale [--bots 1,2,4] [--share CORES] [--step S] [--hold S].

On PostgreSQL, Redis and RabbitMQ behind nginx, as `make cluster` starts them. For each number of bots the highest rate that holds the
limits is searched as for the rated load, then held while everything is counted.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.load import operations, page, scale_table
from benchmarks.load.bots import prepare_ours, quiet, warm_up
from benchmarks.load.clusters import ADDRESSES, ROLES_OF_ALL, Cluster, cluster
from benchmarks.load.kept import Kept
from benchmarks.load.plan import Limits, Plan, holds
from benchmarks.load.search import Search
from benchmarks.load.sending import send
from benchmarks.load.stopping import until_stopped
from benchmarks.load.watching import Meter

BOTS: Final = (1, 2, 4)
SHARE: Final = 0.25  # of a core for each bot; four take one of two cores, and the other is for everything else
STEP_SECONDS: Final = 20.0
HOLD_SECONDS: Final = 60.0
START_RATE: Final = 2.0  # messages a second for each bot
LOWER: Final = 0.92
HOLDS_MOST: Final = 4


class Scaling:
    """The search for one number of bots."""

    def __init__(self, bots: int, running: Cluster, kept: Kept, chosen: argparse.Namespace) -> None:
        self._bots, self._running, self._kept, self._chosen = bots, running, kept, chosen
        self._search = Search(bots * START_RATE)

    def find(self) -> None:
        """Search the rate and hold it."""
        while (rate := self._search.next()) is not None:
            name = f"{self._bots} step {rate:g}"
            found = self._kept.step(name, partial(self._run, rate, self._chosen.step))
            self._search.tell(rate, found["held"])
        rate = self._search.best
        for _ in range(HOLDS_MOST):
            if rate is None:
                return
            if self._kept.step(f"{self._bots} hold {rate:g}", partial(self._run, rate, self._chosen.hold))["held"]:
                return
            rate = round(rate * LOWER, 2)

    def _run(self, rate: float, seconds: float) -> dict[str, Any]:
        print(f"{self._bots} bots: {rate:g} a second for {seconds:g} s …", flush=True)
        running, limits = self._running, Limits()
        before, throttled = self._counted(), running.throttled()
        meter = Meter([running.pid], ROLES_OF_ALL)
        plan = Plan(
            running.url,
            "website",
            rate,
            seconds,
            seed=round(100 * rate),
            certificate=running.certificate,
            addresses=ADDRESSES,
            giving_up=True,
        )
        figures = send(plan).figures()
        held, took = holds(figures, limits), meter.read()
        print(
            f"  {'held' if held else 'not held'}: p95 {figures.get('p95')} ms, errors {figures['errors']}", flush=True
        )
        return {
            "bots": self._bots,
            "rate": rate,
            "held": held,
            "figures": figures,
            "taken": took,
            "operations": operations.between(before, self._counted(), figures["sent"]),
            "used_up": [_used_up(one, other) for one, other in zip(throttled, running.throttled(), strict=True)],
            "load": quiet(),
        }

    def _counted(self) -> dict[str, float]:
        return {
            **operations.postgresql(self._running.database_url),
            **operations.redis_commands(self._running.redis_url),
        }


def _used_up(before: tuple[int, int], after: tuple[int, int]) -> float:
    """The share of periods in which a bot used up what it may."""
    periods = after[1] - before[1]
    return round((after[0] - before[0]) / periods, 3) if periods else 0.0


def measure(kept: Kept, chosen: argparse.Namespace) -> None:
    """Each number of bots in a cluster of its own."""
    prepare_ours()
    for bots in chosen.bots:
        if f"{bots} done" in kept.steps:
            continue
        print(f"Starting a cluster with {bots} bots …", flush=True)
        with tempfile.TemporaryDirectory() as folder, cluster(bots, chosen.share, Path(folder) / "log") as running:
            for _ in range(bots):
                warm_up(running.url, "website", certificate=running.certificate, addresses=ADDRESSES)
            Scaling(bots, running, kept, chosen).find()
        kept.put(f"{bots} done", True)


def main(argv: list[str] | None = None) -> int:
    """Search and hold for each number of bots, and write results/load_scale.md; a shorter trial only prints."""
    parser = argparse.ArgumentParser(prog=scale_table.COMMAND, description=__doc__)
    parser.add_argument("--bots", type=lambda text: [int(part) for part in text.split(",")], default=list(BOTS))
    parser.add_argument(
        "--share", type=float, default=SHARE, help="cores that each bot may use, with its action server"
    )
    parser.add_argument("--step", type=float, default=STEP_SECONDS, help="seconds of each rate tried")
    parser.add_argument("--hold", type=float, default=HOLD_SECONDS, help="seconds that the rate found is held")
    parser.add_argument("--again", action="store_true", help="measure again what is kept")
    chosen = parser.parse_args(argv)
    kept = Kept("scale", [chosen.share, chosen.step, chosen.hold], chosen.again)
    is_trial = chosen.step < STEP_SECONDS or chosen.hold < HOLD_SECONDS or tuple(chosen.bots) != BOTS
    write: Callable[[bool], None] = lambda whole: page.write(  # noqa: E731
        "load_scale.md", scale_table.text(kept.steps, whole, chosen.share, chosen.step, chosen.hold), is_trial
    )
    return until_stopped(lambda: measure(kept, chosen), write)
