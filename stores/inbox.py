"""The inbox: events of messaging platforms from their acknowledgement to their answer, each answered by one process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from stores.database import handled, inbox

KEPT_SECONDS: Final = 4 * 86_400  # longer than any platform goes on sending an event again
LEASE_SECONDS: Final = 15.0  # a process that has not said for so long that it is at work is gone
EVENT: Final = "event"  # kinds of journal entries
ANSWERED: Final = "answered"


@dataclass(frozen=True)
class Taken:
    """An event taken in hand: a hash of its id, its conversation, its channel, and what it is, encrypted."""

    key: str
    conversation: str
    channel: str
    sealed: str


class Inbox:
    """The inbox of one database. Times are in seconds since 1970. Raises sqlalchemy.exc.SQLAlchemyError when it fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, event: Taken, at: float, now: float) -> bool:
        """Take an event in hand that came at `at`; False when somebody has it already."""
        row = {"key": event.key, "sender_id": event.conversation, "channel": event.channel, "sealed": event.sealed}
        try:
            with self._engine.begin() as connection:
                connection.execute(handled.insert(), {"key": event.key, "at": at})
                connection.execute(inbox.insert(), {**row, "at": at, "until": now + LEASE_SECONDS})
        except sa.exc.IntegrityError:
            return False
        return True

    def done(self, key: str) -> None:
        """Forget an event that is answered."""
        with self._engine.begin() as connection:
            connection.execute(inbox.delete().where(inbox.c.key == key))

    def hold(self, keys: Iterable[str], until: float) -> None:
        """Say until when this process has these events in hand."""
        with self._engine.begin() as connection:
            connection.execute(inbox.update().where(inbox.c.key.in_(list(keys))).values(until=until))

    def left_behind(self, channel: str, now: float) -> list[Taken]:
        """The events of a channel whose process is gone, oldest first, now in this one's hand."""
        with self._engine.begin() as connection:
            over = sa.or_(inbox.c.until <= now, inbox.c.until > now + 2 * LEASE_SECONDS)  # or the clock was set back
            query = sa.select(inbox).where(inbox.c.channel == channel, over).order_by(inbox.c.at)
            rows = connection.execute(query).all()
            mine = []
            for row in rows:
                same = sa.and_(inbox.c.key == row.key, inbox.c.until == row.until)  # unless another process was first
                if connection.execute(inbox.update().where(same).values(until=now + LEASE_SECONDS)).rowcount:
                    mine.append(Taken(row.key, row.sender_id, row.channel, row.sealed))
        return mine
