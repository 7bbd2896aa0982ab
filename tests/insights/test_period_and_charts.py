"""The days of a report, and the columns that show them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from insights import charts
from insights.period import DAYS_MOST, Period, PeriodError, period_of
from tests.insights.telling import NOON

TODAY = date(2026, 10, 26)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (("", "", ""), (date(2026, 9, 27), TODAY)),
        (("", "", "1"), (TODAY, TODAY)),
        (("2026-10-01", "", ""), (date(2026, 10, 1), TODAY)),
        (("", "2026-10-10", "10"), (date(2026, 10, 1), date(2026, 10, 10))),
        (("2026-01-01", "2026-12-31", ""), (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_a_period_is_read_from_what_was_asked(asked: tuple[str, str, str], wanted: tuple[date, date]) -> None:
    found = period_of(*asked, NOON)
    assert (found.first, found.last) == wanted


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("October", "", ""), "FROM is 'October'; write a day like 2026-11-30."),
        (("", "2026-13-01", ""), "TO is '2026-13-01'"),
        (("", "", "0"), f"DAYS is '0'; write a whole number from 1 to {DAYS_MOST}."),
        (("", "", "²"), "DAYS is '²'"),
        (("2026-10-02", "2026-10-01", ""), "swap FROM and TO"),
        (("2026-10-02", "", "5"), "not both"),
        (("1971-01-01", "2026-10-01", ""), "choose a shorter one"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_what_to_write(asked: tuple[str, str, str], told: str) -> None:
    with pytest.raises(PeriodError) as refused:
        period_of(*asked, NOON)
    assert told in str(refused.value)


def test_the_day_on_which_clocks_change_has_twenty_five_hours() -> None:
    day = Period(date(2026, 11, 1), date(2026, 11, 1))
    assert day.ends - day.begins == 25 * 3600


@pytest.mark.parametrize("days", [1, 30, 62, 63, 200, 434, 435, 2000])
def test_columns_stand_for_every_day_once_and_stay_wide_enough_to_see(days: int) -> None:
    every = [TODAY + timedelta(days=n) for n in range(days)]
    over = charts.spans(every)
    covered = [span.first + timedelta(days=n) for span in over for n in range((span.last - span.first).days + 1)]

    assert covered == every
    assert len(over) <= 67


@pytest.mark.parametrize("highest", [0, 1, 3, 7, 19, 100, 99_999])
def test_no_column_is_higher_than_the_lines_behind_it(highest: int) -> None:
    day = charts.Span(TODAY, TODAY)
    drawn = charts.columns([[highest, highest]], [day])

    assert drawn.ticks[-1][1] >= 2 * highest
    assert all(piece.y >= charts.TOP - 0.1 for piece in drawn.pieces)
    assert sum(piece.height for piece in drawn.pieces) <= drawn.base - charts.TOP + 0.1


def test_counts_are_summed_by_span_and_series() -> None:
    over = [charts.Span(TODAY, TODAY + timedelta(days=6))]
    counts = {("2026-10-26", "a"): 2, ("2026-11-01", "a"): 3, ("2026-10-27", "b"): 1, ("2026-11-02", "a"): 9}
    assert charts.summed(counts, over, ["a", "b"]) == [[5, 1]]
