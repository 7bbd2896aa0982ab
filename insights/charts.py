"""Charts as numbers: where each column stands, for the page to draw as SVG. Lengths are in SVG's units, 720 across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Final

WIDTH, HEIGHT = 720, 200
LEFT, BOTTOM, TOP = 44, 24, 8  # room for numbers, for days, and above the highest column
COLUMNS_MOST: Final = 62  # days side by side; a longer period is drawn in weeks, and then in months
_WEEKS_MOST: Final = 62
_TICKS: Final = 4
_LABEL_WIDTH: Final = 64  # of a day under the columns


@dataclass(frozen=True)
class Span:
    """The days that one column stands for."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """Such as "Nov 3", or "Nov 2026" for a whole month."""
        month = f"{self.first:%b}"
        return f"{month} {self.first.year}" if (self.last - self.first).days > 7 else f"{month} {self.first.day}"

    @property
    def in_words(self) -> str:
        """Such as "Tue, Nov 3", or "Nov 3 to Nov 9"."""
        if self.first == self.last:
            return f"{self.first:%a, %b} {self.first.day}"
        return f"{self.first:%b} {self.first.day} to {self.last:%b} {self.last.day}, {self.last.year}"


@dataclass(frozen=True)
class Piece:
    """One rectangle: a count of one series in one span."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True)
class Columns:
    """Columns of stacked counts. `ticks`: height and number of the lines behind; `labels`: place and day below."""

    pieces: tuple[Piece, ...]
    ticks: tuple[tuple[float, int], ...]
    labels: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def spans(days: Sequence[date]) -> list[Span]:
    """Days, weeks or months, whatever keeps the columns wide enough to see."""
    if len(days) <= COLUMNS_MOST:
        return [Span(day, day) for day in days]
    if len(days) <= 7 * _WEEKS_MOST:
        return [Span(day, min(day + timedelta(days=6), days[-1])) for day in days[::7]]
    firsts = [days[0], *(day for day in days[1:] if day.day == 1)]
    lasts = [*(first - timedelta(days=1) for first in firsts[1:]), days[-1]]
    return [Span(first, last) for first, last in zip(firsts, lasts, strict=True)]


def summed(counts: Mapping[tuple[str, str], int], over: Sequence[Span], series: Sequence[str]) -> list[list[int]]:
    """Of each span the counts of each series, from counts by day (YYYY-MM-DD) and series."""
    found = [[0] * len(series) for _ in over]
    place = {name: at for at, name in enumerate(series)}
    row_of = {(s.first + timedelta(days=n)).isoformat(): row for row, s in enumerate(over) for n in range(_length(s))}
    for (day, name), count in counts.items():
        if day in row_of and name in place:
            found[row_of[day]][place[name]] += count
    return found


def columns(rows: Sequence[Sequence[int]], over: Sequence[Span]) -> Columns:
    """A column for each span, its series on top of each other."""
    step = tick_step(max((sum(row) for row in rows), default=0))
    top = step * _TICKS
    room, base = HEIGHT - BOTTOM - TOP, HEIGHT - BOTTOM
    pitch = (WIDTH - LEFT) / max(1, len(over))
    pieces = []
    for at, row in enumerate(rows):
        y = float(base)
        for series, count in enumerate(row):
            height = room * count / top
            y -= height
            if count:
                pieces.append(
                    Piece(
                        round(LEFT + (at + 0.12) * pitch, 2),
                        round(y, 2),
                        round(0.76 * pitch, 2),
                        round(height, 2),
                        series,
                    )
                )
    ticks = tuple((round(base - room * n / _TICKS, 2), n * step) for n in range(_TICKS + 1))
    every = max(1, ceil(len(over) / max(1, (WIDTH - LEFT) // _LABEL_WIDTH)))
    labels = tuple((round(LEFT + (at + 0.5) * pitch, 2), over[at].label) for at in range(0, len(over), every))
    return Columns(tuple(pieces), ticks, labels)


def tick_step(highest: int) -> int:
    """The distance of two lines so that _TICKS of them reach over the highest column: 1, 2 or 5 times 10 to the n."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size * _TICKS >= highest:
                return factor * size
        size *= 10


def _length(span: Span) -> int:
    return (span.last - span.first).days + 1
