from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks

Calls = list[tuple[str, list[str]]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """The parts run, with their arguments; none does anything."""
    found: Calls = []
    for part, module in benchmarks.PARTS.items():
        monkeypatch.setattr(import_module(module), "main", lambda argv, part=part: found.append((part, argv)))
    monkeypatch.setattr(benchmarks, "train", lambda root, if_needed: found.append(("train", [str(if_needed)])))
    return found


def test_all_parts_run_in_order_when_none_is_named(calls: Calls) -> None:
    benchmarks.main([])
    assert [part for part, _ in calls] == ["train", "understanding", "peers", "public", "cost", "growth"]


def test_only_the_parts_named_run_with_what_concerns_them(calls: Calls, tmp_path: Path) -> None:
    benchmarks.main(["growth", "public", "--datasets", str(tmp_path), "--without-stock"])
    assert calls == [
        ("public", ["--datasets", str(tmp_path), "--without-stock"]),
        ("growth", ["--datasets", str(tmp_path)]),
    ]


def test_an_unknown_part_is_named_with_those_that_there_are(calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        benchmarks.main(["publik"])
    said = capsys.readouterr().err
    assert "'publik'" in said
    assert "understanding, peers, public, cost, growth" in said
    assert calls == []
