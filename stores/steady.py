"""Conversations that go on while the store is away: from memory, written into the journal, and stored in order when it is back."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from ops.settings import Settings
from stores.circuit import Circuit, StoreAwayError
from stores.conversations import StoredEvent, key_of, numbered
from stores.memory import Known, Memory
from stores.private import without_details
from stores.replaying import TURN, events_of

ENDED_MOST: Final = 10_000  # erased conversations that are remembered without the store
_CLOCK_FROM: Final = 1_735_689_600  # 2025: seconds since then number what nobody here knows the numbers of


class SteadyConversations:
    """What `Conversations` is, for the doors: every call ends soon, also while the store is away, and a turn is kept all the same.

    Calls block, and may come from many threads.
    """

    def __init__(self, circuit: Circuit) -> None:
        self.circuit, self._memory = circuit, Memory()
        self._ended: set[str] = set()

    def begun(self, conversation: str) -> None:
        """Remember that a conversation is new, so that its messages count from 1 whatever happens."""
        self._memory.know(conversation, [], is_whole=True)

    def append(self, conversation: str, new: Sequence[Mapping[str, Any]]) -> list[StoredEvent]:
        """Store events in Rasa's JSON form, or journal them; `is_kept` of what comes back says whether either was possible.

        Raises sqlalchemy.exc.IntegrityError when another turn of the conversation was stored at the same time.
        """
        if not new:
            return []
        known = self._memory.find(conversation)
        above = known.last if known else 0
        try:
            stored = self.circuit.write(lambda store: store.append(conversation, new, above))
        except StoreAwayError:
            stored = self._journal_turn(conversation, new)
        self._memory.add(conversation, stored)
        return stored

    def newest(self, conversation: str, count: int) -> list[StoredEvent]:
        """The newest `count` events, oldest first; while the store is away, as many as are known here."""
        try:
            events = self.circuit.ask(lambda store: store.newest(conversation, count))
        except StoreAwayError:
            known = self._known(conversation)
            return known.events[-count:] if known else []
        self._memory.know(conversation, events, is_whole=len(events) < count)
        return events

    def messages(self, conversation: str, after: int = 0) -> list[StoredEvent]:
        """The messages with a number above `after`, in order; while the store is away, those known here. Raises StoreAwayError."""
        try:
            return self.circuit.ask(lambda store: store.messages(conversation, after))
        except StoreAwayError:
            known = self._known(conversation)
            if known is None:
                raise
            return [event for event in known.events if event.seq is not None and event.seq > after]

    def replies_to(self, conversation: str, client_id: str) -> list[StoredEvent] | None:
        """The bot's messages that followed the user message with a client's id; None when there is no such message."""
        known = self._memory.find(conversation)
        if known and (replies := known.replies_to(client_id)):
            return replies
        try:
            return self.circuit.ask(lambda store: store.replies_to(conversation, client_id))
        except StoreAwayError:
            known = self._known(conversation)
            return known.replies_to(client_id) if known else None

    def all_events(self, conversation: str) -> list[StoredEvent]:
        """Every event, oldest first. Raises StoreAwayError."""
        return self.circuit.ask(lambda store: store.all_events(conversation))

    def ids(self) -> list[str]:
        """The id of every conversation. Raises StoreAwayError."""
        return self.circuit.ask(lambda store: store.ids())

    def give_feedback(self, conversation: str, seq: int, helpful: bool, comment: str, now: float) -> bool:
        """Keep what a person thought of the reply `seq`; False when it is no reply. Raises StoreAwayError."""
        try:
            return self.circuit.write(lambda store: store.give_feedback(conversation, seq, helpful, comment, now))
        except StoreAwayError:
            known = self._known(conversation)
            if known and known.is_whole and not any(e.seq == seq and e.type_name == "bot" for e in known.events):
                return False
            given = {"seq": seq, "helpful": helpful, "comment": without_details(comment)}
            if not self.circuit.journal("feedback", conversation, now, json.dumps(given)):
                raise
            return True

    def end(self, conversation: str, until: float) -> None:
        """Remember, until a time in seconds since 1970, that a conversation was erased. Raises StoreAwayError."""
        if len(self._ended) >= ENDED_MOST:
            self._ended.clear()
        self._ended.add(key_of(conversation))
        try:
            self.circuit.write(lambda store: store.end(key_of(conversation), until))
        except StoreAwayError:
            if not self.circuit.journal("end", conversation, time.time(), json.dumps(until)):
                raise

    def is_ended(self, conversation: str) -> bool:
        """Whether a conversation was erased; while the store is away, as far as is known here."""
        key = key_of(conversation)
        if key in self._ended:
            return True
        try:
            ended = self.circuit.ask(lambda store: store.is_ended(key))
        except StoreAwayError:
            return any(entry.kind == "end" for entry in self.circuit.journalled(conversation))
        if ended:
            self._memory.forget(conversation)
        return ended

    def erase(self, conversation: str) -> int:
        """Remove everything of a conversation, from store, journals and memory; how many messages there were.

        Raises StoreAwayError when the store still holds it; it is erased there as soon as it is back.
        """
        self._memory.forget(conversation)
        now = time.time()
        self.circuit.forget_journalled(conversation)
        try:
            return self.circuit.write(lambda store: store.erase(conversation))
        except StoreAwayError:
            self.circuit.journal("erase", conversation, now, "")
            raise

    # ---- The journal ----

    def _journal_turn(self, conversation: str, new: Sequence[Mapping[str, Any]]) -> list[StoredEvent]:
        known = self._known(conversation)
        stored = numbered(new, known.last if known else int(time.time()) - _CLOCK_FROM)
        turn = json.dumps([[event.seq, event.raw] for event in stored])
        if self.circuit.journal(TURN, conversation, time.time(), turn):
            return stored
        return [replace(event, is_kept=False) for event in stored]

    def _known(self, conversation: str) -> Known | None:
        """What memory has of a conversation, else what the journal has."""
        known = self._memory.find(conversation)
        if known is None:
            turns = [events_of(entry.data) for entry in self.circuit.journalled(conversation) if entry.kind == TURN]
            if not turns:
                return None
            self._memory.add(conversation, [event for turn in turns for event in turn])
            known = self._memory.find(conversation)
        return known


def journal_folder(chosen: Settings) -> Path:
    """Where the journals of one database are, whoever opens it."""
    address = sa.engine.make_url(chosen.database_url).set(username=None, password=None)
    return chosen.root / "var" / "journal" / hashlib.sha256(str(address).encode()).hexdigest()[:16]


def steady_for(chosen: Settings) -> SteadyConversations:
    """The conversations of this process, the same for all its doors."""
    return _steady(chosen.database_url, journal_folder(chosen), bool(chosen.rabbitmq_url))


@lru_cache(maxsize=8)
def _steady(url: str, folder: Path, are_sent: bool) -> SteadyConversations:
    return SteadyConversations(Circuit(url, folder, are_sent))
