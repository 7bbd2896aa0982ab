"""An acknowledged event is on the disk until it is answered, whatever happens to the process that acknowledged it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from stores import circuit as circuits
from stores import database
from stores.circuit import Circuit
from stores.conversations import Conversations
from stores.inbox import LEASE_SECONDS, Inbox, Taken
from stores.steady_inbox import SteadyInbox
from tests.http.product import until

EVENT = Taken("k" * 64, "telegram-a", "telegram", "sealed")


def waiting(url: str) -> list[str]:
    with database.engine_for(url).connect() as connection:
        return [row.key for row in connection.execute(sa.select(database.inbox))]


def test_an_event_is_taken_in_hand_by_one_of_many(url: str) -> None:
    inbox = Inbox(database.engine_for(url))
    with ThreadPoolExecutor(12) as pool:
        taken = list(pool.map(lambda _: inbox.take(EVENT, 1.0, 1.0), range(24)))

    assert 1 == sum(taken)


def test_an_answered_event_is_gone_and_is_not_taken_again(url: str) -> None:
    inbox = Inbox(database.engine_for(url))
    inbox.take(EVENT, 1.0, 1.0)
    inbox.done(EVENT.key)

    assert [] == waiting(url)
    assert not inbox.take(EVENT, 2.0, 2.0)


def test_what_a_process_that_is_gone_had_in_hand_goes_to_one_other_once_its_lease_is_over(url: str) -> None:
    inbox = Inbox(database.engine_for(url))
    inbox.take(EVENT, 1.0, 1.0)

    assert [] == inbox.left_behind("telegram", 1.0 + LEASE_SECONDS / 2)
    assert [] == inbox.left_behind("slack", 1.1 + LEASE_SECONDS)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: inbox.left_behind("telegram", 1.1 + LEASE_SECONDS), range(4)))
    assert [EVENT] == [event for events in found for event in events]


def test_a_clock_that_is_set_back_leaves_no_event_lying(url: str) -> None:
    inbox = Inbox(database.engine_for(url))
    inbox.take(EVENT, 9000.0, 9000.0)

    assert [EVENT] == inbox.left_behind("telegram", 9000.0 - 3600)


def test_a_process_at_work_keeps_what_it_has_in_hand(url: str, tmp_path: Path) -> None:
    mine = SteadyInbox(Circuit(url, tmp_path / "journal"))
    mine.take(EVENT)
    Inbox(database.engine_for(url)).hold([EVENT.key], time.time() - 1)  # it was slow, and just looks again

    assert [] == mine.left_behind("telegram")
    assert [] == Inbox(database.engine_for(url)).left_behind("telegram", time.time())


def test_what_a_process_gives_back_at_its_end_is_taken_on_at_once(url: str, tmp_path: Path) -> None:
    one, other = (SteadyInbox(Circuit(url, tmp_path / "journal")) for _ in range(2))
    one.take(EVENT)
    one.give_back()

    assert [EVENT] == other.left_behind("telegram")


def test_an_erased_conversation_leaves_no_event(url: str) -> None:
    Inbox(database.engine_for(url)).take(EVENT, 1.0, 1.0)
    Conversations(database.engine_for(url)).erase(EVENT.conversation)

    assert [] == waiting(url)


def test_an_event_of_an_outage_is_journalled_taken_once_and_forgotten_when_it_is_answered(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circuits, "ASK_AGAIN_SECONDS", 0.02)
    is_away = [True]
    check = database.check

    def checked(url: str) -> None:
        if is_away[0]:
            raise OSError("made up by a test")
        check(url)

    database.engine_for(url)
    monkeypatch.setattr(database, "check", checked)
    circuit = Circuit(url, tmp_path / "journal")
    inbox = SteadyInbox(circuit)
    answered = Taken("a" * 64, "telegram-b", "telegram", "sealed")

    assert [True, True, False] == [inbox.take(EVENT), inbox.take(answered), inbox.take(EVENT)]
    inbox.done(answered.key)
    is_away[0] = False
    until(lambda: not circuit.is_away, 60, lambda: "away")
    assert [EVENT.key] == waiting(url)
    assert not inbox.take(answered), "sent again by the platform later"
