"""While the store is away conversations go on; when it is back it has all that was acknowledged, once and in order."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from stores import database
from stores.circuit import Circuit, StoreAwayError
from stores.conversations import Conversations, key_of
from stores.journal import JournalError
from stores.steady import SteadyConversations
from tests.http.product import REPOSITORY, until
from tests.stores.outages import PATIENCE, Outage, turn


@pytest.fixture
def outage(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outage]:
    made = Outage(url, tmp_path / "journal", monkeypatch)
    yield made
    made.ends()


def texts(store: Any, conversation: str) -> list[tuple[int, str]]:
    return [(message.seq, message.data["text"]) for message in store.messages(conversation)]


def test_turns_of_an_outage_are_stored_in_order_with_the_numbers_that_were_told(outage: Outage) -> None:
    steady = outage.steady
    steady.newest("a", 30)
    steady.append("a", turn(1))
    outage.is_on = True
    told = [event.seq for number in (2, 3) for event in steady.append("a", turn(number))]
    assert [3, 4, 5, 6] == told
    assert ["reply 2"] == [reply.data["text"] for reply in steady.replies_to("a", "id 2") or []]
    during = texts(steady, "a")
    outage.ends()
    steady.append("a", turn(4))

    assert [(n + 1, f"{'reply' if n % 2 else 'word'} {n // 2 + 1}") for n in range(8)] == texts(outage.store, "a")
    assert during == texts(outage.store, "a")[:6]
    assert not outage.folder.exists(), "nothing is left of the journal"


def test_nobody_waits_for_a_store_that_is_known_to_be_away(outage: Outage) -> None:
    outage.is_on = True
    asked = []
    with pytest.raises(StoreAwayError):
        outage.steady.circuit.ask(lambda store: store.ids())
    for _ in range(20):
        with pytest.raises(StoreAwayError):
            outage.steady.circuit.ask(asked.append)

    assert [] == asked


def test_a_conversation_of_which_nothing_is_known_goes_on_above_all_its_numbers(outage: Outage) -> None:
    outage.store.append("old", turn(1))
    outage.is_on = True
    told = [event.seq for event in outage.steady.append("old", turn(2))]
    outage.ends()

    assert [1, 2, *told] == [seq for seq, _ in texts(outage.store, "old")]
    assert 2 < told[0] < told[1] < 10**9


def test_many_writers_at_once_lose_and_double_nothing_over_outages(outage: Outage) -> None:
    def write(name: int) -> None:
        for number in range(12):
            outage.steady.append(f"c{name}", turn(number))

    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(write, name) for name in range(8)]
        for _ in range(4):
            outage.is_on = True
            time.sleep(0.05)
            outage.is_on = False
            time.sleep(0.05)
        for done in work:
            done.result()
    outage.ends()

    for name in range(8):
        told = [event.data["text"] for event in outage.store.messages(f"c{name}")]
        assert [f"{who} {n}" for n in range(12) for who in ("word", "reply")] == told


def test_a_turn_whose_commit_was_not_confirmed_is_stored_once(outage: Outage) -> None:
    new = turn(1)
    outage.store.append("a", new)
    outage.is_on = True
    outage.steady.append("a", new)  # as after a connection that broke off in the commit
    without_id = [{**new[1], "timestamp": 5.0}]
    outage.steady.append("b", without_id)
    outage.is_on = False
    until(lambda: not outage.steady.circuit.is_away, PATIENCE, lambda: "away")

    assert 2 == len(outage.store.messages("a"))
    outage.is_on = True
    outage.steady.append("b", without_id)
    outage.ends()
    assert 1 == len(outage.store.messages("b"))


def test_a_killed_process_leaves_its_journal_to_the_next_one(url: str, tmp_path: Path) -> None:
    database.engine_for(url)
    program = (
        "import os, signal, sys; from pathlib import Path; from stores import database; import sqlalchemy as sa\n"
        "from stores.circuit import Circuit; from stores.steady import SteadyConversations\n"
        "def gone(url): raise OSError\n"
        "database.check = gone\n"
        "steady = SteadyConversations(Circuit(sys.argv[1], Path(sys.argv[2])))\n"
        "event = {'event': 'user', 'timestamp': 5.0, 'text': 'my name is Quillonbert', 'metadata': {'client_id': 'x'}}\n"
        "assert steady.append('a', [event])[0].is_kept\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, url, str(tmp_path / "journal")], cwd=REPOSITORY, check=False)
    assert -signal.SIGKILL == done.returncode
    assert b"Quillonbert" not in b"".join(path.read_bytes() for path in (tmp_path / "journal").iterdir())
    next_one = SteadyConversations(Circuit(url, tmp_path / "journal"))

    assert ["my name is [name]"] == [message.data["text"] for message in next_one.messages("a")]
    assert not (tmp_path / "journal").exists()


def test_a_conversation_erased_in_an_outage_is_gone_from_the_journal_at_once_and_from_the_store_when_it_is_back(
    outage: Outage,
) -> None:
    steady = outage.steady
    steady.append("a", turn(1, "canary one"))
    outage.is_on = True
    steady.append("a", turn(2, "canary two"))
    steady.end("a", time.time() + 1000)
    with pytest.raises(StoreAwayError):
        steady.erase("a")

    assert b"canary" not in b"".join(path.read_bytes() for path in outage.folder.iterdir())
    assert steady.is_ended("a")
    assert not steady.replies_to("a", "id 2")
    outage.ends()
    assert [] == outage.store.messages("a")
    assert outage.store.is_ended(key_of("a"))


def test_a_late_turn_stores_nothing_in_a_conversation_that_was_erased(outage: Outage) -> None:
    late, steady = turn(1), outage.steady
    steady.append("forgotten", turn(0))
    steady.erase("forgotten")
    steady.end("ended", time.time() + 1000)

    assert [] == steady.append("forgotten", late) == steady.append("ended", turn(2))
    assert [] == outage.store.messages("forgotten") == outage.store.messages("ended")
    assert 2 == len(steady.append("forgotten", turn(3))), "what is said after it begins anew"


def test_when_the_journal_cannot_be_written_either_the_reply_comes_and_says_that_it_is_not_kept(
    outage: Outage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise JournalError("OSError")

    with monkeypatch.context() as disk:
        disk.setattr("stores.journal.Journal.add", full)
        outage.is_on = True
        told = outage.steady.append("a", turn(1))

    assert [False, False] == [event.is_kept for event in told]
    assert ["reply 1"] == [reply.data["text"] for reply in outage.steady.replies_to("a", "id 1") or []]
    assert not outage.steady.circuit.keeps


def test_a_clock_that_is_set_back_after_an_erasure_makes_nothing_late(outage: Outage) -> None:
    outage.store.erase("a", time.time() + 3600)

    assert 2 == len(outage.steady.append("a", turn(1)))


def test_feedback_of_an_outage_is_kept_and_what_is_no_reply_is_refused(outage: Outage) -> None:
    steady = outage.steady
    steady.begun("a")
    steady.append("a", turn(1))
    outage.is_on = True

    assert steady.give_feedback("a", 2, True, "call 717-555-0188", 7.0)
    assert not steady.give_feedback("a", 1, True, "", 7.0)
    outage.ends()
    with database.engine_for(outage.url).connect() as connection:
        (row,) = connection.execute(sa.select(database.feedback))
    assert (2, True, "call [phone number]") == (row.seq, row.helpful, row.comment)


def test_another_writer_that_holds_the_file_for_long_costs_no_turn_and_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    path = tmp_path / "conversations.sqlite"
    steady = SteadyConversations(Circuit(f"sqlite:///{path}", tmp_path / "journal"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for number in range(10):
        steady.append("a", turn(number))
    assert steady.circuit.is_away
    other.execute("ROLLBACK")
    other.close()
    until(lambda: not steady.circuit.is_away, PATIENCE, lambda: "away")

    assert 20 == len(Conversations(database.engine_for(f"sqlite:///{path}")).messages("a"))
