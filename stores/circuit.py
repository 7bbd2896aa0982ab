"""The way to the store: while it is away nobody waits for it, and what has to be kept goes into the journal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Final, TypeVar

import sqlalchemy as sa
import structlog

from stores import database
from stores.conversations import Conversations
from stores.journal import Entry, Journal, JournalError, forget_everywhere
from stores.replaying import Replaying

logger = structlog.get_logger()
ASK_AGAIN_SECONDS: Final = 0.5  # a store that is away, whether it is back
REFUSALS: Final = (sa.exc.IntegrityError, sa.exc.DataError)  # the store answers, and does not want it
_FAILURES: Final = (sa.exc.SQLAlchemyError, OSError)
T = TypeVar("T")


class StoreAwayError(Exception):
    """The store is away, and what was asked cannot be done without it."""


class Circuit:
    """Closed while the store answers. The first call that fails opens it; then a thread asks the store, at first whether it is back.

    Before the circuit is closed again, all that was journalled is stored, by this process and by those that are gone.
    """

    def __init__(self, url: str, folder: Path, are_sent: bool = False) -> None:
        self._url, self._folder, self._are_sent = url, folder, are_sent
        self.engine = database.engine_of(url)
        self._store, self._journal = Conversations(self.engine, are_sent), Journal(folder)
        # SQLite lets one write at a time, and who waits polls; here they queue.
        self._writer: AbstractContextManager[Any] = nullcontext()
        if self.engine.dialect.name == "sqlite":
            self._writer = threading.Lock()
        self._mutex, self._is_away, self._cannot_journal = threading.RLock(), True, False
        if not self._came_back():
            self._watch()

    @property
    def is_away(self) -> bool:
        """Whether the store did not answer when it was last asked."""
        return self._is_away

    @property
    def keeps(self) -> bool:
        """Whether what is said now would be kept, in the store or in the journal."""
        return not (self._is_away and self._cannot_journal)

    def is_up(self) -> bool:
        """Whether the store can be written now."""
        try:
            self.ask(lambda _store: database.check(self._url))
        except StoreAwayError:
            return False
        return True

    def ask(self, work: Callable[[Conversations], T]) -> T:
        """Do something with the store. Raises StoreAwayError, at once while it is known to be away; REFUSALS pass."""
        if self._is_away:
            raise StoreAwayError
        try:
            return work(self._store)
        except REFUSALS:
            raise
        except _FAILURES as error:
            self._went_away(type(error).__name__)
            raise StoreAwayError from None

    def write(self, work: Callable[[Conversations], T]) -> T:
        """Do something that writes, one after the other where the store takes one writer. Raises as `ask` does."""
        with self._writer:
            return self.ask(work)

    def journal(self, kind: str, conversation: str, at: float, data: str) -> bool:
        """Write down what is to be done when the store is back; whether it is on the disk now. `at`: seconds since 1970."""
        with self._mutex:
            try:
                self._journal.add(kind, conversation, at, data)
            except JournalError as error:
                if not self._cannot_journal:
                    logger.error("journal.cannot_be_written", error=str(error))
                self._cannot_journal = True
                return False
            self._cannot_journal = False
            if not self._is_away:  # it came back meanwhile; what is in the journal goes first
                self._is_away = True
                self._watch()
        return True

    def journalled(self, conversation: str) -> list[Entry]:
        """What this process wrote down of a conversation, oldest first."""
        try:
            return self._journal.of(conversation)
        except JournalError:
            return []

    def forget_journalled(self, conversation: str) -> None:
        """Take a conversation out of all journals. Raises StoreAwayError when that is not possible."""
        try:
            forget_everywhere(self._folder, conversation)
        except JournalError as error:
            logger.error("journal.cannot_be_written", error=str(error))
            raise StoreAwayError from None

    def _went_away(self, reason: str) -> None:
        with self._mutex:
            if self._is_away:
                return
            self._is_away = True
        logger.error("store.away", error=reason)
        self._watch()

    def _watch(self) -> None:
        threading.Thread(target=self._wait, name="faq-store-watch", daemon=True).start()

    def _wait(self) -> None:
        while not self._came_back():
            time.sleep(ASK_AGAIN_SECONDS)
        logger.warning("store.back")

    def _came_back(self) -> bool:
        """Whether the store can be written and has all that was journalled."""
        try:
            database.check(self._url)
            replaying = Replaying(self.engine, self._are_sent, self._folder)
            replaying.replay_left_behind()
            while True:
                replaying.replay(self._journal)
                with self._mutex:  # nothing is journalled meanwhile
                    if self._journal.is_empty():
                        self._journal.close(discard=True)
                        self._is_away = self._cannot_journal = False
                        return True
        except (*_FAILURES, JournalError) as error:
            logger.debug("store.still_away", error=type(error).__name__)
            return False
