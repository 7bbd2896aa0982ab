"""What is quoted: questions without an answer and wrong turns; and never a word from where danger was told."""

from __future__ import annotations

from typing import Any

import pytest

from insights.period import period_of
from insights.quoting import Quotes
from insights.reading import Opinion
from stores.exchanges import Message, exchanges
from tests.insights.telling import NOON, answered, in_danger, refused, replied, said

PERIOD = period_of("2026-10-26", "2026-10-26", "", NOON)
DAY = 86_400


def quoted(*turns: list[dict[str, Any]], opinions: dict[int, Opinion] | None = None) -> Quotes:
    events = [event for turn in turns for event in turn]
    messages = [Message(n, e["event"], e["timestamp"], e) for n, e in enumerate(events, 1)]
    quotes = Quotes(PERIOD)
    quotes.take(list(exchanges("c", messages)), {("c", seq): one for seq, one in (opinions or {}).items()})
    return quotes


def offered(text: str) -> list[dict[str, Any]]:
    return [said(text), replied("clarify", "toxic_stress", "imh_definition")]


def declined() -> list[dict[str, Any]]:
    return [said("None of these", choice="x"), replied("smalltalk", category="declined")]


def everything(quotes: Quotes) -> list[object]:
    return [*quotes.unanswered, *quotes.declined, *quotes.said_again, *quotes.rated]


def test_a_refused_question_and_one_whose_choices_were_declined_are_unanswered() -> None:
    quotes = quoted(refused("daycare near me"), offered("stress thing"), declined(), answered("what is toxic stress"))

    assert [quote.told.text for quote in quotes.unanswered] == ["daycare near me", "stress thing"]
    assert [quote.told.text for quote in quotes.declined] == ["stress thing"]


@pytest.mark.parametrize("category", ["", "unreadable", "steering", "language"])
def test_what_was_no_question_is_not_among_the_unanswered(category: str) -> None:
    assert everything(quoted(refused("asdf", category))) == []


def test_questions_right_after_an_answer_are_compared_with_it_and_taps_and_later_ones_are_not() -> None:
    again = quoted(answered("what is stress"), answered("toxic stress, what is it", at=NOON + 60))
    assert [(a.told.text, b.told.text) for a, b in again.said_again] == [("what is stress", "toxic stress, what is it")]
    assert quoted(answered("one"), answered("two", at=NOON + 301)).said_again == []
    assert quoted(answered("one"), answered("two", at=NOON + 9, choice="x")).said_again == []


def test_a_thumb_is_kept_with_its_question_and_comment() -> None:
    quotes = quoted(answered("one"), answered("two"), opinions={4: Opinion(False, "no use")})
    assert [(quote.told.text, quote.opinion) for quote in quotes.rated] == [("two", Opinion(False, "no use"))]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_nothing_is_quoted_from_a_conversation_in_which_danger_was_told_before_or_after(place: int) -> None:
    turns = [refused("one"), answered("two")]
    turns.insert(place, in_danger("three"))
    quotes = quoted(*turns, opinions={2: Opinion(False, "a"), 4: Opinion(True, "b"), 6: Opinion(True, "c")})

    assert everything(quotes) == []
    assert quotes.held_back == 1


def test_danger_on_the_day_before_holds_back_what_is_in_the_period() -> None:
    assert everything(quoted(in_danger("one", at=NOON - DAY), refused("two"))) == []


@pytest.mark.parametrize(
    "turn", [refused("i might not be here tomorrow", crisis=0.2), refused("i want to kill myself tonight")]
)
def test_what_sounds_of_danger_although_it_was_let_pass_is_held_back(turn: list[dict[str, Any]]) -> None:
    quotes = quoted(turn)
    assert (everything(quotes), quotes.held_back) == ([], 1)


def test_what_is_outside_the_period_is_not_quoted() -> None:
    assert everything(quoted(refused("one", at=NOON - DAY), refused("two", at=NOON + DAY))) == []
