"""One run of `make test-all` from question to page, with made-up replies in the place of the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from pathlib import Path

import pytest

from faq.knowledge import Knowledge
from faq.reply import Kind, Reply
from ops.plain_errors import PlainError
from ops.trials import keeping
from ops.trials.command import run_all
from ops.trials.page import PAGE
from ops.trials.questions import Asked
from ops.trials.running import Ask
from tests.ops.trials.making import reply

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 11, 22, 20, 15, 30, tzinfo=timezone.utc)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with our knowledge, three questions of the development set, and no model to speak of."""
    (tmp_path / "knowledge").symlink_to(ROOT / "knowledge")
    for folder in ("models", "data/nlu", "tests/nlu/development"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "models" / "faq.tar.gz").write_bytes(b"a model")
    rows = [
        "ask_help_courts\tplain\ta judge asks",
        "crisis_self_harm\tveiled\ta veiled word",
        "oos_other\tfar\ta far thing",
    ]
    (tmp_path / "tests/nlu/development/d1.tsv").write_text("\n".join(rows) + "\n")
    return tmp_path


def saying(*kinds: Kind) -> Ask:
    """What answers every question with these kinds in turn."""

    def ask(model: Path, knowledge: Knowledge, asked: Sequence[Asked], done: Callable[[int], None]) -> list[Reply]:
        done(len(asked))
        return [reply(k, *(("help_courts",) if k is Kind.ANSWER else ())) for k in kinds]

    return ask


def test_the_second_run_is_compared_with_the_first_and_danger_missed_is_told(root: Path) -> None:
    first = run_all(root, "all", "before", "", AT, saying(Kind.OUT_OF_SCOPE, Kind.CRISIS, Kind.OUT_OF_SCOPE))
    (root / "models" / "faq.tar.gz").write_bytes(b"another model")
    second = run_all(root, "all", "", "", AT, saying(Kind.ANSWER, Kind.SMALLTALK, Kind.OUT_OF_SCOPE))
    page = (root / PAGE).read_text("utf-8")

    assert first[0].startswith("2 of 3 questions are right (")
    assert second[0].endswith("kept as 2026-11-22-201530.")
    assert "Against before: 1 better, 1 worse." == second[1]
    assert ["before", "2026-11-22-201530"] == keeping.names(root)
    assert page.index("a veiled word") < page.index("a judge asks")
    assert "danger missed" in page


def test_a_run_can_be_compared_with_any_kept_one_and_replaced(root: Path) -> None:
    right = saying(Kind.ANSWER, Kind.CRISIS, Kind.OUT_OF_SCOPE)
    for name in ("one", "two", "two"):
        run_all(root, "dev", name, "", AT, right)

    assert "Against one: 0 better, 0 worse." == run_all(root, "dev", "three", "one", AT, right)[1]
    assert {"one", "two", "three"} == set(keeping.names(root))


def test_nothing_is_asked_for_a_name_or_a_run_that_cannot_be(root: Path) -> None:
    def never(*_: object) -> list[Reply]:
        raise AssertionError("the bot was asked")

    for name, against in (("a/b", ""), ("fine", "none")):
        with pytest.raises(PlainError):
            run_all(root, "all", name, against, AT, never)
    assert not (root / PAGE).exists()
