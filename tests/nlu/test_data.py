from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from faq.knowledge import load
from ops import generate
from ops.checks import training_data
from ops.checks.near_duplicates import near_duplicates
from ops.checks.training_data import FACT_WELL, Question, measured_on, training

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def taught() -> list[Question]:
    """What the bot is trained on."""
    return training(ROOT)


@pytest.fixture(scope="module")
def measured() -> list[Question]:
    """What the bot is measured on."""
    return measured_on(ROOT)


def test_the_questions_are_as_many_as_were_asked_for(taught: list[Question]) -> None:
    counts = Counter(intent for q in taught for intent in q.intents)
    files = Counter(Path(q.file).stem for q in taught)
    facts = {f: counts[f"ask_{f}"] for f in load(ROOT / "knowledge").facts}
    kinds = Counter(intent.split("_")[0] for q in taught for intent in q.intents)

    assert len(facts) == 27
    assert {f: n for f, n in facts.items() if n < 120} == {}
    assert kinds["oos"] >= 1500
    assert (files["out_of_scope_near"] + files["out_of_scope_traps"]) >= 2 * files["out_of_scope_far"]
    assert kinds["advice"] >= 400
    assert kinds["crisis"] >= 600
    assert files["crisis_veiled"] >= files["crisis_direct"]
    assert files["lookalikes"] >= 600
    assert kinds["smalltalk"] >= 300


def test_the_messages_measured_on_are_at_least_a_quarter_as_many_as_asked_for(measured: list[Question]) -> None:
    asked_for = 27 * 120 + 1500 + 400 + 600 + 600 + 300
    assert len(measured) >= asked_for / 4


def test_what_is_measured_on_is_never_trained_on(taught: list[Question], measured: list[Question]) -> None:
    assert {q.key for q in taught} & {q.key for q in measured} == set()
    pairs = near_duplicates([q.text for q in taught], [q.text for q in measured])
    assert [(taught[i].text, measured[j].text) for i, j in pairs] == []


def test_no_question_stands_twice_or_under_two_intents(taught: list[Question]) -> None:
    assert [key for key, n in Counter(q.key for q in taught).items() if n > 1] == []


def test_the_data_and_the_domain_name_the_same_intents(taught: list[Question], measured: list[Question]) -> None:
    domain = set(generate.intents(list(load(ROOT / "knowledge").facts)))
    assert {i for q in taught for i in q.intents} == domain
    assert {i for q in measured for i in q.intents} <= domain


def test_no_question_is_longer_than_a_message_may_be_or_holds_markup_of_rasa(taught: list[Question]) -> None:
    for q in taught:
        assert len(q.text) <= 4000
        assert "](" not in q.text, f"{q.file}:{q.line} would be read as an entity"
        assert not q.text.startswith("/"), f"{q.file}:{q.line} would be read as a command"


def project(folder: Path, **files: str) -> Path:
    """A folder with questions of our own; a key's __ is a slash, its last _ the suffix."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yml", ".yml").replace("_tsv", ".tsv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")
    return folder


ENOUGH = "".join(f"      - question number {n}\n" for n in range(FACT_WELL))
HEAD = 'version: "3.1"\n\nnlu:\n  - intent: ask_age_range\n    examples: |\n'


def told(root: Path) -> list[str]:
    return [
        str(p)
        for p in training_data.problems(root, ["ask_age_range", "smalltalk_bot"])
        if "questions, at least" not in p.message
    ]


def test_a_question_keeps_its_line(tmp_path: Path) -> None:
    root = project(tmp_path, data__nlu__facts__ages_yml=f"# a comment\n{HEAD}      - one\n\n      - two - three\n")
    assert training(root) == [
        Question("one", ("ask_age_range",), "data/nlu/facts/ages.yml", 7),
        Question("two - three", ("ask_age_range",), "data/nlu/facts/ages.yml", 9),
    ]


def test_a_question_written_twice_is_told_with_both_places_whatever_its_case(tmp_path: Path) -> None:
    root = project(tmp_path, data__nlu__a_yml=f"{HEAD}{ENOUGH}      - Question, number 3?\n")
    assert told(root) == [
        "data/nlu/a.yml:46: ask_age_range: 'Question, number 3?' stands twice (data/nlu/a.yml:9); remove one"
    ]


def test_a_question_under_two_intents_is_told(tmp_path: Path) -> None:
    other = "  - intent: smalltalk_bot\n    examples: |\n      - question number 1\n"
    assert told(project(tmp_path, data__nlu__a_yml=f"{HEAD}{ENOUGH}{other}")) == [
        "data/nlu/a.yml:48: smalltalk_bot: 'question number 1' stands under ask_age_range too (data/nlu/a.yml:7); remove one"
    ]


def test_a_name_that_the_domain_does_not_know_is_told(tmp_path: Path) -> None:
    root = project(tmp_path, data__nlu__a_yml=HEAD.replace("ask_age_range", "ask_agerange") + "      - how old\n")
    assert [
        m
        for m in told(root)
        if m.startswith("data/nlu/a.yml:6: ask_agerange: the intent of 'how old' is not in domain.yml")
    ]


def test_a_development_message_that_is_trained_on_is_told(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        data__nlu__a_yml=f"{HEAD}{ENOUGH}",
        tests__nlu__development__d1_tsv="ask_age_range\tplain\tsomething else\nask_age_range\tplain\tQuestion number 2!\n",
    )
    assert told(root) == [
        "data/nlu/a.yml:8: ask_age_range: 'Question number 2!' is measured on at tests/nlu/development/d1.tsv:2; remove it here"
    ]


def test_a_question_nearly_the_same_as_a_development_message_is_told(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        data__nlu__a_yml=f"{HEAD}{ENOUGH}      - how many years count for the little ones\n",
        tests__nlu__held_out__h1_tsv="ask_age_range\tplain\thow many years count for all the little ones?\n",
    )
    assert told(root) == [
        "data/nlu/a.yml:46: ask_age_range: 'how many years count for the little ones' is nearly 'how many years count for all the little ones?', measured on at tests/nlu/held_out/h1.tsv:1; remove it here"
    ]


def test_a_question_for_two_facts_counts_for_both(tmp_path: Path) -> None:
    two = "    examples:\n      - text: how old, and who are you\n        metadata: {also: smalltalk_bot}\n"
    root = project(tmp_path, data__nlu__a_yml=f"{HEAD.rpartition('    examples')[0]}{two}")
    assert training(root) == [
        Question("how old, and who are you", ("ask_age_range", "smalltalk_bot"), "data/nlu/a.yml", 6)
    ]


def test_too_few_questions_are_told_with_how_many_there_are(tmp_path: Path) -> None:
    root = project(tmp_path, data__nlu__a_yml=f"{HEAD}      - how old\n")
    messages = [str(p) for p in training_data.problems(root, ["ask_age_range"])]
    assert (
        "data/nlu:1: ask_age_range: has 1 questions, at least 10 are needed; write more into data/nlu/facts/age_range.yml"
        in messages
    )
    assert "data/nlu:1: crisis: has 0 questions, at least 120 are needed; write more" in messages
