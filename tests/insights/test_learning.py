"""`make learn`: chosen questions go into the training data for review, after a yes; some must not be learned."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import yaml

from insights import kept_report, learn, review_file
from insights.fitness import refusals
from insights.review_file import Addition, ReviewError
from ops.checks.training_data import training
from ops.plain_errors import PlainError
from tests.http.product import REPOSITORY

QUESTIONS = [
    "can stress in the womb be measured with a blood test",
    "call me back at [phone number] about the stress test",
    "what is toxic stress exactly and where is it from",
    "who was that expert lady from the evening news on stress",
    "does the county lab measure a baby's stress hormones",
    "does the county lab measure a babys stress hormones",
    "he hits me and the baby every night",
    "see [the page](http://x) on stress hormones now",
    "stress",
    "x" * 400,
]
TAUGHT, MEASURED = (
    "what is toxic stress exactly and where is it from?",
    "who was that expert lady from the evening news on stress",
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a report and little training data."""
    shutil.copytree(REPOSITORY / "knowledge", tmp_path / "knowledge")
    facts = tmp_path / "data" / "nlu" / "facts"
    facts.mkdir(parents=True)
    (facts / "toxic_stress.yml").write_text(
        f'version: "3.1"\n\nnlu:\n  - intent: ask_toxic_stress\n    examples: |\n      - {TAUGHT}\n', "utf-8"
    )
    development = tmp_path / "tests" / "nlu" / "development"
    development.mkdir(parents=True)
    (development / "d1.tsv").write_text(f"oos_other\tfar\t{MEASURED} please\n", "utf-8")
    listed = "".join(f'<li value="{n}"><q>{text}</q></li>' for n, text in enumerate(QUESTIONS, 1))
    report = f'<section><ol><li data-group="3" data-nearest="toxic_stress"><ol>{listed}</ol></li></ol></section><q>not this</q>'
    kept_report.write(report, tmp_path / kept_report.PLACE)
    monkeypatch.setenv("FAQ_ROOT", str(tmp_path))
    monkeypatch.setenv("FAQ_SECRET", "made up for the tests, and long enough to sign a token")
    return tmp_path


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)


def nobody(question: str) -> str:
    raise AssertionError("nobody is to be asked")


def learned(root: Path) -> list[tuple[str, str]]:
    return [(q.text, q.intents[0]) for q in training(root) if "for_review" in q.file]


def test_a_group_is_shown_with_what_to_type_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert learn.main(["--group", "3"], nobody) == 0
    told = capsys.readouterr().out

    assert f"  1. {QUESTIONS[0]}" in told
    assert "The nearest fact: toxic_stress (Toxic stress)." in told
    assert "make learn GROUP=3 INTENT=toxic_stress" in told
    assert "  age_range " in told, "every fact is listed with its title"
    assert "not this" not in told
    assert learned(root) == []


def test_each_question_that_must_not_be_learned_is_left_out_with_its_reason(root: Path) -> None:
    reasons = refusals(QUESTIONS, root)
    for reason, told in zip(
        reasons,
        [
            "", "personal detail", "is taught already (data/nlu/facts/toxic_stress.yml:6, ask_toxic_stress)",
            "is nearly one that is kept apart to test the bot", "", "stands twice", "danger", "characters", "no question", "too long",
        ],
        strict=True,
    ):  # fmt: skip
        assert told in reason
        assert bool(told) == bool(reason)


def test_what_was_chosen_is_written_for_review_after_a_yes(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal(monkeypatch)
    assert learn.main(["--group", "3", "--intent", "toxic_stress", "--questions", "1-3 5"], lambda _: "yes") == 0

    assert learned(root) == [(QUESTIONS[0], "ask_toxic_stress"), (QUESTIONS[4], "ask_toxic_stress")]
    assert "# For review: 2 questions of group 3 of the report made on " in (root / review_file.PLACE).read_text(
        "utf-8"
    )
    told = capsys.readouterr().out
    assert "left out: it holds a personal detail" in told
    assert "make learn UNDO=1" in told


@pytest.mark.parametrize("answer", ["", "no", "n", "maybe"])
def test_without_a_yes_nothing_is_written(root: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    at_a_terminal(monkeypatch)
    assert learn.main(["--group", "3", "--intent", "none"], lambda _: answer) == 0
    assert learned(root) == []


def test_nobody_at_the_terminal_is_no_yes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert learn.main(["--group", "3", "--intent", "none"], nobody) == 0
    assert learned(root) == []


def test_one_step_after_the_other_is_added_and_the_last_one_is_taken_back(root: Path) -> None:
    assert learn.main(["--group", "3", "--intent", "none", "--questions", "1", "--yes"], nobody) == 0
    assert learn.main(["--group", "3", "--intent", "oos_services", "--questions", "5", "--yes"], nobody) == 0
    assert [intent for _, intent in learned(root)] == ["oos_other", "oos_services"]

    assert learn.main(["--undo"], nobody) == 0
    assert [intent for _, intent in learned(root)] == ["oos_other"]
    with pytest.raises(PlainError, match="no step to take back"):
        learn.main(["--undo"], nobody)


def test_the_first_step_taken_back_leaves_no_file_and_a_file_that_was_edited_is_left_alone(root: Path) -> None:
    again = ["--group", "3", "--intent", "none", "--questions", "1", "--yes"]
    learn.main(again, nobody)
    learn.main(["--undo"], nobody)
    assert not (root / review_file.PLACE).exists()
    learn.main(again, nobody)
    with (root / review_file.PLACE).open("a") as file:
        file.write("      - one more by hand\n")
    with pytest.raises(PlainError, match="was changed since"):
        learn.main(["--undo"], nobody)
    assert len(learned(root)) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "No group was named; the report has the groups 3"),
        (["--group", "4"], "GROUP is '4'"),
        (["--group", "x"], "GROUP is 'x'"),
        (["--group", "3", "--intent", "stress"], "INTENT is 'stress'; write 'none', a fact"),
        (["--group", "3", "--intent", "crisis_self_harm"], "INTENT is 'crisis_self_harm'"),
        (["--group", "3", "--intent", "none", "--questions", "0"], "QUESTIONS is '0'; write numbers from 1 to 10"),
        (["--group", "3", "--intent", "none", "--questions", "2-99"], "QUESTIONS is '2-99'"),
        (["--group", "3", "--intent", "none", "--questions", "2"], "None of them can be taught"),
        (["--report", "nowhere.html", "--group", "3"], "There is no report at nowhere.html; run `make report` first"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence_and_writes_nothing(
    root: Path, arguments: list[str], told: str
) -> None:
    with pytest.raises(PlainError) as refused:
        learn.main([*arguments, "--yes"], nobody)
    assert told in str(refused.value)
    assert learned(root) == []


def test_every_intent_of_the_domain_can_be_named_but_danger() -> None:
    domain = yaml.safe_load((REPOSITORY / "domain.yml").read_text("utf-8"))["intents"]
    knowledge = learn.load(REPOSITORY / "knowledge")
    for intent in domain:
        if intent.startswith("crisis_"):
            with pytest.raises(PlainError):
                learn._intent(intent, knowledge)
        else:
            assert learn._intent(intent, knowledge) == intent


def test_words_that_yaml_would_read_otherwise_come_back_as_they_were(root: Path) -> None:
    odd = ["- a list: really? {yes} & *no* # or", "'quoted' \"twice\": yes", "tab and | pipe > fold", "¿qué? 🙂 naïve"]
    review_file.add(root, Addition("oos_other", odd, "x"))
    assert [text for text, _ in learned(root)] == odd


def test_a_file_of_another_form_is_not_touched(root: Path) -> None:
    path = root / review_file.PLACE
    path.write_text("nlu: []\n", "utf-8")
    with pytest.raises(ReviewError, match="cannot be added to"):
        review_file.add(root, Addition("oos_other", ["one two"], "x"))
    assert path.read_text("utf-8") == "nlu: []\n"
