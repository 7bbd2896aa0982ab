"""From what is shown of danger nobody can work out a small count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from insights.hiding import SMALL, without_small

COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30))


@given(COUNTS)
def test_a_small_count_is_neither_shown_nor_found_by_subtraction(counts: dict[str, int]) -> None:
    shown = without_small(counts)
    total = sum(counts.values())

    assert all(count >= SMALL for _, count in shown.counts)
    assert len(shown.pooled) != 1 or shown.others is None
    assert shown.others is None or shown.others == 0 or shown.others >= SMALL
    assert (shown.total is None) == (0 < total < SMALL)


@given(COUNTS)
def test_nothing_is_lost_from_the_sum_and_no_category_is_left_out(counts: dict[str, int]) -> None:
    shown = without_small(counts)

    assert shown.total in (None, sum(counts.values()))
    named = {name for name, _ in shown.counts} | set(shown.pooled)
    assert named == {name for name, count in counts.items() if count}


def test_one_small_count_takes_another_into_the_pool() -> None:
    shown = without_small({"a": 20, "b": 8, "c": 3})
    assert (shown.counts, shown.pooled, shown.others) == ((("a", 20),), ("b", "c"), 11)
