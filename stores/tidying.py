"""Making sure that what was deleted stands in no page of the database any more."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stores.database import chores, put

AT_ONCE_MOST: Final = 16_000_000  # bytes of a database that is rewritten while somebody waits: a tenth of a second
_REWRITE: Final = "rewrite"
_TRIES, _PAUSE = 5, 0.1  # at emptying the log while others read, and the seconds between


def mark(connection: Connection, now: float) -> None:
    """Note, in the transaction that deletes, that pages still may hold what it deletes; it outlives a crash."""
    put(connection, chores, {"name": _REWRITE, "at": now})


def tidy(engine: Engine, at_most: int | None = AT_ONCE_MOST) -> bool:
    """Rewrite a marked SQLite database of at most so many bytes (None: any) and empty its log; whether nothing is left to do.

    SQLite's secure_delete alone leaves copies behind where rows were moved between pages before they were deleted. PostgreSQL
    is left to its own VACUUM.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        marked = connection.execute(sa.select(chores.c.at).where(chores.c.name == _REWRITE)).scalar()
    if marked is None:
        return empty_log(engine)
    if at_most is not None and _size(engine) > at_most:
        empty_log(engine)
        return False
    if not _rewrite(engine) or not empty_log(engine):
        return False
    with engine.begin() as connection:  # what was deleted meanwhile has another mark, which stays
        connection.execute(chores.delete().where(chores.c.name == _REWRITE, chores.c.at == marked))
    return True


def empty_log(engine: Engine) -> bool:
    """Move SQLite's log into its file and empty it, so that what was deleted stands in neither; False when others kept it busy."""
    if engine.dialect.name != "sqlite":
        return True
    for attempt in range(_TRIES):
        with engine.connect() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        if not busy:
            return True
        time.sleep(_PAUSE * (attempt + 1))
    return False


def _rewrite(engine: Engine) -> bool:
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
    except sa.exc.OperationalError:  # somebody writes, or the disk is full; the mark stays
        return False
    return True


def _size(engine: Engine) -> int:
    file = Path(engine.url.database or "")
    return file.stat().st_size if file.is_file() else 0
