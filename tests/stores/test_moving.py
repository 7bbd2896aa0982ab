"""Moving from one database to another loses nothing, or does nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from stores import database
from stores.conversations import Conversations
from stores.inbox import Inbox, Taken
from stores.moving import ROWS_AT_ONCE, MoveError, content, move
from tests.http.product import REPOSITORY
from tests.stores.saying import listening, replied, said

HARD = "é 👶🏽 \u202e \x00 \ud800 % ' \" \\ ; DROP TABLE events; --"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A database with more in it than is copied at once, and with what is hard to copy."""
    url = f"sqlite:///{tmp_path}/old.sqlite"
    conversations = Conversations(database.engine_for(url))
    for number in range(ROWS_AT_ONCE // 2):
        events = [listening(), said(f"question {number}", f"m{number}", number / 7), replied(HARD, number / 3)]
        conversations.append(f"web-{number % 40}", events)
    conversations.give_feedback("web-1", 2, False, "too long é 👶🏽", 1.5)
    conversations.end("erased", 99.5)
    Inbox(database.engine_for(url)).take(Taken("k" * 64, "c", "telegram", "sealed"), 3.25, 3.25)
    conversations.erase("web-3")  # leaves a gap in the numbers
    return url


def held(url: str) -> object:
    with database.engine_for(url).connect() as connection:
        return content(connection)


def test_every_row_is_in_the_new_database_and_the_old_one_is_as_it_was(sqlite_url: str, empty_postgresql: str) -> None:
    before = held(sqlite_url)
    old, new = database.engine_for(sqlite_url), database.engine_for(empty_postgresql)
    moved = move(old, new)

    assert before == held(sqlite_url) == held(empty_postgresql) == moved
    assert moved["events"].rows > ROWS_AT_ONCE
    assert [1, 2, 1] == [moved[name].rows for name in ("feedback", "ended", "handled")]
    for conversation in Conversations(old).ids():
        assert Conversations(old).all_events(conversation) == Conversations(new).all_events(conversation)


def test_conversations_go_on_where_they_were(sqlite_url: str, empty_postgresql: str) -> None:
    new = database.engine_for(empty_postgresql)
    move(database.engine_for(sqlite_url), new)
    conversations = Conversations(new)
    last = conversations.messages("web-1")[-1].seq
    conversations.append("web-1", [said("and then?", "new"), replied("so")])

    assert ["and then?", "so"] == [m.data["text"] for m in conversations.messages("web-1", last or 0)]
    assert ["user", "bot"] == [e.type_name for e in conversations.newest("web-1", 2)]


def test_a_database_that_holds_something_is_refused_and_left_as_it_is(sqlite_url: str, empty_postgresql: str) -> None:
    Conversations(database.engine_for(empty_postgresql)).append("other", [said("mine")])
    before = held(empty_postgresql)
    with pytest.raises(MoveError, match="not empty"):
        move(database.engine_for(sqlite_url), database.engine_for(empty_postgresql))

    assert before == held(empty_postgresql)


def test_a_move_that_breaks_off_leaves_nothing(
    sqlite_url: str, empty_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = database.engine_for(empty_postgresql)

    def broken(*_: object) -> None:
        raise sa.exc.OperationalError("insert", {}, Exception("gone"))

    monkeypatch.setattr("stores.moving._count_on", broken)
    with pytest.raises(sa.exc.OperationalError):
        move(database.engine_for(sqlite_url), new)

    assert [] == Conversations(new).ids()


def test_nobody_writes_into_the_old_database_meanwhile(
    sqlite_url: str, empty_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, outcome = database.engine_for(sqlite_url), []

    def write() -> None:
        try:
            Conversations(old).append("late", [said("lost?")])
        except sa.exc.SQLAlchemyError as error:
            outcome.append(type(error).__name__)

    def meanwhile(*_: object) -> None:
        if not outcome:
            writer = threading.Thread(target=write)
            writer.start()
            writer.join()

    monkeypatch.setattr("stores.moving._count_on", meanwhile)
    move(old, database.engine_for(empty_postgresql))

    assert outcome == ["OperationalError"]
    assert held(sqlite_url) == held(empty_postgresql)


def test_the_way_back_loses_nothing_either(sqlite_url: str, empty_postgresql: str, tmp_path: Path) -> None:
    back = f"sqlite:///{tmp_path}/back.sqlite"
    move(database.engine_for(sqlite_url), database.engine_for(empty_postgresql))
    move(database.engine_for(empty_postgresql), database.engine_for(back))

    assert held(sqlite_url) == held(back)


def test_the_command_says_what_it_moved_and_shows_no_password(sqlite_url: str, empty_postgresql: str) -> None:
    outcome = command(sqlite_url, empty_postgresql)

    assert 0 == outcome.returncode, outcome.stderr
    assert "events: " in outcome.stdout
    assert sa.engine.make_url(empty_postgresql).password not in outcome.stdout + outcome.stderr
    assert held(sqlite_url) == held(empty_postgresql)
    again = command(sqlite_url, empty_postgresql)
    assert (1, 1) == (again.returncode, len(again.stderr.splitlines())), again.stderr


def test_the_command_without_a_place_to_move_to_says_how_it_is_called(sqlite_url: str) -> None:
    assert "make move TO=postgresql://" in command(sqlite_url, "").stderr


def command(source: str, target: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "FAQ_DATABASE_URL": source}
    run = [sys.executable, "-m", "ops.move", target]
    return subprocess.run(run, cwd=REPOSITORY, env=environ, capture_output=True, text=True, check=False)
