"""The results' pages: what every one of them says first, and how a row of figures looks."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, Final

from benchmarks import cost_table
from benchmarks.load.plan import Limits
from benchmarks.load.sending import ROOT

RESULTS: Final = ROOT / "benchmarks" / "results"
RUN_HEAD: Final = (
    "| what | planned a second | sent | p50 ms | p95 ms | p99 ms | max ms | errors |\n|---|---|---|---|---|---|---|---|"
)


def head(title: str, command: str, is_whole: bool) -> str:
    """Title, machine, day, commit, and how to repeat it; an unfinished measurement says so first."""
    now = datetime.now(timezone.utc)
    stopped = (
        ""
        if is_whole
        else "\n**Stopped before its end: this is what was measured until then. The same command goes on.**\n"
    )
    return f"""# {title}, {now:%Y-%m-%d}
{stopped}
By `{command}` at {now:%H:%M} UTC on {cost_table.machine()}, commit {commit()}. The load comes from a process of its own on the same
machine, over loopback: messages arrive as a Poisson process whatever the bot does (an open model), and the time of a reply counts from
when its message was to arrive, so that waiting is counted too. Conversations of 1 to 6 messages of the development set: questions,
tapped choices, follow-ups, small talk, requests for advice, out of scope, danger.
"""


def commit() -> str:
    """The commit of this repository, marked when files differ from it."""
    try:
        command = ["git", "describe", "--always", "--dirty"]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found.stdout.strip()


def run_line(name: str, rate: float, figures: Mapping[str, Any]) -> str:
    """A run as a line of the table under RUN_HEAD."""
    times = " | ".join(f"{figures[key]:,.0f}" if key in figures else "-" for key in ("p50", "p95", "p99", "max"))
    mark = " (given up: the limits could not be held any more)" if figures["gave_up"] else ""
    return f"| {name} | {rate:g} | {figures['sent']:,}{mark} | {times} | {errors_in_words(figures['errors'])} |"


def errors_in_words(errors: Mapping[str, int]) -> str:
    """Errors by kind."""
    return ", ".join(f"{count} {kind}" for kind, count in sorted(errors.items())) or "0"


def limits_in_words(limits: Limits) -> str:
    """The limits as a reader says them."""
    return f"p95 ≤ {limits.p95:g} s, p99 ≤ {limits.p99:g} s, errors ≤ {100 * limits.errors:g} %"


def taken_table(meter: Mapping[str, Mapping[str, float]], turns: int) -> str:
    """CPU, memory and file descriptors by role as a table; `turns`: messages answered meanwhile."""
    lines = ["| process | CPU, s | CPU a reply, ms | cores | RSS, MB | file descriptors |", "|---|---|---|---|---|---|"]
    for role, own in meter.items():
        each = 1000 * own["cpu"] / turns if turns else 0.0
        lines.append(
            f"| {role} | {own['cpu']:.1f} | {each:.1f} | {own['cores']:.2f} | {own['rss']:.0f} | {own['descriptors']:.0f} |"
        )
    return "\n".join(lines)


def write(name: str, text: str, is_trial: bool) -> None:
    """Print a page, and keep it among the results unless it is a trial's."""
    print(text, flush=True)
    if not is_trial:
        (RESULTS / name).write_text(text, "utf-8")
