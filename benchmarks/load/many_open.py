"""Many conversations open at once: python -m benchmarks.load open [--conversations N] [--rate R] [--replay N] [--again].

Each has its first turn before any has its second; then they take turns by chance until all is said. Afterwards every one is read back
and compared with what was said and answered, and some are had again alone: what a conversation said may not have changed another.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.load import page
from benchmarks.load.bots import ROLES, ours, prepare_ours, quiet, warm_up
from benchmarks.load.kept import Kept
from benchmarks.load.plan import Limits, Plan, holds
from benchmarks.load.sending import Sending
from benchmarks.load.stopping import until_stopped
from benchmarks.load.watching import Meter

CONVERSATIONS: Final = 2000
REPLAYED: Final = 200
TURNS: Final = (2, 6)
RATE: Final = 12.0  # messages a second, below the rated load
_MORE: Final = 1.1  # seconds are for the mean; chance may bring messages a little later
_COMMAND: Final = "python -m benchmarks.load open"
_SHOWN: Final = 10


def measure(kept: Kept, chosen: argparse.Namespace) -> None:
    """Fill the bot with open conversations, and look at each."""
    if kept.steps.get("whole"):
        return
    prepare_ours()
    with tempfile.TemporaryDirectory() as name, ours(Path(name)) as server:
        warm_up(server.base, "website")
        mean = sum(TURNS) / 2
        plan = Plan(
            server.base,
            "website",
            chosen.rate,
            _MORE * mean * chosen.conversations / chosen.rate,
            together=chosen.conversations,
            all_begin=True,
            turns=TURNS,
            checked=True,
            replayed=chosen.replay,
        )
        print(f"{chosen.conversations:,} conversations, {chosen.rate:g} messages a second, {plan.seconds:.0f} s …", flush=True)  # fmt: skip
        meter, sending = Meter([server.pid], ROLES), Sending(plan, Path(name))
        try:
            found = sending.wait()
        except BaseException:
            found = sending.stop()
            raise
        finally:
            if found:
                figures = found.figures()
                outcome = {"crossed": list(found.crossed), "compared": found.compared, "replayed": found.replayed}
                kept.put("run", {"figures": figures, "taken": meter.read(), "load": quiet(), **outcome})
        kept.put("whole", True)


def text(steps: dict[str, Any], is_whole: bool, chosen: argparse.Namespace) -> str:
    """The whole page."""
    top = page.head(f"{chosen.conversations:,} open conversations", _command(chosen), is_whole)
    run = steps.get("run")
    if not run:
        return f"{top}\nNothing was measured.\n"
    figures, crossed = run["figures"], run["crossed"]
    kept_limits = "yes" if holds(figures, Limits()) else "no"
    examples = "".join(f"\n- {line}" for line in crossed[:_SHOWN])
    return f"""{top}
Every conversation has its first turn before any has its second; then they take turns by chance. Limits: {page.limits_in_words(Limits())}.

{page.RUN_HEAD}
{page.run_line(f"ours, {figures['seconds']:.0f} s", chosen.rate, figures)}

| what | found | to reach |
|---|---|---|
| conversations begun, open to the end | {figures["conversations"]:,} | {chosen.conversations:,} |
| limits held | {kept_limits} | yes |
| conversations read back and compared with what was said and answered | {run["compared"]:,} | all |
| conversations had again alone, reply by reply | {run["replayed"]:,} | |
| conversations that hold, or answered from, what is not their own | {len(crossed)} | 0 |
{examples}
Load average of the machine at the end: {run["load"]}; p99 of the generator's own delay, which counts as the bot's: {figures["late_p99"]:.0f} ms.

{page.taken_table(run["taken"], figures["sent"])}
"""


def _command(chosen: argparse.Namespace) -> str:
    return f"{_COMMAND} --rate {chosen.rate:g}"


def main(argv: list[str] | None = None) -> int:
    """Measure, and write results/load_open.md; a trial with fewer conversations only prints."""
    parser = argparse.ArgumentParser(prog=_COMMAND, description=__doc__)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS)
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second of all together")
    parser.add_argument("--replay", type=int, default=REPLAYED, help="conversations had again alone")
    parser.add_argument("--again", action="store_true", help="measure again what is kept")
    chosen = parser.parse_args(argv)
    kept = Kept("open", [chosen.conversations, chosen.rate, chosen.replay], chosen.again)
    is_trial = chosen.conversations < CONVERSATIONS
    return until_stopped(
        lambda: measure(kept, chosen),
        lambda whole: page.write("load_open.md", text(kept.steps, whole, chosen), is_trial),
    )
