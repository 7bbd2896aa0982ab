from __future__ import annotations

import pytest

from ops.checks.near_duplicates import near_duplicates


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("what does toxic stress do to babies", "What does toxic stress do to babies?"),
        ("what does toxic stress do to babies", "to babies, what does toxic stress do"),
        ("what does toxic stress do to babies", "what does toxic stress do to the babies"),
    ],
)
def test_the_same_words_but_for_a_few_are_found(left: str, right: str) -> None:
    assert [(0, 0)] == list(near_duplicates([left], [right]))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("what does toxic stress do to babies", "what does secure attachment do for babies"),
        ("toxic stress babies", "toxic stress babies"),
        ("", ""),
    ],
)
def test_different_and_very_short_messages_are_not(left: str, right: str) -> None:
    assert [] == list(near_duplicates([left], [right]))
