"""The costs of ours and of the stock bot as a Markdown page."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.cost_load import TURNS
from benchmarks.cost_running import CLIENTS, STARTS
from benchmarks.stock_bot import EPOCHS

Figures = Mapping[str, Any]
_HEAD: Final = "| what | ours | stock Rasa | ratio | to reach |\n|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """One line: a name, both values, how they are written, and the ratio to reach ("" for none)."""

    name: str
    ours: float
    stock: float
    form: str
    to_reach: str = ""

    @property
    def ratio(self) -> float:
        """Ours by stock."""
        return self.ours / self.stock

    def line(self) -> str:
        """As a line of the table."""
        ours, stock = (self.form.format(value) for value in (self.ours, self.stock))
        return f"| {self.name} | {ours} | {stock} | {self.ratio:.2f} | {self.to_reach} |"


def rows(result: Figures) -> list[Row]:
    """The lines of the table from both trainings and what was measured on the running bots."""
    ours, stock = result["ours"], result["stock"]
    trained = {who: result["training"][who] for who in ("ours", "stock")}
    found = [
        Row("training, s by the clock", trained["ours"]["wall"], trained["stock"]["wall"], "{:.0f}", "≤ 0.5"),
        Row("training, s of CPU", trained["ours"]["cpu"], trained["stock"]["cpu"], "{:.0f}"),
        Row("model, MB", trained["ours"]["model_mb"], trained["stock"]["model_mb"], "{:.0f}"),
        Row("start to first answer, s", *_both(result, lambda f: statistics.median(f["starts"])), "{:.1f}", "≤ 0.4"),
        Row("memory at start, MB", *_both(result, lambda f: sum(f["memory_at_start"].values())), "{:.0f}"),
        Row(
            f"memory after {ours['one']['messages']:,} messages, MB",
            *_both(result, lambda f: sum(f["memory"].values())),
            "{:.0f}",
            "≤ 0.7",
        ),
    ]
    for percent, reach in (("p50", ""), ("p95", "≤ 0.5"), ("p99", "")):
        name = f"reply {percent}, ms, one client"
        found.append(Row(name, ours["one"][percent], stock["one"][percent], "{:.1f}", reach))
    found += [
        Row("CPU a reply, ms, one client", ours["one"]["cpu_ms"], stock["one"]["cpu_ms"], "{:.1f}"),
        Row(f"replies a second, {CLIENTS} clients", ours["many"]["rate"], stock["many"]["rate"], "{:.1f}"),
        Row(f"reply p95, ms, {CLIENTS} clients", ours["many"]["p95"], stock["many"]["p95"], "{:.0f}"),
    ]
    return found


def _both(result: Figures, value: Any) -> tuple[float, float]:
    return float(value(result["ours"])), float(value(result["stock"]))


def page(result: Figures) -> str:
    """The whole page."""
    ours, stock = result["ours"], result["stock"]
    parts = ", ".join(f"{role} {mb:.0f}" for role, mb in ours["memory"].items())
    missed = (
        ours["one"]["unanswered"] + ours["many"]["unanswered"],
        stock["one"]["unanswered"] + stock["many"]["unanswered"],
    )
    return f"""# Cost, side by side with stock Rasa, {result["day"]}

By `python -m benchmarks cost` on {result["machine"]}. Stock Rasa is the default pipeline and policies of Rasa {result["rasa"]} (DIET,
TED, UnexpecTED) with one plain text an intent, trained on the same {result["questions"]:,} questions; its
conversations are in memory. Ours is the whole product as `make run` starts it, its database on disk, rate limits off.

{_HEAD}
{chr(10).join(row.line() for row in rows(result))}

- Both bots ran at the same time and were asked by turns, in blocks of {-(-ours["one"]["messages"] // len(ours["one"]["p50_by_block"]))}
  messages of the development set, {TURNS} to a conversation, over REST. Load average of the machine at the end: {result["load_average"]:.1f}.
- p50 by block, ms: ours {_span(ours)}, stock {_span(stock)}. Messages without a reply: ours {missed[0]}, stock {missed[1]}.
- Start: from the start of the process to the first answered message, median of {STARTS}.
- Memory: proportional set size of all processes. Ours: {parts} MB.
- Training: once each, load average {result["training"]["load_average"]}; seconds of CPU depend less on what else ran. {_reckoned(result)}
"""


def _reckoned(result: Figures) -> str:
    if result["epochs"] == EPOCHS:
        return "Both in full."
    return (
        f"**The stock bot's training is reckoned**: trained for {result['epochs']} epochs, and epochs like the later ones of these added "
        f"up to {EPOCHS}. What it costs when it runs does not depend on the epochs."
    )


def _span(figures: Figures) -> str:
    blocks = figures["one"]["p50_by_block"]
    return f"{min(blocks):.1f} to {max(blocks):.1f}"


def machine() -> str:
    """This machine without its name: cores, memory, kind of processor."""
    info = Path("/proc/cpuinfo").read_text("utf-8")
    model = next(
        (line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")), "unknown CPU"
    )
    kilobytes = int(Path("/proc/meminfo").read_text("utf-8").split()[1])
    return f"{info.count('processor	:')} cores, {round(kilobytes / 2**20)} GiB, {model}"
