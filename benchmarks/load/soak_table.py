"""What a soak's samples say: growth after the first minutes, as a table and a plot."""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.load import page
from benchmarks.plots import COLOURS, DASHES

SETTLED: Final = 1 / 6  # of the time: ten of sixty minutes
GROWTH_MOST: Final = 0.03
ALL: Final = "all"
_WINDOW: Final = 1 / 12  # of the time: five of sixty minutes, whose median counts


@dataclass(frozen=True)
class Sample:
    """Memory in MB and file descriptors of the processes of a role, so many seconds after the start."""

    seconds: float
    process: str
    rss: float
    descriptors: int


@dataclass(frozen=True)
class Growth:
    """Medians right after the settling time and at the end, of memory in MB and of file descriptors."""

    rss: tuple[float, float]
    descriptors: tuple[float, float]

    @property
    def share(self) -> float:
        """How much memory grew, as a share of what it was."""
        return self.rss[1] / self.rss[0] - 1 if self.rss[0] else 0.0


def read(path: Path) -> list[Sample]:
    """The samples in a CSV, and the sum of each moment under ALL; none when there is no file."""
    if not path.is_file():
        return []
    with path.open(newline="") as file:
        found = [
            Sample(float(row["seconds"]), row["process"], float(row["rss_mb"]), int(row["descriptors"]))
            for row in csv.DictReader(file)
            if row["descriptors"]  # the last line may be half a line
        ]
    moments: dict[float, list[Sample]] = defaultdict(list)
    for sample in found:
        moments[sample.seconds].append(sample)
    sums = [Sample(at, ALL, sum(s.rss for s in own), sum(s.descriptors for s in own)) for at, own in moments.items()]
    return [*found, *sums]


def growth(samples: Sequence[Sample]) -> Growth | None:
    """The growth of one process's samples; None when there are too few."""
    if len(samples) < 3:
        return None
    end = samples[-1].seconds
    first = [s for s in samples if SETTLED * end <= s.seconds <= (SETTLED + _WINDOW) * end] or [samples[0]]
    last = [s for s in samples if s.seconds >= (1 - _WINDOW) * end]
    median = statistics.median
    return Growth(
        (median(s.rss for s in first), median(s.rss for s in last)),
        (median(s.descriptors for s in first), median(s.descriptors for s in last)),
    )


def text(top: str, samples: Sequence[Sample], figures: Mapping[str, Any], rate: float) -> str:
    """The whole page."""
    if not samples:
        return f"{top}\nNothing was measured.\n"
    minutes = samples[-1].seconds / 60
    lines = []
    for role, own in by_process(samples).items():
        found = growth(own)
        if found:
            low, high = min(s.descriptors for s in own), max(s.descriptors for s in own)
            lines.append(
                f"| {role} | {found.rss[0]:.1f} | {found.rss[1]:.1f} | {100 * found.share:+.2f} % | "
                f"{found.descriptors[0]:.0f} | {found.descriptors[1]:.0f} | {low} to {high} |"
            )
    run = f"{page.RUN_HEAD}\n{page.run_line('ours', rate, figures)}" if figures else "The generator told nothing."
    return f"""{top}
Sampled for {minutes:.0f} minutes. Settled: the median of the {60 * minutes * _WINDOW:.0f} s after the first {60 * minutes * SETTLED:.0f} s; end: of the
last {60 * minutes * _WINDOW:.0f} s. To reach: memory of all processes grows by at most {100 * GROWTH_MOST:g} %, and file descriptors stay as they are.

| process | RSS settled, MB | RSS at the end, MB | growth | descriptors settled | at the end | least to most |
|---|---|---|---|---|---|---|
{chr(10).join(lines)}

{run}

![Resident memory of each process over the minutes](load_soak.svg)
"""


def by_process(samples: Sequence[Sample]) -> dict[str, list[Sample]]:
    """Samples by process, the sum of all last."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        found[sample.process].append(sample)
    return dict(found)


def draw(samples: Sequence[Sample], path: Path) -> None:
    """Memory of each process over the minutes, as SVG."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.5, 3.5), layout="constrained")
    FigureCanvasSVG(figure)  # draws without a screen
    axes = figure.add_subplot()
    for (role, own), colour, dash in zip(by_process(samples).items(), COLOURS, DASHES, strict=False):
        axes.plot([s.seconds / 60 for s in own], [s.rss for s in own], color=colour, linestyle=dash, label=role)
    axes.set_xlabel("minutes")
    axes.set_ylabel("resident memory, MB")
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=8, frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
