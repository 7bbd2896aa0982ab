"""How cost grows, as a Markdown page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from benchmarks.growth_bots import MESSAGES, QUESTIONS
from benchmarks.growth_turns import SAID

Figures = Mapping[str, Any]
TURNS_MOST: Final = 1.5  # a reply at the last turn by one at the first
UNDERSTANDING_MOST: Final = 2.0  # understanding at the most intents by that at the fewest


def page(found: Figures, machine: str) -> str:
    """The whole page, from the parts that were measured: {part: {"day", "figures"}}."""
    head = f"# How cost grows\n\nBy `python -m benchmarks growth` on {machine}.\n"
    made = {"turns": _turns, "understanding": _understanding, "bots": _bots}
    parts = [build(found[part]["figures"], found[part]["day"]) for part, build in made.items() if part in found]
    return "\n".join([head, *parts])


def _turns(figures: Figures, day: str) -> str:
    lines = []
    for door, by_turn in figures.items():
        first, *_, last = by_turn.values()
        growth = last["median_ms"] / first["median_ms"]
        times = " | ".join(f"{f['median_ms']:.1f}" for f in by_turn.values())
        sizes = " | ".join(f"{f['action_bytes']:,}" for f in by_turn.values())
        lines.append(f"| {door} | {times} | {growth:.2f} | {sizes} |")
    turns = list(next(iter(figures.values())))
    replies = next(iter(next(iter(figures.values())).values()))["replies"]
    columns = " | ".join(f"turn {t}" for t in turns)
    return f"""## Turns of a conversation ({day})

Time of a reply, median of {replies} replies around the turn, and bytes of the call of the action server. The same {len(SAID)} texts
come round in each conversation, and the conversations are asked by turns.

| door | {", ms | ".join(f"turn {t}" for t in turns)}, ms | last by first (≤ {TURNS_MOST:g}) | {columns.replace("turn", "bytes at turn")} |
|---|{"---|" * (2 * len(turns) + 1)}
{chr(10).join(lines)}
"""


def _understanding(figures: Figures, day: str) -> str:
    parts = []
    for way, title in (("same", "the same questions under more intents"), ("grown", "questions grow with the intents")):
        rows = [f for name, f in figures.items() if name.startswith(f"{way}-")]
        lines = [
            f"| {f['intents']:,} | {f['questions']:,} | {f['median_ms']:.2f} | {f['cpu_ms']:.2f} | {f['memory_mb']:.0f} | {f['wall']:.0f} |"
            for f in rows
        ]
        growth = rows[-1]["median_ms"] / rows[0]["median_ms"], rows[-1]["cpu_ms"] / rows[0]["cpu_ms"]
        parts.append(f"""{title[0].upper()}{title[1:]}: last by first {growth[0]:.2f} by the clock, {growth[1]:.2f} of CPU (≤ {UNDERSTANDING_MOST:g}).

| intents | questions | ms a message | ms of CPU | MB | training, s |
|---|---|---|---|---|---|
{chr(10).join(lines)}
""")
    return "\n".join([f"## Intents, the understanding alone ({day})\n", *parts])


def _bots(figures: Figures, day: str) -> str:
    training = figures["training"]
    lines = []
    for count, cost in training.items():
        f = figures[count]
        lines.append(
            f"| {count} | {f['p50']:.1f} | {f['p95']:.1f} | {f['cpu_ms']:.1f} | {sum(f['memory'].values()):.0f} | {f['start']:.1f} | {cost['wall']:.0f} | {cost['cpu']:.0f} |"
        )
    return f"""## Facts, through the whole bot ({day})

Our facts and public intents made into facts with {QUESTIONS} questions each; every other intent as in the product. {MESSAGES} messages of the
development set over REST, the bots asked by turns.

| facts | p50, ms | p95, ms | CPU a reply, ms | memory, MB | start, s | training, s | training, s of CPU |
|---|---|---|---|---|---|---|---|
{chr(10).join(lines)}
"""
