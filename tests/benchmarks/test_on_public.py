from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import on_public
from benchmarks.on_public import figures, threshold
from benchmarks.peers.cache import Labelled, Run
from benchmarks.public_data import OUT, DatasetMissingError, Task, banking, clinc, few
from benchmarks.public_table import write

TASK = Task(
    "tiny",
    Labelled(("a1", "b1"), ("a", "b")),
    Labelled(("a2", "b2", "c2", "d2"), ("a", "b", OUT, OUT)),
    Labelled(("a3", "c3"), ("a", OUT)),
)
RANKINGS = (
    (("a", 0.9), ("b", 0.1)),
    (("a", 0.8), ("b", 0.2)),
    (("a", 0.4), ("b", 0.3)),
    (("b", 0.85), ("a", 0.1)),
    (("a", 0.7), ("b", 0.1)),
    (("b", 0.5), ("a", 0.1)),
)


def test_figures_are_those_counted_by_hand() -> None:
    found = figures(TASK, Run(RANKINGS))
    assert found.accuracy == 0.5  # of two in scope one is right
    assert found.kept_accuracy == 0.5  # the threshold is 0.7
    assert found.refused == 0.5  # 0.4 is refused, 0.85 is not
    assert found.auroc == 0.75  # of four pairs, only 0.8 against 0.85 is the wrong way round
    assert found.accepted == 0.5


def test_without_out_of_scope_texts_only_accuracy_is_told() -> None:
    task = Task("tiny", TASK.train, Labelled(("a2", "b2"), ("a", "b")), Labelled((), ()))
    found = figures(task, Run(RANKINGS[:2]))
    assert (found.accuracy, found.auroc, found.refused) == (0.5, None, None)


def test_the_threshold_is_the_one_that_tells_the_tuning_texts_apart() -> None:
    tuning = Labelled(("a", "b", "c"), ("a", OUT, "c"))
    assert threshold([("a", 0.6), ("a", 0.5), ("c", 0.7)], tuning) == 0.6


def test_few_examples_are_as_many_as_asked_and_the_same_for_the_same_seed() -> None:
    data = Labelled(tuple(f"t{i}" for i in range(40)), tuple("ab"[i % 2] for i in range(40)))
    drawn = few(data, 5, 0)
    assert [drawn.labels.count(label) for label in "ab"] == [5, 5]
    assert few(data, 5, 0) == drawn != few(data, 5, 1)
    assert set(zip(drawn.texts, drawn.labels, strict=True)) <= set(zip(data.texts, data.labels, strict=True))


def test_both_data_sets_are_read_with_their_labels(tmp_path: Path) -> None:
    rows = 'text,category\n"late, again",card_late\nwhere is it,card_late\n'
    (tmp_path / "banking77_train.csv").write_text(rows)
    (tmp_path / "banking77_test.csv").write_text("text,category\nlost,card_lost\n")
    parts = {
        name: [[f"{name} text", "x" if "oos" not in name else OUT]]
        for name in ("train", "val", "test", "oos_train", "oos_val", "oos_test")
    }
    (tmp_path / "clinc150_full.json").write_text(json.dumps(parts))
    assert banking(tmp_path, None, 0).train == Labelled(("late, again", "where is it"), ("card_late", "card_late"))
    assert banking(tmp_path, 1, 0).test.labels == ("card_lost",)
    task = clinc(tmp_path)
    assert (task.train.labels, task.test.labels, task.tuning.labels) == (("x",), ("x", OUT), ("x", OUT))


def test_missing_data_are_said_and_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DatasetMissingError, match=r"banking77_train\.csv is not in"):
        banking(tmp_path, 5, 0)
    on_public.main(["--datasets", str(tmp_path)])
    said = capsys.readouterr().err
    assert "banking77_train.csv is not in" in said
    assert "--datasets" in said


def test_the_table_says_what_was_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.public_table.RESULT", tmp_path / "public.md")
    found = {("tiny", "ours"): [figures(TASK, Run(RANKINGS))] * 2}
    text = write(found, ["tiny"], ["ours", "stock"])
    assert "| ours | 50.0 (50.0-50.0) |" in text
    assert "| stock | not run |" in text
    assert (tmp_path / "public.md").read_text() == text
