"""PostgreSQL that restarts, is gone, or says nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial

import pytest
import sqlalchemy as sa

from ops.servers import postgresql as servers
from stores import database, postgresql
from stores.conversations import Conversations
from tests.servers.running import Running, running
from tests.stores.saying import said


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """One of its own, because these tests harm it."""
    with running(partial(servers.prepare, is_safe=False)) as own:
        yield own
        database.engine_for(own.url).dispose()


@pytest.fixture
def own_store(server: Running) -> Conversations:
    return Conversations(database.engine_for(server.url))


def test_a_restart_of_the_server_costs_no_call_after_it(server: Running, own_store: Conversations) -> None:
    own_store.append("restarted", [said("before")])
    with server.gone():
        pass
    own_store.append("restarted", [said("after")])

    assert ["before", "after"] == [m.data["text"] for m in own_store.messages("restarted")]


def test_while_the_server_is_gone_each_call_fails_at_once_and_the_check_says_so(
    server: Running, own_store: Conversations
) -> None:
    with server.gone():
        with pytest.raises(sa.exc.SQLAlchemyError):
            own_store.append("gone", [said("lost")])
        with pytest.raises(sa.exc.SQLAlchemyError):
            database.check(server.url)

    database.check(server.url)


def test_a_server_that_says_nothing_is_given_up_and_used_again_once_it_speaks(
    server: Running, own_store: Conversations
) -> None:
    own_store.append("silent", [said("before")])
    with server.frozen():
        started = time.monotonic()
        with pytest.raises(sa.exc.SQLAlchemyError):
            own_store.messages("silent")
        # Tried before use, given up, connected anew, given up; without a bound it would never come back.
        assert time.monotonic() - started < 10 * postgresql.SILENCE_SECONDS

    assert ["before"] == [m.data["text"] for m in own_store.messages("silent")]


def test_a_statement_that_takes_too_long_is_ended_by_the_server(server: Running) -> None:
    with (
        database.engine_for(server.url).connect() as connection,
        pytest.raises(sa.exc.DBAPIError, match=r"statement timeout|does not answer"),
    ):
        connection.execute(sa.select(sa.func.pg_sleep(60)))


def test_a_bot_keeps_no_more_connections_than_it_may(server: Running) -> None:
    engine = database.engine_for(server.url)
    taken = []
    try:
        with pytest.raises(sa.exc.TimeoutError):  # noqa: PT012  # whichever of them is one too many
            for _ in range(2 * postgresql.POOL + 1):
                taken.append(engine.connect())
    finally:
        for connection in taken:
            connection.close()

    assert 2 * postgresql.POOL == len(taken)
