"""PostgreSQL as the database: connections tried before use, bounded in number and time."""

from __future__ import annotations

import hashlib
import select
import time
from collections.abc import Iterable
from typing import Any, Final

import psycopg2
import psycopg2.extensions
import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

POOL: Final = 5  # connections that a bot keeps; it may open as many again, so bots x 10 must be below max_connections
POOL_SECONDS: Final = 3  # to wait for a free one
RECYCLE_SECONDS: Final = 1800  # firewalls forget connections that are silent for long
STATEMENT_SECONDS: Final = 2  # the server ends a statement that takes longer; ours take milliseconds
SILENCE_SECONDS: Final = (
    2.5  # a server that says nothing for so long counts as gone; twice that, with a new connection, is within ten
)
_TABLES_LOCK: Final = 0x666171  # "faq"; any number that no other program locks in this database
_OUTBOX_LOCK: Final = _TABLES_LOCK + 1
_POLLS: Final = {
    psycopg2.extensions.POLL_READ: select.POLLIN,
    psycopg2.extensions.POLL_WRITE: select.POLLOUT,
}


def engine(address: URL) -> Engine:
    """An engine for `address`; a connection is tried before it is used, so that a restarted server costs nobody an answer."""
    psycopg2.extensions.set_wait_callback(_wait)
    limits = {
        "statement_timeout": STATEMENT_SECONDS * 1000,
        "lock_timeout": STATEMENT_SECONDS * 1000,
        "idle_in_transaction_session_timeout": 10 * STATEMENT_SECONDS * 1000,
    }
    options = " ".join(f"-c {name}={milliseconds}" for name, milliseconds in limits.items())
    return sa.create_engine(
        address,
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=POOL,
        max_overflow=POOL,
        pool_timeout=POOL_SECONDS,
        pool_recycle=RECYCLE_SECONDS,
        connect_args={"options": options, "application_name": "faq"},
    )


def one_at_a_time(connection: Connection) -> None:
    """Let the other processes that are about to make tables wait for the end of this transaction."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TABLES_LOCK)))


def one_writer(connection: Connection, conversations: Iterable[str]) -> None:
    """Let others that write into the same conversations wait for the end of this transaction."""
    for conversation in sorted(set(conversations)):  # in one order, so that two never wait for each other
        key = int.from_bytes(hashlib.sha256(conversation.encode()).digest()[:8], "big", signed=True)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def is_mine(connection: Connection) -> bool:
    """Whether this process may empty the outbox until the end of this transaction; one at a time may."""
    return bool(connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_OUTBOX_LOCK))).scalar())


def _wait(connection: Any) -> None:
    """Wait for the server, but not for ever: psycopg2 calls this, and closes the connection when it raises."""
    deadline = time.monotonic() + SILENCE_SECONDS
    while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
        left = deadline - time.monotonic()
        if left <= 0:
            raise psycopg2.OperationalError("the database server does not answer")
        poller = select.poll()
        poller.register(connection.fileno(), _POLLS[state])
        poller.poll(left * 1000)
