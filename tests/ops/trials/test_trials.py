"""`make test-all`: which questions are asked, what counts as right, what changed, and how runs are kept."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from faq.reply import Kind, Reply
from ops.plain_errors import PlainError
from ops.trials import keeping
from ops.trials.comparing import by_topic, compare, kinds_of_error, scores, wrong
from ops.trials.outcomes import RIGHT, outcome
from ops.trials.questions import DEVELOPMENT, TRAINING, Asked, part_of, questions
from tests.ops.trials.making import asked, reply, result, run

ROOT = Path(__file__).resolve().parents[3]
CRISIS = ("crisis_self_harm",)


@pytest.fixture(scope="module")
def everything() -> list[Asked]:
    return questions(ROOT, "all")


def test_a_part_is_a_group_or_one_fact_and_the_held_out_set_is_never_read(everything: list[Asked]) -> None:
    assert {TRAINING, DEVELOPMENT} == {q.group for q in everything}
    assert everything == [*part_of(everything, "training"), *part_of(everything, "dev")]
    assert questions(ROOT, "dev") == part_of(everything, "dev")
    assert not [q for q in everything if "held_out" in q.file]
    assert part_of(everything, "help_courts") == [q for q in everything if "ask_help_courts" in q.intents]
    assert {"crisis_overdose"} == {q.intents[0] for q in part_of(everything, "crisis_overdose")}
    assert {True, False} == {q.veiled for q in everything if q.intents[0].startswith("crisis_")}


def test_a_part_that_is_not_there_is_refused_with_what_there_is(everything: list[Asked]) -> None:
    with pytest.raises(PlainError, match="PART is 'judges'; write all, training, dev, or the id of a fact"):
        part_of(everything, "judges")


OUTCOMES = [
    (("ask_help_courts",), reply(Kind.ANSWER, "help_courts"), RIGHT),
    (("ask_help_courts",), reply(Kind.ANSWER, "sud_help"), RIGHT),  # answers it equally well
    (("ask_help_courts",), reply(Kind.ANSWER, "age_range"), "wrong fact"),
    (("ask_help_courts",), reply(Kind.ANSWER, "help_courts", "age_range"), "a second fact besides"),
    (("ask_help_courts",), reply(Kind.CLARIFY, "age_range", "help_courts"), "offered among choices"),
    (("ask_help_courts",), reply(Kind.CLARIFY, "age_range"), "not answered"),
    (("ask_help_courts",), reply(Kind.OUT_OF_SCOPE), "not answered"),
    (("ask_help_courts",), reply(Kind.CRISIS), "false alarm"),
    (("ask_help_courts", "ask_age_range"), reply(Kind.ANSWER, "age_range"), "only one of two facts"),
    (("ask_help_courts", "ask_age_range"), reply(Kind.ANSWER, "age_range", "help_courts"), RIGHT),
    (CRISIS, reply(Kind.CRISIS, category="overdose"), RIGHT),
    (CRISIS, reply(Kind.ADVICE), "danger missed"),
    (("oos_other",), reply(Kind.OUT_OF_SCOPE), RIGHT),
    (("oos_other",), reply(Kind.ANSWER, "age_range"), "a fact where none fits"),
    (("oos_other",), reply(Kind.CLARIFY, "age_range"), "choices where none fits"),
    (("advice_legal",), reply(Kind.SMALLTALK), "another kind of reply"),
    (("followup_why",), reply(Kind.ANSWER, "age_range"), RIGHT),
    (("followup_why",), reply(Kind.OUT_OF_SCOPE), "not answered"),
    (("followup_why",), reply(Kind.CRISIS), "false alarm"),
]


@pytest.mark.parametrize(("intents", "given", "name"), OUTCOMES, ids=lambda value: str(value)[:40])
def test_each_reply_is_called_what_it_is(intents: tuple[str, ...], given: Reply, name: str) -> None:
    found = outcome(asked("x", *intents), given)

    assert (name, name == RIGHT) == (found.name, found.cost == 0)


def test_danger_newly_missed_is_the_first_thing_that_got_worse() -> None:
    before = run(
        "a", result("b", Kind.ANSWER, "help_courts"), result("c", Kind.CRISIS, intents=CRISIS),
        result("d", Kind.OUT_OF_SCOPE), result("same", Kind.CLARIFY, "help_courts"), result("old", Kind.ANSWER, "help_courts"),
    )  # fmt: skip
    now = run(
        "b", result("b", Kind.ANSWER, "age_range"), result("c", Kind.ADVICE, intents=CRISIS),
        result("d", Kind.ANSWER, "help_courts"), result("same", Kind.CLARIFY, "help_courts"), result("new", Kind.ANSWER, "help_courts"),
    )  # fmt: skip
    found = compare(before, now)

    assert ["c", "b"] == [c.now.asked.text for c in found.worse]
    assert ["d"] == [c.now.asked.text for c in found.better]
    assert (1, 1, 1) == (found.same, found.new, found.gone)


def test_a_part_compared_with_a_whole_loses_nothing() -> None:
    whole = run("a", result("b", Kind.ANSWER, "help_courts"), result("c", Kind.CRISIS, intents=CRISIS))
    part = run("b", result("b", Kind.ANSWER, "help_courts"), part="help_courts")

    assert (0, 0, ()) == (compare(whole, part).gone, compare(whole, part).new, compare(whole, part).worse)


def test_a_text_that_stands_in_both_groups_is_two_questions() -> None:
    before = run("a", result("b", Kind.ANSWER, "help_courts"), result("b", Kind.OUT_OF_SCOPE, group=TRAINING))
    now = run("b", result("b", Kind.OUT_OF_SCOPE), result("b", Kind.ANSWER, "help_courts", group=TRAINING))

    assert [DEVELOPMENT] == [c.now.asked.group for c in compare(before, now).worse]
    assert [TRAINING] == [c.now.asked.group for c in compare(before, now).better]


def test_scores_compare_the_same_questions_only() -> None:
    before = run("a", result("b", Kind.OUT_OF_SCOPE), result("c", Kind.OUT_OF_SCOPE))
    now = run("b", result("b", Kind.ANSWER, "help_courts"), *(result(t, Kind.ANSWER, "help_courts") for t in "xyz"))
    (score,) = scores(now, before, by_topic(now))

    assert ("ask_help_courts", 4, 4, 1, 0, 1) == (
        score.name, score.asked, score.right, score.both, score.right_before, score.change
    )  # fmt: skip


def test_what_is_wrong_is_ordered_by_what_it_costs() -> None:
    many = [result(f"q{i}", Kind.CLARIFY, "help_courts") for i in range(5)]
    now = run("a", *many, result("c", Kind.ADVICE, intents=CRISIS), result("fine", Kind.ANSWER, "help_courts"))

    assert ["crisis_self_harm", "ask_help_courts"] == list(wrong(now))
    assert [("danger missed", 1), ("offered among choices", 5)] == [row[:2] for row in kinds_of_error(now.outcomes)]


def test_a_kept_run_is_read_back_as_it_was_and_the_newest_is_last(tmp_path: Path) -> None:
    first = run("first", result("b", Kind.CLARIFY, "help_courts", "age_range"))
    keeping.keep(tmp_path, first)
    keeping.keep(tmp_path, replace(first, name="second"))

    assert first == keeping.recall(tmp_path, "first")
    assert ["first", "second"] == keeping.names(tmp_path)


def test_a_run_that_is_missing_broken_or_badly_named_is_refused_in_words(tmp_path: Path) -> None:
    keeping.keep(tmp_path, run("good"))
    broken = tmp_path / keeping.FOLDER / "broken.json.gz"
    broken.write_bytes(gzip.compress(b'{"name": "broken"}'))

    with pytest.raises(PlainError, match="No run is called 'other'; there are: good, broken"):
        keeping.recall(tmp_path, "other")
    with pytest.raises(PlainError, match=r"cannot be read .*; delete it"):
        keeping.recall(tmp_path, "broken")
    for name in ("", "../out", ".hidden", "a b"):
        with pytest.raises(PlainError, match="write letters, digits"):
            keeping.checked_name(name)
