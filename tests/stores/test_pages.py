"""What was deleted stands in no byte of the database's files."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sqlalchemy as sa

from stores import tidying
from stores.conversations import Conversations
from stores.database import chores, engine_for
from stores.keeping import Keeping

CONVERSATIONS, SAVES = 20, 240


def canary(conversation: str) -> str:
    return f"canary-of-{conversation}"


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def said(conversation: str, at: int, length: int) -> dict[str, object]:
    text = f"{canary(conversation)} {'words ' * length}"
    return {"event": "user", "text": text, "timestamp": float(at), "metadata": {"client_id": f"{conversation}-{at}"}}


def talk(conversations: Conversations, seed: int, erase: bool) -> tuple[set[str], set[str]]:
    """Many conversations at once, short messages and long ones, so that SQLite moves rows between pages; those left and those erased."""
    chance = random.Random(seed)
    left = {f"web-{number:03}" for number in range(CONVERSATIONS)}
    gone: set[str] = set()
    for at in range(SAVES):
        chosen = chance.choice(sorted(left))
        conversations.append(
            chosen, [said(chosen, 2 * at + more, chance.choice([0, 5, 40, 200, 1500])) for more in (0, 1)]
        )
        if erase and len(left) > 3 and at % 15 == 14:
            left.remove(chosen)
            gone.add(chosen)
            conversations.erase(chosen)
    return left, gone


@pytest.mark.parametrize("seed", range(2))
def test_conversations_erased_among_others_leave_no_byte(tmp_path: Path, seed: int) -> None:
    left, gone = talk(Conversations(engine_for(f"sqlite:///{tmp_path}/c.sqlite")), seed, erase=True)
    stored = everything(tmp_path)

    assert len(gone) > 10
    assert [one for one in sorted(gone) if one.encode() in stored] == []
    assert [one for one in sorted(left) if canary(one).encode() in stored], "the test looks where words are stored"


def test_conversations_deleted_by_age_leave_no_byte(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/c.sqlite")
    conversations = Conversations(engine)
    talk(conversations, 1, erase=False)
    conversations.append("young", [said("young", 40 * 86_400, 5)])
    Keeping(engine, 30).sweep(41 * 86_400)

    stored = everything(tmp_path)
    assert conversations.ids() == ["young"]
    assert b"canary-of-web" not in stored
    assert b"canary-of-young" in stored


def test_a_large_database_is_rewritten_by_the_sweep_and_not_while_somebody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "AT_ONCE_MOST", 1)
    engine = engine_for(f"sqlite:///{tmp_path}/c.sqlite")
    conversations = Conversations(engine)
    conversations.append("c", [said("c", 1, 5)])
    with engine.begin() as connection:
        tidying.mark(connection, 5.0)

    assert not tidying.tidy(engine, 1)
    assert marks(engine) == [5.0]
    Keeping(engine, 30).sweep(100.0)
    assert marks(engine) == []


def test_a_database_that_cannot_be_rewritten_now_stays_marked(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/c.sqlite?timeout=0.1")
    conversations = Conversations(engine)
    conversations.append("c", [said("c", 1, 5)])
    with engine.begin() as connection:
        tidying.mark(connection, 5.0)
    other = sa.create_engine(f"sqlite:///{tmp_path}/c.sqlite", connect_args={"timeout": 0.1, "isolation_level": None})
    with other.connect() as writer:
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        assert not tidying.tidy(engine)
        writer.exec_driver_sql("ROLLBACK")
    assert marks(engine) == [5.0]
    assert tidying.tidy(engine)
    assert marks(engine) == []


def marks(engine: sa.engine.Engine) -> list[float]:
    with engine.connect() as connection:
        return [row[0] for row in connection.execute(sa.select(chores.c.at).where(chores.c.name == "rewrite"))]
