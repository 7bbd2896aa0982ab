"""The highest rate that holds the limits, found by raising until it breaks and halving the gap between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

NEAR: Final = 1.06  # the lowest rate that broke, by the highest that held, at which the search ends
LEAST: Final = 0.25  # messages a second: a bot that does not hold this holds nothing
TRIES_MOST: Final = 14


@dataclass
class Search:
    """Ask `next` for a rate, try it, tell the outcome; None ends it. `tried`: each rate with its outcome, in order."""

    start: float
    tried: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def best(self) -> float | None:
        """The highest rate that held below every one that broke; None when none did."""
        broke = self._broke()
        return max((rate for rate, held in self.tried if held and (broke is None or rate < broke)), default=None)

    def _broke(self) -> float | None:
        return min((rate for rate, held in self.tried if not held), default=None)

    def next(self) -> float | None:
        """The rate to try now, messages a second; None when the search is over."""
        best, broke = self.best, self._broke()
        if len(self.tried) >= TRIES_MOST or (broke is not None and broke <= LEAST):
            return None
        if best is None:
            return self.start if broke is None else round(broke / 2, 2)
        if broke is None:
            return round(2 * best, 2)
        if broke / best <= NEAR:
            return None
        return round((best * broke) ** 0.5, 2)

    def tell(self, rate: float, held: bool) -> None:
        """Note the outcome of a rate."""
        self.tried.append((rate, held))
