"""Conversations are deleted after the days that are set, whole turns at a time, by one process and not by each."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from stores import outbox
from stores.conversations import Conversations
from stores.database import ended, engine_for, handled
from stores.keeping import DAY, SWEEP_SECONDS, Keeping

DAYS = 30
NOW = 1000 * DAY
YOUNG, OLD = NOW - 29 * DAY, NOW - 31 * DAY


@pytest.fixture
def engine(url: str) -> Engine:
    return engine_for(url)


def turn(at: float, words: str = "hello") -> list[dict[str, Any]]:
    """A turn as Rasa stores it, four seconds long."""
    return [
        {"event": "user", "text": words, "timestamp": at},
        {"event": "action", "name": "utter_reply", "timestamp": at + 1},
        {"event": "bot", "text": "an answer", "timestamp": at + 2},
        {"event": "action", "name": "action_listen", "timestamp": at + 4},
    ]


def test_a_conversation_that_is_over_for_longer_is_deleted_with_its_feedback_and_a_younger_one_stays(
    engine: Engine,
) -> None:
    conversations = Conversations(engine)
    for name, at in (("old", OLD), ("young", YOUNG)):
        conversations.append(name, turn(at))
        assert conversations.give_feedback(name, 2, True, "fine", at + 9)

    assert Keeping(engine, DAYS).sweep(NOW) == 1
    assert conversations.ids() == ["young"]
    assert [event.seq for event in conversations.messages("young")] == [1, 2]
    with engine.connect() as connection:
        assert [row[0] for row in connection.execute(sa.text("select sender_id from feedback"))] == ["young"]


def test_of_a_conversation_that_goes_on_the_old_turns_are_deleted_and_the_numbers_go_on(engine: Engine) -> None:
    conversations = Conversations(engine)
    conversations.append("c", [*turn(OLD), *turn(OLD + 60), *turn(YOUNG, "young")])
    Keeping(engine, DAYS).sweep(NOW)

    assert [event.data.get("text") for event in conversations.messages("c")] == ["young", "an answer"]
    assert [event.seq for event in conversations.messages("c")] == [5, 6]
    conversations.append("c", turn(NOW))
    assert [event.seq for event in conversations.messages("c")] == [5, 6, 7, 8]


@pytest.mark.parametrize("into", [0.5, 1.5, 3.0])
def test_a_turn_that_the_time_cuts_in_two_is_never_left_in_halves_that_begin_with_an_answer(
    engine: Engine, into: float
) -> None:
    conversations = Conversations(engine)
    conversations.append("c", [*turn(OLD), *turn(OLD + 100)])
    Keeping(engine, DAYS).delete_before(OLD + into)

    assert next(event.type_name for event in conversations.all_events("c")) == "user"
    assert len(conversations.messages("c")) == 4


def test_the_beginning_of_a_session_keeps_no_older_turn(engine: Engine) -> None:
    conversations = Conversations(engine)
    began = [
        {"event": "action", "name": "action_session_start", "timestamp": YOUNG},
        {"event": "session_started", "timestamp": YOUNG},
    ]
    conversations.append("c", [*turn(OLD), *began, *turn(YOUNG, "young")])
    Keeping(engine, DAYS).sweep(NOW)

    assert [event.type_name for event in conversations.all_events("c")][:3] == ["action", "session_started", "user"]
    assert [event.data.get("text") for event in conversations.messages("c")] == ["young", "an answer"]


def test_what_is_exactly_as_old_as_allowed_stays(engine: Engine) -> None:
    conversations = Conversations(engine)
    conversations.append("c", turn(NOW - DAYS * DAY))
    assert Keeping(engine, DAYS).sweep(NOW) == 0
    assert len(conversations.messages("c")) == 2


def test_hashes_that_are_needed_no_longer_are_deleted_too(engine: Engine) -> None:
    conversations = Conversations(engine)
    conversations.end("expired", NOW - 1)
    conversations.end("open", NOW + 1)
    with engine.begin() as connection:
        connection.execute(handled.insert(), [{"key": "old", "at": NOW - 5 * DAY}, {"key": "young", "at": NOW - DAY}])
    Keeping(engine, DAYS).sweep(NOW)

    with engine.connect() as connection:
        assert [row[0] for row in connection.execute(sa.select(ended.c.key))] == ["open"]
        assert [row[0] for row in connection.execute(sa.select(handled.c.key))] == ["young"]


def test_of_many_processes_one_sweeps_and_another_when_it_is_due_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/conversations.sqlite"
    keepers = [Keeping(engine_for(f"{url}?timeout={30 + number}"), DAYS) for number in range(5)]
    for now in (NOW, NOW + SWEEP_SECONDS + 1):
        with ThreadPoolExecutor(len(keepers)) as processes:
            claims = list(processes.map(Keeping._claims, keepers, [now] * len(keepers)))
        assert claims.count(True) == 1
    assert not keepers[0]._claims(NOW + SWEEP_SECONDS + 60)


def test_a_clock_that_is_set_back_does_not_end_the_sweeping(engine: Engine) -> None:
    keeping = Keeping(engine, DAYS)
    assert keeping._claims(NOW + 400 * DAY)
    assert keeping._claims(NOW)


def test_a_message_that_comes_during_the_sweep_is_kept(engine: Engine) -> None:
    conversations = Conversations(engine)
    for number in range(60):
        conversations.append(f"c{number}", turn(OLD))
    writing = threading.Thread(
        target=lambda: [conversations.append(f"c{n}", turn(NOW, "new")) for n in range(0, 60, 5)]
    )
    writing.start()
    Keeping(engine, DAYS).delete_before(NOW - DAYS * DAY)
    writing.join()

    kept = {name: [event.data.get("text") for event in conversations.messages(name)] for name in conversations.ids()}
    assert set(kept) == {f"c{number}" for number in range(0, 60, 5)}
    assert all(texts[-2:] == ["new", "an answer"] for texts in kept.values())


def test_events_that_wait_for_rabbitmq_are_kept_no_longer_than_the_conversations(engine: Engine) -> None:
    with engine.begin() as connection:
        outbox.post(connection, "c", ["old"], OLD)
        outbox.post(connection, "c", ["young"], YOUNG)
    Keeping(engine, DAYS).sweep(NOW)

    with outbox.Outbox(engine).taken(9) as letters:
        assert [letter.data for letter in letters] == ["young"]
