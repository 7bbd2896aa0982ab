"""All conversations from one database into another, empty one: all or nothing, and compared row by row afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stores.database import COUNTED, metadata

ROWS_AT_ONCE: Final = 500


class MoveError(Exception):
    """The conversations were not moved, and the new database is as empty as before; the message is one plain sentence."""


@dataclass(frozen=True)
class Content:
    """How many rows a table holds, and a digest over all of them in any order."""

    rows: int
    digest: str  # 64 characters


def move(source: Engine, target: Engine) -> Mapping[str, Content]:
    """Copy every table; what each holds now. Nothing can be written to the source meanwhile.

    Raises MoveError when the target is not empty or holds something else afterwards, sqlalchemy.exc.SQLAlchemyError when either fails.
    """
    with source.connect() as old, old.begin(), target.begin() as new:
        _keep_writers_out(old)
        held = [table.name for table in metadata.sorted_tables if _count(new, table)]
        if held:
            raise MoveError(f"The new database is not empty (it has rows in {', '.join(held)}); name an empty one.")
        for table in metadata.sorted_tables:
            for rows in _batches(old, table):
                new.execute(table.insert(), rows)
            _count_on(new, table)
        before, after = content(old), content(new)
        if before != after:
            differing = [name for name in before if before[name] != after[name]]
            raise MoveError(
                f"The new database came to hold something else in {', '.join(differing)}; nothing was moved."
            )
        return after


def content(connection: Connection) -> dict[str, Content]:
    """What every table holds, the same for the same rows in any kind of database."""
    found = {}
    for table in metadata.sorted_tables:
        digest, count = 0, 0
        for rows in _batches(connection, table):
            count += len(rows)
            for row in rows:
                text = repr(sorted(row.items())).encode("utf-8", "backslashreplace")
                # Added up, because databases do not agree in which order texts come.
                digest = (digest + int.from_bytes(hashlib.sha256(text).digest(), "big")) % 2**256
        found[table.name] = Content(count, f"{digest:064x}")
    return found


def _keep_writers_out(connection: Connection) -> None:
    """Until the end of the transaction; who wants to write meanwhile waits, or is told that it cannot."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    for table in metadata.sorted_tables:
        connection.exec_driver_sql(f"LOCK TABLE {table.name} IN EXCLUSIVE MODE")


def _count(connection: Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def _batches(connection: Connection, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    """All rows in the order of their keys, some at a time."""
    keys = tuple(table.primary_key)
    last: tuple[Any, ...] | None = None
    while True:
        query = sa.select(table).order_by(*keys).limit(ROWS_AT_ONCE)
        if last is not None:
            query = query.where(sa.tuple_(*keys) > sa.tuple_(*last))
        rows = [dict(row._mapping) for row in connection.execute(query)]
        if not rows:
            return
        yield rows
        last = tuple(rows[-1][key.name] for key in keys)


def _count_on(connection: Connection, table: sa.Table) -> None:
    """Let PostgreSQL number new rows behind those that came with a number."""
    column = next(iter(table.primary_key))
    if connection.dialect.name != "postgresql" or column.type is not COUNTED:
        return
    highest = connection.execute(sa.select(sa.func.max(column))).scalar()
    if highest is not None:
        sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(sa.select(sa.func.setval(sequence, highest)))
