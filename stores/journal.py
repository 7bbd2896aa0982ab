"""The journal: what was acknowledged while the store was away, on this machine's disk until the store has it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO
from uuid import uuid4

WAIT_SECONDS: Final = 1.0  # for another process that erases in the same file
_REFUSED: Final = "refused"  # the kind of what was set aside
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, conversation TEXT NOT NULL,"
    " at REAL NOT NULL, data TEXT NOT NULL)"
)


class JournalError(Exception):
    """Nothing can be written down: the disk is full, or not there."""


@dataclass(frozen=True)
class Entry:
    """What is to be done in the store: which kind of thing, in which conversation, since when (seconds since 1970), and its JSON."""

    id: int
    kind: str
    conversation: str
    at: float
    data: str


class Journal:
    """A process's own file: an SQLite database that is on the disk before a call returns, and overwrites what is deleted.

    The file is there only while something is in it. A lock beside it tells others whether its process lives.
    """

    def __init__(self, folder: Path, path: Path | None = None, owner: TextIO | None = None) -> None:
        self._folder, self._path, self._owner = folder, path, owner
        self._connection: sqlite3.Connection | None = None
        self._mutex = threading.RLock()

    def add(self, kind: str, conversation: str, at: float, data: str) -> int:
        """Write one thing down, behind all others; its number. Raises JournalError."""
        row = (kind, conversation, at, data)
        with self._mutex, _told():
            return self._execute("INSERT INTO entries (kind, conversation, at, data) VALUES (?, ?, ?, ?)", row)

    def of(self, conversation: str) -> list[Entry]:
        """What was written down of a conversation, oldest first."""
        return self._read("WHERE conversation = ? ORDER BY id", (conversation,))

    def oldest(self, most: int) -> list[Entry]:
        """What is to be done next."""
        return self._read(f"WHERE kind != '{_REFUSED}' ORDER BY id LIMIT ?", (most,))

    def remove(self, entries: Sequence[Entry]) -> None:
        """Take out what is done. Raises JournalError."""
        with self._mutex, _told():
            connection = self._opened()
            with connection:
                connection.executemany("DELETE FROM entries WHERE id = ?", [(entry.id,) for entry in entries])

    def set_aside(self, entry: Entry) -> None:
        """Keep what the store refuses for somebody to look at, and let the rest go on. Raises JournalError."""
        with self._mutex, _told():
            self._execute("UPDATE entries SET kind = ? WHERE id = ?", (_REFUSED, entry.id))

    def forget(self, conversation: str) -> None:
        """Take out what people said in a conversation, and leave it in no byte of the file; that it was erased stays. Raises JournalError."""
        if self._path is not None:
            with self._mutex, _told():
                self._execute(
                    "DELETE FROM entries WHERE conversation = ? AND kind NOT IN ('end', 'erase', 'answered')",
                    (conversation,),
                )

    def forget_before(self, at: float) -> None:
        """Take out what is older. Raises JournalError."""
        if self._path is not None:
            with self._mutex, _told():
                self._execute("DELETE FROM entries WHERE at < ?", (at,))

    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return self._path is None or not self.oldest(1)

    def close(self, discard: bool = False) -> None:
        """Close the file; `discard`: and remove it when nothing is in it."""
        with self._mutex:
            discard = discard and not self._read("LIMIT 1", ())
            if self._connection is not None:
                self._connection.close()
            path, self._path, self._connection = self._path, None, None
            if path is not None and discard:
                for each in (path, _beside(path)):
                    with contextlib.suppress(OSError):
                        each.unlink(missing_ok=True)
                with contextlib.suppress(OSError):  # others are in it
                    self._folder.rmdir()
            if self._owner is not None:
                self._owner.close()
            self._owner = None

    def _read(self, behind: str, values: tuple[object, ...]) -> list[Entry]:
        if self._path is None:
            return []
        with self._mutex, _told():
            query = f"SELECT id, kind, conversation, at, data FROM entries {behind}"  # noqa: S608
            return [Entry(*row) for row in self._opened().execute(query, values)]

    def _execute(self, statement: str, values: tuple[object, ...] = ()) -> int:
        connection = self._opened()
        with connection:  # one transaction, on the disk when it ends
            return connection.execute(statement, values).lastrowid or 0

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            if self._path is None:
                self._begin_file()
            connection = sqlite3.connect(str(self._path), timeout=WAIT_SECONDS, check_same_thread=False)
            for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON", "temp_store=MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(_TABLE)
            self._connection = connection
        return self._connection

    def _begin_file(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{os.getpid()}-{uuid4().hex[:8]}.sqlite"
        self._owner = _beside(path).open("w")
        fcntl.flock(self._owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.touch(mode=0o600)
        self._path = path


def left_behind(folder: Path) -> Iterator[Journal]:
    """The journals of processes that are gone, taken over by this one."""
    for path in sorted(folder.glob("*.sqlite")):
        owner = _beside(path).open("a")
        try:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # its process lives
            owner.close()
            continue
        if path.exists():
            yield Journal(folder, path, owner)
        else:
            owner.close()


def forget_everywhere(folder: Path, conversation: str | None = None, before: float | None = None) -> None:
    """Take a conversation, or what is older than a time, out of every journal, also those of processes that live. Raises JournalError."""
    for path in sorted(folder.glob("*.sqlite")):
        journal = Journal(folder, path)
        try:
            if conversation is not None:
                journal.forget(conversation)
            if before is not None:
                journal.forget_before(before)
        finally:
            journal.close()


def _beside(path: Path) -> Path:
    return path.with_suffix(".owner")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise JournalError(type(error).__name__) from None
