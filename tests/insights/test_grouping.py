"""Questions of one meaning come together, whatever their words; the label is one of them."""

from __future__ import annotations

from typing import Any

import pytest

from insights import grouping
from insights.grouping import Group, distinct, grouped
from insights.meaning import Meaning
from insights.quoting import Quote
from insights.wrong_turns import _same
from stores.exchanges import Message, exchanges
from tests.insights.telling import refused

FOSTER = [
    "how do i become a foster parent",
    "what does it take to foster a child",
    "steps to get licensed for foster care",
]
NARCAN = ["where can we get free narcan", "who hands out narcan kits for free"]
POTTY = ["fastest way to potty train"]


def quote(text: str, conversation: str = "c", **more: Any) -> Quote:
    events = refused(text, **more)
    (one,) = exchanges(conversation, [Message(n, e["event"], e["timestamp"], e) for n, e in enumerate(events, 1)])
    return Quote(one)


def groups_of(meaning: Meaning, quotes: list[Quote]) -> list[Group]:
    return grouped(distinct(quotes), meaning)


def test_questions_of_one_meaning_are_one_group_and_the_one_most_people_asked_comes_first(meaning: Meaning) -> None:
    texts = [*POTTY, *NARCAN, *FOSTER]
    found = groups_of(meaning, [quote(text, f"c{n}") for n, text in enumerate(texts)])

    assert [sorted(q.text for q in group.questions) for group in found] == [sorted(FOSTER), sorted(NARCAN), POTTY]
    assert [(group.number, group.people, group.asked) for group in found] == [(1, 3, 3), (2, 2, 2), (3, 1, 1)]
    assert all(group.label in [q.text for q in group.questions] for group in found)
    assert "narcan" in found[1].key_words


def test_the_same_words_are_one_question_and_one_person_is_one_conversation(meaning: Meaning) -> None:
    (group,) = groups_of(meaning, [quote("Potty training?"), quote("potty  training!"), quote("potty training", "d")])
    assert (len(group.questions), group.asked, group.people) == (1, 3, 2)


@pytest.mark.parametrize(("share", "how_near"), [(0.4, "near"), (0.1, "not very near"), (0.01, "far")])
def test_the_nearest_fact_is_named_and_how_near_it_is(meaning: Meaning, share: float, how_near: str) -> None:
    (group,) = groups_of(meaning, [quote("x y", facts=[["ask_toxic_stress", share], ["ask_imh_definition", 0.005]])])
    assert (group.nearest, group.how_near) == ("toxic_stress", how_near)


def test_nothing_makes_no_group_and_strange_texts_break_none(meaning: Meaning) -> None:
    assert groups_of(meaning, []) == []
    strange = ["", "the of and", "🙂🙂", "<script>", "x" * 4000, "\u202e\u200b", "¿?"]
    assert sum(len(group.questions) for group in groups_of(meaning, [quote(text) for text in strange])) == len(strange)


def test_of_too_many_questions_the_most_asked_and_newest_are_grouped(
    meaning: Meaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "QUESTIONS_MOST", 2)
    quotes = [quote("old one", at=1.0), quote("new one", at=9.0), quote("twice asked"), quote("twice asked")]
    assert {q.text for group in groups_of(meaning, quotes) for q in group.questions} == {"twice asked", "new one"}


def test_a_question_said_again_in_other_words_is_told_from_another_question(meaning: Meaning) -> None:
    again = (quote("what does toxic stress do to the brain"), quote("how does toxic stress hurt a brain"))
    another = (quote("what does toxic stress do to the brain"), quote("who is on your board"))
    assert _same([again, another], meaning) == [again]
