"""Conversations as stored: append, read back, find a message sent before, erase."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stores import counting, database, outbox
from stores.database import ended, events, feedback, put
from stores.private import event_without_details, without_details
from stores.tidying import mark, tidy

ERASED = "erased"  # the event that is sent when a conversation was erased; it is not kept
MESSAGES = ("user", "bot")  # the types of event that a person sees


@dataclass(frozen=True)
class StoredEvent:
    """One event: its place in the conversation's messages (None when it is no message), when, and its data."""

    seq: int | None
    type_name: str
    timestamp: float
    data: Mapping[str, Any]


class Conversations:
    """The stored events of all conversations. Each call is one transaction. `are_sent`: whether each event goes to the outbox too.

    Raises sqlalchemy.exc.SQLAlchemyError when the database fails.
    """

    def __init__(self, engine: Engine, are_sent: bool = False) -> None:
        self._engine, self._are_sent = engine, are_sent

    def append(self, conversation: str, new: Sequence[Mapping[str, Any]]) -> None:
        """Store events in Rasa's JSON form, all or none, without personal details; messages are numbered on."""
        if not new:
            return
        with self._engine.begin() as connection:
            seq = _last_seq(connection, conversation)
            rows = []
            for event in map(event_without_details, new):
                message = event["event"] in MESSAGES
                seq += message
                rows.append(_row(conversation, event, seq if message else None))
            connection.execute(events.insert(), rows)
            if self._are_sent:
                outbox.post(connection, conversation, [row["data"] for row in rows], time.time())

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

    def erase(self, conversation: str) -> int:
        """Remove everything of a conversation but its counts, from the database's pages too; how many messages there were."""
        with self._engine.begin() as connection:
            counting.take_hold(connection)
            messages = _last_seq(connection, conversation)
            counting.keep(connection, counting.counted(connection, conversation, sa.true()))
            for table in (events, feedback, database.outbox):
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

    def _read(self, query: Any) -> list[StoredEvent]:
        with self._engine.connect() as connection:
            return [StoredEvent(r.seq, r.type_name, r.timestamp, json.loads(r.data)) for r in connection.execute(query)]


def _last_seq(connection: Connection, conversation: str) -> int:
    return (
        connection.execute(sa.select(sa.func.max(events.c.seq)).where(events.c.sender_id == conversation)).scalar() or 0
    )


def _row(conversation: str, event: Mapping[str, Any], seq: int | None) -> dict[str, Any]:
    client_id = (event.get("metadata") or {}).get("client_id") if event["event"] == "user" else None
    return {
        "sender_id": conversation,
        "type_name": event["event"],
        "timestamp": event.get("timestamp"),
        "seq": seq,
        "client_id": client_id,
        "data": json.dumps(event),
    }
