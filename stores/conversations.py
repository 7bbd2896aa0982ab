"""Conversations as stored: append, read back, find a message sent before, erase."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stores import counting, database, outbox
from stores.database import ended, events, feedback, put
from stores.private import event_without_details, without_details
from stores.tidying import mark, tidy

ERASED = "erased"  # the event that is sent when a conversation was erased; it is not kept
MESSAGES = ("user", "bot")  # the types of event that a person sees
FORGOTTEN_SECONDS = 30 * 86_400  # for how long something late, from before an erasure, is known as such


@dataclass(frozen=True)
class StoredEvent:
    """One event: its place in the conversation's messages (None when it is no message), when, its data, and these as JSON.

    `is_kept`: False while nothing but this process's memory has it.
    """

    seq: int | None
    type_name: str
    timestamp: float
    data: Mapping[str, Any]
    raw: str = ""
    is_kept: bool = True


class Conversations:
    """The stored events of all conversations. Each call is one transaction. `are_sent`: whether each event goes to the outbox too.

    Raises sqlalchemy.exc.SQLAlchemyError when the database fails.
    """

    def __init__(self, engine: Engine, are_sent: bool = False) -> None:
        self._engine, self._are_sent = engine, are_sent

    def append(self, conversation: str, new: Sequence[Mapping[str, Any]], above: int = 0) -> list[StoredEvent]:
        """Store events in Rasa's JSON form, all or none, without personal details; messages are numbered on, from above `above`.

        What was stored: nothing when the conversation was erased meanwhile.
        """
        if not new:
            return []
        with self._writing([conversation]) as connection:
            stored = numbered(new, max(above, _last_seq(connection, conversation)))
            return stored if self._insert(connection, conversation, stored) else []

    def restore(self, turns: Sequence[tuple[str, Sequence[StoredEvent]]]) -> None:
        """Store turns of a journal, each by its conversation, in order; one that is stored already is not stored again.

        Messages have their own numbers, or the next ones where those are given already.
        """
        with self._writing([conversation for conversation, _ in turns]) as connection:
            for conversation, journalled in turns:
                if not _is_stored(connection, conversation, journalled):
                    last = _last_seq(connection, conversation)
                    self._insert(connection, conversation, list(_renumbered(journalled, last)))

    def newest(self, conversation: str, count: int) -> list[StoredEvent]:
        """The newest `count` events, oldest first."""
        query = sa.select(events).where(events.c.sender_id == conversation).order_by(events.c.id.desc()).limit(count)
        return list(reversed(self._read(query)))

    def messages(self, conversation: str, after: int = 0) -> list[StoredEvent]:
        """The messages with a number above `after`, in order."""
        query = sa.select(events).where(events.c.sender_id == conversation, events.c.seq > after).order_by(events.c.seq)
        return self._read(query)

    def replies_to(self, conversation: str, client_id: str) -> list[StoredEvent] | None:
        """The bot's messages that followed the user message with a client's id; None when there is no such message."""
        with self._engine.connect() as connection:
            asked = connection.execute(
                sa.select(events.c.seq).where(events.c.sender_id == conversation, events.c.client_id == client_id)
            ).scalar()
        if asked is None:
            return None
        replies: list[StoredEvent] = []
        for message in self.messages(conversation, asked):
            if message.type_name == "user":
                break
            replies.append(message)
        return replies

    def all_events(self, conversation: str) -> list[StoredEvent]:
        """Every event, oldest first."""
        return self._read(sa.select(events).where(events.c.sender_id == conversation).order_by(events.c.id))

    def ids(self) -> list[str]:
        """The id of every conversation."""
        with self._engine.connect() as connection:
            return [row[0] for row in connection.execute(sa.select(events.c.sender_id).distinct())]

    def give_feedback(self, conversation: str, seq: int, helpful: bool, comment: str, now: float) -> bool:
        """Keep what a person thought of the reply `seq`, in the place of what they said before; False when it is no reply."""
        with self._engine.begin() as connection:
            kind = connection.execute(
                sa.select(events.c.type_name).where(events.c.sender_id == conversation, events.c.seq == seq)
            ).scalar()
            if kind != "bot":
                return False
            row = {"sender_id": conversation, "seq": seq, "helpful": helpful, "timestamp": now}
            put(connection, feedback, {**row, "comment": without_details(comment)})
        return True

    def erase(self, conversation: str, at: float | None = None) -> int:
        """Remove everything of a conversation but its counts, from the database's pages too; how many messages there were.

        `at`: when it was asked for, in seconds since 1970; now when None. What began before is not stored later.
        """
        with self._writing([conversation]) as connection:
            messages = _last_seq(connection, conversation)
            counting.keep(connection, counting.counted(connection, conversation, sa.true()))
            until = (time.time() if at is None else at) + FORGOTTEN_SECONDS
            put(connection, ended, {"key": _forgotten_key(conversation), "until": until})
            for table in (events, feedback, database.outbox, database.inbox):
                connection.execute(table.delete().where(table.c.sender_id == conversation))
            if self._are_sent:  # who got the events has to erase them too
                outbox.post(connection, conversation, [json.dumps({"event": ERASED})], time.time())
            mark(connection, time.time())
        tidy(self._engine)
        return messages

    def end(self, key: str, until: float) -> None:
        """Remember, by a hash of its id and until a time in seconds since 1970, that a conversation was erased."""
        with self._engine.begin() as connection:
            put(connection, ended, {"key": key, "until": until})

    def is_ended(self, key: str) -> bool:
        """Whether a conversation was erased, by a hash of its id."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(ended.c.key).where(ended.c.key == key)).scalar() is not None

    @contextmanager
    def _writing(self, conversations: Sequence[str]) -> Iterator[Connection]:
        """A transaction in which nobody else writes into these conversations, so that what is looked up in it stays true."""
        with self._engine.begin() as connection:
            database.one_writer(connection, conversations)
            yield connection

    def _insert(self, connection: Connection, conversation: str, stored: Sequence[StoredEvent]) -> bool:
        """Store events unless the conversation was erased since: what comes late must not outlive it."""
        if _was_erased(connection, conversation, stored):
            return False
        connection.execute(events.insert(), [_row(conversation, event) for event in stored])
        if self._are_sent:
            outbox.post(connection, conversation, [event.raw for event in stored], time.time())
        return True

    def _read(self, query: Any) -> list[StoredEvent]:
        with self._engine.connect() as connection:
            rows = connection.execute(query)
            return [StoredEvent(r.seq, r.type_name, r.timestamp, json.loads(r.data), r.data) for r in rows]


def key_of(conversation: str) -> str:
    """The hash of a conversation's id under which it is remembered that it was erased."""
    return hashlib.sha256(conversation.encode()).hexdigest()


def numbered(new: Sequence[Mapping[str, Any]], seq: int) -> list[StoredEvent]:
    """Events in Rasa's JSON form as they are stored: without personal details, messages numbered from behind `seq`."""
    stored = []
    for event in map(event_without_details, new):
        message = event["event"] in MESSAGES
        seq += message
        when = event.get("timestamp") or 0.0
        stored.append(StoredEvent(seq if message else None, event["event"], when, event, json.dumps(event)))
    return stored


def _last_seq(connection: Connection, conversation: str) -> int:
    return (
        connection.execute(sa.select(sa.func.max(events.c.seq)).where(events.c.sender_id == conversation)).scalar() or 0
    )


def _renumbered(journalled: Sequence[StoredEvent], last: int) -> Iterator[StoredEvent]:
    for event in journalled:
        if event.seq is None:
            yield event
        else:
            last = max(event.seq, last + 1)
            yield replace(event, seq=last)


def _is_stored(connection: Connection, conversation: str, journalled: Sequence[StoredEvent]) -> bool:
    """Whether a turn came to the database after all before it was journalled, or was restored before: by its message or its times."""
    ids = [client_id for event in journalled if (client_id := _client_id(event))]
    first = journalled[0]
    same = sa.and_(events.c.type_name == first.type_name, events.c.timestamp == first.timestamp)
    query = sa.select(events.c.id).where(events.c.sender_id == conversation, events.c.client_id.in_(ids) | same)
    return connection.execute(query.limit(1)).scalar() is not None


def _was_erased(connection: Connection, conversation: str, stored: Sequence[StoredEvent]) -> bool:
    """Whether a conversation is ended, or was erased after these events began."""
    forgotten = _forgotten_key(conversation)
    found = connection.execute(sa.select(ended).where(ended.c.key.in_([key_of(conversation), forgotten])))
    marks = {row.key: row.until for row in found}
    erased_at = marks.pop(forgotten, 0.0) - FORGOTTEN_SECONDS
    # A mark from the future: the clock was set back, and what is said now is not late.
    return bool(marks) or stored[0].timestamp <= erased_at <= time.time()


def _forgotten_key(conversation: str) -> str:
    return hashlib.sha256(f"forgotten {conversation}".encode()).hexdigest()


def _client_id(event: StoredEvent) -> str | None:
    return (event.data.get("metadata") or {}).get("client_id") if event.type_name == "user" else None


def _row(conversation: str, event: StoredEvent) -> dict[str, Any]:
    return {
        "sender_id": conversation,
        "type_name": event.type_name,
        "timestamp": event.timestamp,
        "seq": event.seq,
        "client_id": _client_id(event),
        "data": event.raw,
    }
