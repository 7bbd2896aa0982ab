"""The judge of faults: what was told beside what is stored, and the page of results."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.faults import judging, table
from benchmarks.faults.judging import judged
from benchmarks.faults.people import Said
from tests.http.client import Door

REPLY = {"text": "hi"}


def said(number: int, status: str = "200", **answer: Any) -> Said:
    found = Said("token", f"word {number}", [(10.0, 10.5, status)])
    if status == "200":
        found.answer = {"seq": 2 * number, "replies": [REPLY], **answer}
    return found


def stored(*numbers: int) -> list[tuple[str, dict[str, Any]]]:
    return [(f"word {number}", {"seq": 2 * number, "text": "hi"}) for number in numbers]


@pytest.mark.parametrize(
    ("told", "found", "counts"),
    [
        ([said(1), said(2)], stored(1, 2), {"acknowledged": 2}),
        ([said(1), said(2)], stored(1), {"acknowledged": 2, "lost": 1}),
        ([said(1)], stored(1, 1), {"acknowledged": 1, "doubled": 1}),
        ([said(1, replies=[{"text": "another"}])], stored(1), {"acknowledged": 1, "lost": 1}),
        ([said(1, kept=False)], [], {"acknowledged": 1, "not_kept": 1}),
        ([said(1, replies=[{"text": " "}])], [("word 1", {"seq": 2, "text": " "})], {"acknowledged": 1, "empty": 1}),
        ([said(1, "503")], [], {"unanswered": 1, "refused": 1}),
        ([said(1, "ConnectionResetError")], [], {"unanswered": 1, "broken": 1}),
    ],
)
def test_what_was_told_is_compared_with_what_is_stored(
    monkeypatch: pytest.MonkeyPatch, told: list[Said], found: Any, counts: dict[str, int]
) -> None:
    monkeypatch.setattr(judging, "_stored", lambda _door, tokens: dict.fromkeys(tokens, found))
    verdict = judged(Door(1), told, healed=9.0).as_dict()

    nothing = dict.fromkeys(
        ("acknowledged", "lost", "doubled", "empty", "not_kept", "unanswered", "refused", "broken"), 0
    )
    assert {**nothing, **counts} == {name: verdict[name] for name in nothing}
    assert 0.5 == verdict["silence"]
    assert verdict["back"] == (1.5 if "acknowledged" in counts else None)


def test_the_page_has_a_row_for_each_fault_and_says_what_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_stored", lambda _door, tokens: {token: stored(1) for token in tokens})
    figures = {**judged(Door(1), [said(1)], 9.0).as_dict(), "day": "2026-11-22"}
    page = table.page({"one": figures}, {"one": ("a fault", "7"), "two": ("another", "8")}, "a machine")

    assert "| a fault | 7 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0.5 | 1.5 | 2026-11-22 |  |" in page
    assert "- `two`: not measured yet." in page
