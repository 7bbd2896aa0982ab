"""Stored messages are read back as exchanges: who asked what, how it was answered, and how long it took."""

from __future__ import annotations

from typing import Any

import pytest

from stores.exchanges import Exchanged, Message, exchanges
from tests.insights.telling import NOON, answered, in_danger, refused, replied, said


def read(*events: dict[str, Any], first: int = 1) -> list[Exchanged]:
    messages = [Message(n, e["event"], e["timestamp"], e) for n, e in enumerate(events, first)]
    return list(exchanges("c", messages))


def test_a_question_is_read_with_its_answer_its_nearest_facts_and_its_time() -> None:
    (one,) = read(*answered("what is toxic stress"))

    assert (one.kind, one.facts, one.channel, one.text) == (
        "answer",
        ("toxic_stress",),
        "website",
        "what is toxic stress",
    )
    assert one.nearest == (("toxic_stress", 0.5), ("imh_definition", 0.1))
    assert one.seconds == pytest.approx(0.15)
    assert one.is_first
    assert not one.tells_danger


def test_a_conversation_begins_once_also_behind_a_greeting_and_never_where_its_beginning_was_deleted() -> None:
    turns = [*answered("one"), *answered("two")]
    assert [one.is_first for one in read(*turns)] == [True, False]
    assert [one.is_first for one in read(replied("smalltalk"), *turns)] == [True, False]
    assert [one.is_first for one in read(*turns, first=7)] == [False, False]


def test_the_reply_of_the_shell_is_read_from_the_memory_that_rides_on_it() -> None:
    question, answer = answered("what is toxic stress")
    (one,) = read(question, {**answer, "data": {}})
    assert (one.kind, one.facts) == ("answer", ("toxic_stress",))


def test_danger_is_seen_in_the_message_in_the_reply_and_while_it_is_remembered() -> None:
    for turn in (
        in_danger("x"),
        [said("x", danger="self_harm"), replied("answer", "toxic_stress")],
        [said("x"), replied("crisis")],
        [said("x"), replied("answer", "toxic_stress", danger="self_harm")],
    ):
        assert read(*turn)[0].tells_danger


def test_of_several_replies_help_lines_count_and_the_last_one_ends_the_wait() -> None:
    (one,) = read(said("x"), replied("smalltalk"), replied("crisis", category="overdose", at=NOON + 1))
    assert (one.kind, one.category, one.replies) == ("crisis", "overdose", (2, 3))
    assert one.seconds == pytest.approx(1.15)


def test_a_reply_that_something_failed_has_a_category_of_its_own_and_no_reply_has_no_kind() -> None:
    assert read(*refused("x", category=""))[0].category == "unavailable"
    assert (read(said("x"))[0].kind, read(said("x"))[0].seconds) == ("", None)


@pytest.mark.parametrize("field", ["metadata", "parse_data", "data"])
@pytest.mark.parametrize("value", [None, [], "x", 5])
def test_a_message_of_another_form_is_read_as_far_as_it_goes(field: str, value: object) -> None:
    question, answer = answered("x")
    assert read({**question, field: value}, {**answer, field: value})[0].text == "x"
