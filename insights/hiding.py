"""Small counts of danger are not shown: who knows one of five people could know of whom the page speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SMALL: Final = 5  # counts below it are hidden


@dataclass(frozen=True)
class Shown:
    """Counts that may be shown, largest first; `others`: the sum of those in `pooled`, which are not shown one by one.

    `others` is None when it is small itself, and 0 when nothing is pooled.
    """

    counts: tuple[tuple[str, int], ...]
    pooled: tuple[str, ...] = ()
    others: int | None = 0

    @property
    def total(self) -> int | None:
        """The sum, None when it is small."""
        return None if self.others is None else sum(count for _, count in self.counts) + self.others


def without_small(counts: Mapping[str, int]) -> Shown:
    """The counts with the small ones pooled, and with them as many others as it takes to tell nothing by subtraction.

    The pool has none or at least two counts, and a sum that is 0 or not small; where that cannot be, nothing is shown.
    """
    ordered = sorted(((name, count) for name, count in counts.items() if count), key=lambda item: (-item[1], item[0]))
    pooled: list[tuple[str, int]] = []
    while ordered and (ordered[-1][1] < SMALL or (pooled and (len(pooled) < 2 or _sum(pooled) < SMALL))):
        pooled.append(ordered.pop())
    hidden = tuple(sorted(name for name, _ in pooled))
    if pooled and _sum(pooled) < SMALL:
        return Shown((), hidden, None)
    return Shown(tuple(ordered), hidden, _sum(pooled))


def _sum(pooled: list[tuple[str, int]]) -> int:
    return sum(count for _, count in pooled)
