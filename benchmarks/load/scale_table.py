"""What more bots bring, as a page: rates, operations a turn, what will give way first, and a line projected beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from benchmarks.load import page, shares
from benchmarks.load.plan import Limits

COMMAND: Final = "python -m benchmarks.load scale"
PROJECTED: Final = (8, 16, 32)  # bots
_SINGLE: Final = ("Redis", "nginx")  # what works on one core, however many there are
_SHARED: Final = ("PostgreSQL", "Redis", "nginx", "RabbitMQ")


def held(steps: Mapping[str, Any]) -> list[dict[str, Any]]:
    """For each number of bots the run that held its rate to the end, fewest bots first."""
    found = {f["bots"]: f for name, f in steps.items() if " hold " in name and f["held"]}
    return [found[bots] for bots in sorted(found)]


def line(points: Sequence[tuple[float, float]]) -> tuple[float, float, list[float]]:
    """Slope and constant of the straight line nearest to points, and how far each lies above it."""
    x, y = (np.array(values, dtype=float) for values in zip(*points, strict=True))
    slope, constant = np.polyfit(x, y, 1)
    return float(slope), float(constant), [float(r) for r in y - (slope * x + constant)]


def text(steps: Mapping[str, Any], is_whole: bool, share: float, step: float, hold: float) -> str:
    """The whole page."""
    runs = held(steps)
    top = page.head("One bot, two, four", COMMAND, is_whole)
    tried = [_line(name, found) for name, found in steps.items() if isinstance(found, dict)]
    parts = [_rates(runs), _operations(runs), _bottleneck(runs, share), _projection(runs, share)] if runs else []
    weights = [_weight(run) for run in runs]
    return f"""{top}
Each bot, with its action server and its relay of events, is held to {share:g} of a core by {shares.means()}; PostgreSQL, Redis,
RabbitMQ, nginx (TLS) and the generator are not held. Limits: {page.limits_in_words(Limits())}. The rate is searched in steps of {step:g} s
and held for {hold:g} s.

{(chr(10) * 2).join(parts) or "No rate was held yet."}

## Runs

{page.RUN_HEAD}
{chr(10).join(tried)}

{(chr(10) * 2).join(weights)}
"""


def _line(step: str, found: Mapping[str, Any]) -> str:
    """One run as a line of the table."""
    verb = "held" if " hold " in step else "tried"
    what = f"{found['bots']} bots, {verb} for {found['figures']['seconds']:.0f} s"
    return page.run_line(what, found["rate"], found["figures"])


def _weight(run: Mapping[str, Any]) -> str:
    """What all processes took with so many bots."""
    return (
        f"### {run['bots']} bots, {run['rate']:g} a second\n\n{page.taken_table(run['taken'], run['figures']['sent'])}"
    )


def _rates(runs: Sequence[Mapping[str, Any]]) -> str:
    one = runs[0]["rate"] / runs[0]["bots"]
    lines = [
        "| bots | messages a second | times one bot's | p95 ms | p99 ms | CPU of bots a reply, ms | of everything, ms | share used up, % of periods |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        figures, sent = run["figures"], run["figures"]["sent"]
        own = sum(t["cpu"] for role, t in run["taken"].items() if role not in _SHARED)
        everything = sum(t["cpu"] for t in run["taken"].values())
        used = 100 * sum(run["used_up"]) / len(run["used_up"])
        lines.append(
            f"| {run['bots']} | {run['rate']:g} | {run['rate'] / one:.2f} | {figures['p95']:.0f} | {figures['p99']:.0f} | "
            f"{1000 * own / sent:.1f} | {1000 * everything / sent:.1f} | {used:.0f} |"
        )
    return "\n".join(lines)


def _operations(runs: Sequence[Mapping[str, Any]]) -> str:
    names = sorted({name for run in runs for name, count in run["operations"].items() if count >= 0.01})
    lines = [
        f"| operations a turn | {' | '.join(str(run['bots']) for run in runs)} |",
        f"|---|{'---|' * len(runs)}",
        *(f"| {name} | {' | '.join(str(run['operations'].get(name, 0)) for run in runs)} |" for name in names),
    ]
    return "\n".join(lines)


def _bottleneck(runs: Sequence[Mapping[str, Any]], share: float) -> str:
    """Where the time goes with the most bots, and what each shared server could carry by its CPU a reply."""
    run = runs[-1]
    sent, taken = run["figures"]["sent"], run["taken"]
    own = sum(t["cores"] for role, t in taken.items() if role not in _SHARED)
    share_used = (
        f"With {run['bots']} bots at {run['rate']:g} a second the bots use {own:.2f} of the {run['bots'] * share:g} cores that they may: "
        f"{100 * own / (run['bots'] * share):.0f} %. What the shared servers take, and where each would be full:"
    )
    lines = [
        share_used,
        "",
        "| server | cores used | CPU a reply, ms | one core of it carries, messages a second |",
        "|---|---|---|---|",
    ]
    for name in _SHARED:
        if name in taken:
            each = taken[name]["cpu"] / sent
            carries = f"{1 / each:,.0f}{', and it has one core only' if name in _SINGLE else ''}" if each else "-"
            lines.append(f"| {name} | {taken[name]['cores']:.2f} | {1000 * each:.2f} | {carries} |")
    return "\n".join(lines)


def _projection(runs: Sequence[Mapping[str, Any]], share: float) -> str:
    if len(runs) < 2:
        return "One number of bots makes no line."
    slope, constant, residuals = line([(run["bots"], run["rate"]) for run in runs])
    off = ", ".join(f"{run['bots']} bots {left:+.2f}" for run, left in zip(runs, residuals, strict=True))
    beyond = ", ".join(f"{bots} bots {slope * bots + constant:.0f}" for bots in PROJECTED)
    return (
        f"Straight line through these: {slope:.2f} messages a second for each bot of {share:g} of a core, {constant:+.2f} at none; "
        f"the points lie off it by {off}. **Projected, not measured**, as long as nothing shared is full: {beyond} messages a second."
    )
