"""The rated load beside the stock bot's: python -m benchmarks.load rated [OPTIONS]; --help tells them.

Both bots run, one is loaded at a time, and their rates are searched by turns, so that a drift of the machine hits both alike.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.load import page
from benchmarks.load.bots import ours, prepare_ours, prepare_stock, quiet, stock, warm_up
from benchmarks.load.clusters import ADDRESSES, ROLES_OF_ALL, cluster
from benchmarks.load.kept import Kept
from benchmarks.load.plan import Limits, Plan, holds
from benchmarks.load.search import Search
from benchmarks.load.sending import send
from benchmarks.load.stopping import until_stopped
from benchmarks.load.watching import Meter

STEP_SECONDS: Final = 30.0
HOLD_SECONDS: Final = 900.0
STOCK_HOLD_SECONDS: Final = 180.0  # enough to compare with; holding for longer could only lower the stock bot's rate
START_RATE: Final = 8.0  # messages a second
LOWER: Final = 0.92  # a found rate that does not hold to the end is tried again so much lower
HOLDS_MOST: Final = 4
AIM: Final = 2.0
_COMMAND: Final = "python -m benchmarks.load rated"


@dataclass(frozen=True)
class Loaded:
    """What is put under load: its root process, its address, its door, and what else a plan needs to reach it."""

    pid: int
    base: str
    door: str
    more: Mapping[str, Any] = field(default_factory=dict)


class Rating:
    """The search of one bot's rate, and holding it."""

    def __init__(self, name: str, loaded: Loaded, kept: Kept, chosen: argparse.Namespace) -> None:
        self.name, self._loaded = name, loaded
        self._kept, self._chosen = kept, chosen
        self._search = Search(chosen.start)

    def step(self) -> bool:
        """Try one more rate; False when there is none to try."""
        rate = self._search.next()
        if rate is None:
            return False
        found = self._kept.step(f"{self.name} step {rate:g}", partial(self._run, rate, self._chosen.step))
        self._search.tell(rate, found["held"])
        return True

    def hold(self) -> None:
        """Hold the rate that was found, or a little less when it does not hold for so long."""
        rate, seconds = self._search.best, self._chosen.hold
        if self.name == "stock":
            seconds = min(seconds, STOCK_HOLD_SECONDS)
        for _ in range(HOLDS_MOST):
            if rate is None:
                return
            work = partial(self._run, rate, seconds)
            if self._kept.step(f"{self.name} hold {rate:g}", work)["held"]:
                return
            rate = round(rate * LOWER, 2)

    def _run(self, rate: float, seconds: float) -> dict[str, Any]:
        print(f"{self.name}: {rate:g} a second for {seconds:g} s …", flush=True)
        own, limits = self._loaded, Limits()
        meter = Meter([own.pid], ROLES_OF_ALL)
        plan = Plan(
            own.base, own.door, rate, seconds, seed=round(100 * rate), giving_up=True, limits=limits, **own.more
        )
        figures = send(plan).figures()
        held = holds(figures, limits)
        print(
            f"  {'held' if held else 'not held'}: p95 {figures.get('p95')} ms, errors {figures['errors']}", flush=True
        )
        return {"rate": rate, "held": held, "figures": figures, "taken": meter.read(), "load": quiet()}


def measure(kept: Kept, chosen: argparse.Namespace) -> None:
    """Search both rates by turns, then hold each."""
    prepare_ours()
    project, epochs = prepare_stock()
    kept.put("epochs", epochs)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        other = running.enter_context(stock(project, Path(folder)))
        both = {
            "ours": running.enter_context(_ours(Path(folder), chosen)),
            "stock": Loaded(other.pid, other.base, "rest"),
        }
        for own in both.values():
            for _ in range(chosen.bots):
                warm_up(own.base, own.door, **own.more)
        ratings = [Rating(name, own, kept, chosen) for name, own in both.items()]
        while sum(rating.step() for rating in ratings):  # every one of them, each time
            pass
        for rating in ratings:
            rating.hold()


@contextmanager
def _ours(folder: Path, chosen: argparse.Namespace) -> Iterator[Loaded]:
    """One bot as `make run` starts it, or several as `make cluster` does."""
    if chosen.bots == 1:
        with ours(folder) as server:
            yield Loaded(server.pid, server.base, chosen.door)
        return
    with cluster(chosen.bots, None, folder / "cluster.log") as running:
        reached = {"certificate": running.certificate, "addresses": ADDRESSES}
        yield Loaded(running.pid, running.url, "website", reached)


def held_rate(steps: dict[str, Any], name: str) -> float | None:
    """The rate that a bot held to the end; None when it held none."""
    held = [f["rate"] for step, f in steps.items() if step.startswith(f"{name} hold") and f["held"]]
    return max(held, default=None)


def text(steps: dict[str, Any], is_whole: bool, chosen: argparse.Namespace) -> str:
    """The whole page."""
    rates = {name: held_rate(steps, name) for name in ("ours", "stock")}
    ratio = f"{rates['ours'] / rates['stock']:.2f}" if rates["ours"] and rates["stock"] else "-"
    shown = {name: f"{rate:g}" if rate else "-" for name, rate in rates.items()}
    lines = [_line(step, found) for step, found in steps.items() if " hold " in step or " step " in step]
    last = {name: found for name in rates if (found := _last(steps, name))}
    weights = [_weight(name, found) for name, found in last.items()]
    late = ", ".join(f"{name} {_generator(found['figures'])}" for name, found in last.items())
    return f"""{page.head("Rated load, beside stock Rasa", _command(chosen), is_whole)}
Limits: {page.limits_in_words(Limits())}. A rate is raised twofold until it breaks them, then the gap is halved until 6 % are left,
each for {chosen.step:g} s; the rate found is held for {chosen.hold:g} s, the stock bot's for {min(chosen.hold, STOCK_HOLD_SECONDS):g} s, which can
only flatter it. Both bots run on all cores, one is loaded at a time.

| | ours | stock Rasa | ratio | to reach |
|---|---|---|---|---|
| rated load, messages a second | {shown["ours"]} | {shown["stock"]} | {ratio} | ≥ {AIM:g} |

- Ours: {_what(chosen)}; opening a conversation counts to its first message. Stock Rasa: its default pipeline and policies, one plain text an intent, conversations in memory,
  over REST, trained for {steps.get("epochs", "?")} epochs on the same questions (its speed does not hang on the epochs).
- The generator shares the cores with the bot. At the rate held, p99 of its own delay (which counts as the bot's) and its CPU: {late or "-"}.

{page.RUN_HEAD}
{chr(10).join(lines)}

{chr(10).join(weights)}
"""


def _line(step: str, found: Mapping[str, Any]) -> str:
    """One run as a line of the table."""
    name, what, _ = step.split(" ")
    verb = "held" if what == "hold" else "tried"
    return page.run_line(f"{name}, {verb} for {found['figures']['seconds']:.0f} s", found["rate"], found["figures"])


def _weight(name: str, found: Mapping[str, Any]) -> str:
    """What a bot took at the rate that it held."""
    return f"### {name}, {found['rate']:g} a second\n\n{page.taken_table(found['taken'], found['figures']['sent'])}"


def _generator(figures: Mapping[str, Any]) -> str:
    return f"{figures['late_p99']:.0f} ms and {figures['generator_cpu']:.1f} s"


def _what(chosen: argparse.Namespace) -> str:
    stored = ", each message stored before it is answered" if chosen.door == "website" else ""
    door = f"asked at its {chosen.door} door{stored}"
    if chosen.bots == 1:
        return f"`make run` as it is, one bot and its action server, database on disk, {door}"
    servers = "PostgreSQL, Redis, RabbitMQ and nginx (TLS) on the same cores"
    return f"{chosen.bots} bots with {servers}, as `make cluster` starts them, {door}"


def _last(steps: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The last run that held a rate to the end."""
    held = [f for step, f in steps.items() if step.startswith(f"{name} hold") and f["held"]]
    return held[-1] if held else None


def _command(chosen: argparse.Namespace) -> str:
    """The command with what differs from its defaults."""
    named = {"bots": 1, "step": STEP_SECONDS, "hold": HOLD_SECONDS, "start": START_RATE, "door": "website"}
    told = [f"--{name} {getattr(chosen, name)}" for name, usual in named.items() if getattr(chosen, name) != usual]
    return " ".join([_COMMAND, *told])


def options(argv: list[str] | None) -> argparse.Namespace:
    """What the command line chose."""
    parser = argparse.ArgumentParser(prog=_COMMAND, description=__doc__)
    parser.add_argument("--step", type=float, default=STEP_SECONDS, help="seconds of each rate tried")
    parser.add_argument("--hold", type=float, default=HOLD_SECONDS, help="seconds that the rate found is held")
    parser.add_argument("--start", type=float, default=START_RATE, help="the first rate, messages a second")
    parser.add_argument("--bots", type=int, default=1, help="1: as `make run`; more: as `make cluster`")
    parser.add_argument("--door", choices=("website", "rest"), default="website", help="which of our doors is asked")
    parser.add_argument("--again", action="store_true", help="measure again what is kept")
    chosen = parser.parse_args(argv)
    if chosen.bots > 1 and chosen.door != "website":
        parser.error("behind nginx only the website door is reached")
    return chosen


def main(argv: list[str] | None = None) -> int:
    """Search, hold, and write results/load_rated.md; a trial with other times only prints."""
    chosen = options(argv)
    kept = Kept("rated", [chosen.bots, chosen.start, chosen.step, chosen.hold, chosen.door], chosen.again)
    is_trial = chosen.step < STEP_SECONDS or chosen.hold < HOLD_SECONDS
    door, bots = "" if chosen.door == "website" else "_rest", "" if chosen.bots == 1 else f"_{chosen.bots}_bots"
    name = f"load_rated{door}{bots}.md"
    write: Callable[[bool], None] = lambda whole: page.write(name, text(kept.steps, whole, chosen), is_trial)  # noqa: E731
    return until_stopped(lambda: measure(kept, chosen), write)
