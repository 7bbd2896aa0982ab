"""docs/security.md keeps to what is there: each threat names a test, and each test that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAPER)))
THREATS = [
    line for line in PAPER.partition("\n## Threats\n")[2].partition("\n## ")[0].splitlines() if line.startswith("| ")
][1:]


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_test_that_is_named_exists(path: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE), f"{path} has no {name}"


def test_every_threat_says_who_wants_what_what_stops_it_and_which_test_proves_it() -> None:
    assert len(THREATS) >= 15
    for line in THREATS:
        who, wants, stops, proof = (cell.strip() for cell in line.strip("|").split("|"))
        assert all((who, wants, stops)), line
        assert re.search(r"`tests/[\w/]+\.py::\w+`", proof), line


def test_every_door_of_the_product_is_in_the_list() -> None:
    doors = PAPER.partition("\n## The doors\n")[2].partition("\n## ")[0]

    for door in (
        "/webhooks/website/",
        "/webhooks/telegram/webhook",
        "/webhooks/rest/webhook",
        "action server",
        "PostgreSQL",
    ):
        assert door in doors


def test_nobody_invented_an_address_to_report_to() -> None:
    assert not re.search(r"[\w.]+@[\w-]+\.\w+", PAPER)
