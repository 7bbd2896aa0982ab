"""The days that a report is about: Pennsylvania's, both ends included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from stores.counting import ZONE

DAYS: Final = 30  # when nothing else is asked for
DAYS_MOST: Final = 3660


class PeriodError(ValueError):
    """No such period; the message says what to write."""


@dataclass(frozen=True)
class Period:
    """From the first day to the last."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Every day, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def begins(self) -> float:
        """The first moment, in seconds since 1970."""
        return _midnight(self.first)

    @property
    def ends(self) -> float:
        """The first moment afterwards, in seconds since 1970."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def in_words(self) -> str:
        """Such as "October 24 to November 22, 2026"."""
        first = f"{self.first:%B} {self.first.day}"
        last = f"{self.last:%B} {self.last.day}, {self.last.year}"
        if self.first == self.last:
            return last
        return f"{first} to {last}" if self.first.year == self.last.year else f"{first}, {self.first.year} to {last}"


def period_of(first: str, last: str, days: str, now: float) -> Period:
    """The period that was asked for: FROM and TO as YYYY-MM-DD, DAYS a number; what is empty was not asked for.

    `now`: seconds since 1970. Raises PeriodError.
    """
    count = _count(days) if days else DAYS
    end = _day("TO", last) if last else datetime.fromtimestamp(now, ZONE).date()
    begin = _day("FROM", first) if first else end - timedelta(days=count - 1)
    if first and days:
        raise PeriodError("FROM and DAYS were both given; name the first day or a number of days, not both.")
    if begin > end:
        raise PeriodError(f"The period begins on {begin} and ends on {end}; swap FROM and TO.")
    if (end - begin).days >= DAYS_MOST:
        raise PeriodError(f"The period has more than {DAYS_MOST} days; choose a shorter one.")
    return Period(begin, end)


def _day(name: str, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not 1970 <= found.year <= 9000:
        raise PeriodError(f"{name} is '{text}'; write a day like 2026-11-30.")
    return found


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4 or not 1 <= int(text) <= DAYS_MOST:
        raise PeriodError(f"DAYS is '{text}'; write a whole number from 1 to {DAYS_MOST}.")
    return int(text)


def _midnight(day: date) -> float:
    return float(ZONE.localize(datetime.combine(day, time())).timestamp())
