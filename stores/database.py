"""The database: one place that opens it, for conversations and feedback alike."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine

BUSY_SECONDS = 5  # how long SQLite waits for another writer
_FILE = "file"  # key in a pooled connection's info: which file it opened
metadata = sa.MetaData()

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    # Numbers the messages of a conversation from 1, user's and bot's alike; other events have none.
    sa.Column("seq", sa.Integer),
    # The client's own id of a user message, so that a message sent twice is answered once.
    sa.Column("client_id", sa.String(255)),
    sa.Column("data", sa.Text, nullable=False),
    sa.UniqueConstraint("sender_id", "seq"),
    sa.UniqueConstraint("sender_id", "client_id"),
)
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("timestamp", sa.Float, nullable=False),
)
# Conversations that were erased, by a hash of their id, until their tokens expire.
ended = sa.Table(
    "ended",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("until", sa.Float, nullable=False),
)
# Events of messaging platforms that were taken in hand, by a hash of their id, so that one sent again is not answered again.
handled = sa.Table(
    "handled",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
)
# What processes do in turn, each by name: when one last did it, or since when it is due.
chores = sa.Table(
    "chores",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
)


@lru_cache(maxsize=8)
def engine_for(url: str) -> Engine:
    """The engine of a database URL, with its tables made; the same one each time.

    SQLite writes ahead (WAL), overwrites what is deleted, and waits for another writer; PostgreSQL connections are tried before use.
    An error names no value of a statement, because it may be what a person wrote.
    Raises sqlalchemy.exc.SQLAlchemyError or OSError when the database cannot be opened.
    """
    address = sa.engine.make_url(url)
    engine = _sqlite_engine(address) if address.drivername.startswith("sqlite") else _server_engine(address)
    metadata.create_all(engine)
    return engine


def _server_engine(address: URL) -> Engine:
    return sa.create_engine(address, pool_pre_ping=True, hide_parameters=True)


def _sqlite_engine(address: URL) -> Engine:
    """Connections stay open: to close the last one empties SQLite's log each time, which costs more than a whole read."""
    options: dict[str, Any] = {
        "hide_parameters": True,
        "connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False},
    }
    if not address.database or address.database == ":memory:":
        return sa.create_engine(address, **options)
    file = Path(address.database)
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address, poolclass=sa.pool.QueuePool, **options)

    def opened(connection: Any, record: Any) -> None:
        _prepare_sqlite(connection)
        record.info[_FILE] = _identity(file)

    def taken(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info[_FILE] != _identity(file):  # moved or deleted: what is written would be lost unseen
            raise sa.exc.DisconnectionError("the database is another file now")

    sa.event.listen(engine, "connect", opened)
    sa.event.listen(engine, "checkout", taken)
    return engine


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check(url: str) -> None:
    """Raise when the database of `url` cannot be opened and written."""
    with engine_for(url).begin() as connection:
        # Deletes nothing, and yet needs the right to write.
        connection.execute(events.delete().where(events.c.id == -1))


def _prepare_sqlite(connection: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
