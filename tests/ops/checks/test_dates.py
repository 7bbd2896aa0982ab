from __future__ import annotations

from datetime import date
from pathlib import Path

from faq.knowledge import load
from ops.checks.dates import unchecked
from tests.faq.making import edited

WORDS = 'evidence: "poison.org."\n    last_checked: null'


def told(folder: Path, today: date) -> list[str]:
    return [str(p) for p in unchecked(load(folder), folder, today)]


def test_what_nobody_has_ever_tried_is_told_in_one_line_a_file(tmp_path: Path) -> None:
    sources, lines = told(edited(tmp_path, "helplines.yml"), date(2026, 11, 22))
    assert sources.startswith("sources.yml:1: nobody has opened the link yet of sheet_three_reasons, ")
    assert lines.startswith(
        "helplines.yml:1: nobody has tried the line yet of emergency_911, lifeline_988, maternal_hotline and 9 more; "
    )


def test_a_date_is_too_old_after_half_a_year_and_wrong_before_today(tmp_path: Path) -> None:
    folder = edited(tmp_path, "helplines.yml", (WORDS, WORDS.replace("null", "2026-05-01")))
    assert not [p for p in told(folder, date(2026, 10, 1)) if "poison_help" in p]
    (old,) = [p for p in told(folder, date(2026, 11, 22)) if "poison_help" in p]
    assert "poison_help: a person last tried the line on 2026-05-01, 205 days ago; do so again" in old
    (ahead,) = [p for p in told(folder, date(2026, 4, 1)) if "poison_help" in p]
    assert "which is still to come" in ahead
