"""The database: one place that opens it, for conversations and feedback alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import URL, Connection, Engine

from stores import postgresql

BUSY_SECONDS = 2  # how long SQLite waits for another writer; then what is to be stored goes into the journal
_FILE = "file"  # key in a pooled connection's info: which file it opened
metadata = sa.MetaData()
# Eight bytes on a server; SQLite counts by itself only under this other name, and takes as many there.
COUNTED = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_INSERTS = {"sqlite": sqlite_dialect.insert, "postgresql": postgresql_dialect.insert}

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", COUNTED, primary_key=True),
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
# Events of messaging platforms that are acknowledged and not answered yet, encrypted; `until`: when another process may take it on.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("until", sa.Float, nullable=False),
    sa.Column("sealed", sa.Text, nullable=False),
)
# What stays of conversations that were deleted: numbers by day, without text and without ids (stores/counting.py).
counts = sa.Table(
    "counts",
    metadata,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("channel", sa.String(32), primary_key=True),
    sa.Column("what", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
)
# What processes do in turn, each by name: when one last did it, or since when it is due.
chores = sa.Table(
    "chores",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
)
# Events on their way to RabbitMQ, until it has them; empty unless FAQ_RABBITMQ_URL is set.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", COUNTED, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)


@lru_cache(maxsize=8)
def engine_for(url: str) -> Engine:
    """The engine of a database URL, with its tables made; the same one each time.

    Raises sqlalchemy.exc.SQLAlchemyError or OSError when the database cannot be opened.
    """
    engine = engine_of(url)
    if engine.dialect.name == "sqlite" and engine.url.database not in (None, "", ":memory:"):
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    _make_tables(engine)
    return engine


@lru_cache(maxsize=8)
def engine_of(url: str) -> Engine:
    """The engine of a database URL, whether the database is there or not; the same one each time.

    SQLite writes ahead (WAL), overwrites what is deleted, and waits for another writer; PostgreSQL: see stores/postgresql.py.
    An error names no value of a statement, because it may be what a person wrote.
    """
    address = sa.engine.make_url(url)
    return _sqlite_engine(address) if address.drivername.startswith("sqlite") else postgresql.engine(address)


def _make_tables(engine: Engine) -> None:
    """Make the tables and indexes that are missing, also while other processes do the same."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            postgresql.one_at_a_time(connection)
        for table in metadata.sorted_tables:
            connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))


def _sqlite_engine(address: URL) -> Engine:
    """Connections stay open: to close the last one empties SQLite's log each time, which costs more than a whole read."""
    options: dict[str, Any] = {
        "hide_parameters": True,
        "connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False},
    }
    if not address.database or address.database == ":memory:":
        return sa.create_engine(address, **options)
    file = Path(address.database)
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
        _begin_to_write(connection)


def one_writer(connection: Connection, conversations: Iterable[str]) -> None:
    """Let others that write into these conversations wait for the end of this transaction; SQLite has one writer at all."""
    if connection.dialect.name == "postgresql":
        postgresql.one_writer(connection, conversations)
    else:
        _begin_to_write(connection)


def _begin_to_write(connection: Connection) -> None:
    """Delete nothing, which needs the right to write all the same."""
    connection.execute(events.delete().where(events.c.id == -1))


def put(connection: Connection, table: sa.Table, row: Mapping[str, Any]) -> None:
    """Store a row in the place of the one with the same primary key, if there is one; two that do so at once both succeed."""
    keys = [column.name for column in table.primary_key]
    insert = _INSERTS[connection.dialect.name](table).values(**row)
    rest = {name: value for name, value in row.items() if name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=rest))


def add(connection: Connection, table: sa.Table, key: Mapping[str, Any], number: int) -> None:
    """Add to the `number` of the row with a primary key, or make it; two that do so at once both count."""
    insert = _INSERTS[connection.dialect.name](table).values(**key, number=number)
    more = {"number": table.c.number + insert.excluded.number}
    connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=more))


def _prepare_sqlite(connection: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
