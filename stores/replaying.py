"""From the journal into the store, in order, each thing once."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Engine

from stores.conversations import Conversations, StoredEvent, key_of
from stores.inbox import ANSWERED, EVENT, Inbox, Taken
from stores.journal import Entry, Journal, left_behind

logger = structlog.get_logger()
AT_ONCE: Final = 100  # entries in one transaction
TURN: Final = "turn"


class Replaying:
    """Raises sqlalchemy.exc.SQLAlchemyError when the store fails, JournalError when the journal does; then the rest stays journalled."""

    def __init__(self, engine: Engine, are_sent: bool, folder: Path) -> None:
        self._store, self._inbox, self._folder = Conversations(engine, are_sent), Inbox(engine), folder

    def replay_left_behind(self) -> None:
        """Store what processes left behind that are gone."""
        for journal in left_behind(self._folder):
            try:
                self.replay(journal)
            finally:
                journal.close(discard=True)

    def replay(self, journal: Journal) -> None:
        """Store all that is in a journal and take it out."""
        while entries := journal.oldest(AT_ONCE):
            turns = entries[: next((i for i, entry in enumerate(entries) if entry.kind != TURN), len(entries))]
            done = turns or entries[:1]
            try:
                self._do(done)
            except (sa.exc.IntegrityError, sa.exc.DataError):
                self._one_by_one(journal, done)
            else:
                journal.remove(done)

    def _do(self, entries: Sequence[Entry]) -> None:
        first = entries[0]
        if first.kind == TURN:
            self._store.restore([(entry.conversation, events_of(entry.data)) for entry in entries])
        elif first.kind == "feedback":
            given = json.loads(first.data)
            self._store.give_feedback(first.conversation, given["seq"], given["helpful"], given["comment"], first.at)
        elif first.kind == "end":
            self._store.end(key_of(first.conversation), json.loads(first.data))
        elif first.kind == "erase":
            self._store.erase(first.conversation, first.at)
        elif first.kind == EVENT:
            taken = Taken(**json.loads(first.data))
            self._inbox.take(taken, first.at, time.time())
        elif first.kind == ANSWERED:
            self._inbox.done(first.data)

    def _one_by_one(self, journal: Journal, entries: Sequence[Entry]) -> None:
        for entry in entries:
            try:
                self._do([entry])
            except (sa.exc.IntegrityError, sa.exc.DataError) as error:
                logger.error("journal.entry_refused", error=type(error).__name__)
                journal.set_aside(entry)
            else:
                journal.remove([entry])


def events_of(data: str) -> list[StoredEvent]:
    """The events of a journalled turn."""
    found = []
    for seq, raw in json.loads(data):
        event = json.loads(raw)
        found.append(StoredEvent(seq, event["event"], event.get("timestamp") or 0.0, event, raw))
    return found
