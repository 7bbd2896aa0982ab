"""The outbox: events stored together with the conversation, sent to RabbitMQ afterwards, and forgotten once it has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stores import postgresql
from stores.database import outbox


@dataclass(frozen=True)
class Letter:
    """An event on its way: its number, its conversation, and the event as JSON."""

    id: int
    sender_id: str
    data: str


def post(connection: Connection, conversation: str, events: Sequence[str], now: float) -> None:
    """Put events, as JSON, into the outbox in the transaction that stores them: both are kept, or neither.

    `now`: seconds since 1970, from which their time to be kept counts.
    """
    if events:
        connection.execute(outbox.insert(), [{"sender_id": conversation, "at": now, "data": event} for event in events])


class Outbox:
    """What is to be sent from one database. Raises sqlalchemy.exc.SQLAlchemyError when it fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def taken(self, most: int) -> Iterator[list[Letter]]:
        """The oldest events, at most so many, gone when the block ends well and there again when it does not.

        On PostgreSQL one process at a time takes any, and the others none, so that events go out in order; on SQLite there is one process.
        """
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql" and not postgresql.is_mine(connection):
                yield []
                return
            query = sa.select(outbox).order_by(outbox.c.id).limit(most)
            letters = [Letter(row.id, row.sender_id, row.data) for row in connection.execute(query)]
            yield letters
            if letters:
                connection.execute(outbox.delete().where(outbox.c.id.in_([letter.id for letter in letters])))

    def waiting(self) -> int:
        """How many events are not sent yet."""
        with self._engine.connect() as connection:
            count: Any = connection.execute(sa.select(sa.func.count()).select_from(outbox)).scalar()
            return int(count)
