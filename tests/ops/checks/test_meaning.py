from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from ops.checks import meaning
from ops.checks.training_data import Question


def question(text: str, intent: str, line: int = 1) -> Question:
    return Question(text, (intent,), "data/nlu/x.yml", line)


def at(*degrees: float) -> np.ndarray:
    """Unit vectors on a circle."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def told(monkeypatch: pytest.MonkeyPatch, questions: Sequence[Question], known: np.ndarray) -> list[str]:
    monkeypatch.setattr(meaning, "vectors", lambda asked, models: known)
    warnings, remark = meaning.look(questions, Path("models"))
    assert remark == ""
    return [str(w) for w in warnings]


def test_a_question_nearer_to_another_fact_than_to_its_own_is_told_with_both(monkeypatch: pytest.MonkeyPatch) -> None:
    one = [question("one a", "ask_one"), question("one b", "ask_one"), question("lost", "ask_one", 7)]
    two = [question(f"two {n}", "ask_two") for n in "abcd"]
    assert told(monkeypatch, [*one, *two], at(0, 40, 100, 118, 142, 200, 260)) == [
        "data/nlu/x.yml:7: ask_one: 'lost' is closer to 'two a' (ask_two) than to any other question of its own; reword it, or move it there"
    ]


def test_two_requests_that_are_both_refused_may_be_near(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [question("a", "oos_other"), question("b", "oos_other"), question("c", "oos_careers")]
    assert told(monkeypatch, questions, at(0, 80, 81)) == []


def test_a_question_that_asks_for_both_facts_is_near_to_both(monkeypatch: pytest.MonkeyPatch) -> None:
    both = Question("both", ("ask_one", "ask_two"), "data/nlu/x.yml", 1)
    questions = [question("one", "ask_one"), both, question("two", "ask_two"), question("second", "ask_two")]
    assert told(monkeypatch, questions, at(0, 81, 82, 120)) == []


def test_a_fact_whose_questions_are_all_alike_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [question(f"what is the {n} program", "ask_one") for n in ("home", "city", "county")]
    (warning,) = told(monkeypatch, questions, at(0, 5, 9))
    assert warning.startswith(
        "data/nlu:1: ask_one: 100% of its questions say nearly the same as another one, such as 'what is the c"
    )


def test_without_a_model_it_is_said_that_nothing_was_compared(tmp_path: Path) -> None:
    assert meaning.look([question("one", "ask_one")], tmp_path) == (
        [],
        "the meaning of questions was not compared: there is no trained model yet; run make train",
    )
