"""Counts without text outlive the conversations: none is lost, none counted twice, and none tells who or what."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from insights.period import period_of
from insights.reading import read
from stores import counting
from stores.conversations import Conversations
from stores.counting import Count
from stores.database import counts, engine_for
from stores.keeping import DAY, Keeping
from tests.insights.telling import NOON, answered, in_danger, refused, tell

OLD = NOON - 31 * DAY
PERIOD = period_of("2026-09-01", "2026-10-31", "", NOON)


@pytest.fixture
def engine(url: str) -> Engine:
    return engine_for(url)


@pytest.fixture
def stored(engine: Engine) -> Conversations:
    told = Conversations(engine)
    tell(
        told,
        answered("one", at=OLD),
        refused("two zanzibar", at=OLD + 60),
        answered("three", at=NOON),
        conversation="both",
    )
    tell(told, in_danger("four", at=OLD), conversation="old")
    tell(told, answered("five", at=NOON, channel="telegram"), conversation="young")
    assert told.give_feedback("both", 2, True, "zanzibar", OLD + 9)
    assert told.give_feedback("both", 4, False, "", OLD + 70)
    return told


def reported(engine: Engine) -> Counter[Count]:
    """What a report counts: what is kept, and what is still there."""
    return read(engine, PERIOD, lambda told, opinions: None)


def kept(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(counts)).scalar_one())


def test_a_report_counts_the_same_after_a_sweep_and_after_an_erasure(engine: Engine, stored: Conversations) -> None:
    before = reported(engine)
    assert before[Count("2026-09-25", "website", "conversations", "")] == 2
    assert before[Count("2026-09-25", "", "helpful", "answer")] == 1
    assert before[Count("2026-09-25", "", "fact helpful", "toxic_stress")] == 1
    assert before[Count("2026-09-25", "", "unhelpful", "out_of_scope")] == 1

    assert Keeping(engine, 30).sweep(NOON + 3600) == 2
    assert reported(engine) == before
    assert kept(engine) > 0
    stored.erase("both")
    stored.erase("young")
    assert (reported(engine), stored.ids()) == (before, [])
    assert stored.erase("both") == 0
    assert reported(engine) == before


def test_what_is_kept_holds_no_word_and_no_id_and_not_where_danger_was_told(
    engine: Engine, stored: Conversations
) -> None:
    for conversation in stored.ids():
        stored.erase(conversation)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(sa.select(counts))]
    words = {str(value) for row in rows for value in row}

    assert not words & {"both", "old", "young", "one", "two zanzibar", "zanzibar"}
    assert not [word for word in words if "zanzibar" in word]
    assert {row[1] for row in rows if row[2] not in ("conversations", "messages")} == {""}


def test_a_deletion_that_fails_keeps_the_conversation_and_no_count(
    engine: Engine, stored: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reported(engine)

    def fails(connection: object, found: object) -> None:
        raise sa.exc.OperationalError("the disk is full", None, Exception())

    monkeypatch.setattr(counting, "keep", fails)
    with pytest.raises(sa.exc.OperationalError):
        stored.erase("both")
    with pytest.raises(sa.exc.OperationalError):
        Keeping(engine, 30).delete_before(NOON)
    assert (len(stored.messages("both")), kept(engine)) == (6, 0)
    assert reported(engine) == before


def test_what_two_processes_erase_at_once_is_counted_once(engine: Engine, stored: Conversations) -> None:
    before = reported(engine)
    with ThreadPoolExecutor(4) as processes:
        for work in [processes.submit(Conversations(engine).erase, name) for name in ("both", "old") * 4]:
            work.result()
    assert reported(engine) == before


def test_what_cannot_be_read_is_deleted_all_the_same(engine: Engine, stored: Conversations) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("update events set data = '{' where sender_id = 'old'"))
    assert stored.erase("old") == 2
    assert "old" not in stored.ids()


def test_a_day_is_pennsylvanias() -> None:
    assert counting.day_of(NOON + 11.9 * 3600) == "2026-10-26"
    assert counting.day_of(NOON + 12.1 * 3600) == "2026-10-27"
