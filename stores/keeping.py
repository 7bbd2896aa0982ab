"""How long conversations are kept: what is older is deleted, by whichever process comes to it first."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stores import counting
from stores.database import chores, ended, events, feedback, handled, inbox, one_writer, outbox
from stores.inbox import KEPT_SECONDS
from stores.tidying import mark, tidy

DAY: Final = 86_400  # seconds
SWEEP_SECONDS: Final = 3600
TURN_SECONDS: Final = 60  # no turn takes longer
_SWEEP: Final = "sweep"
_AT_ONCE: Final = 200  # conversations in one transaction: other writers wait that long


class Keeping:
    """The conversations of one database, kept for `days`. Raises sqlalchemy.exc.SQLAlchemyError when it fails."""

    def __init__(self, engine: Engine, days: int) -> None:
        self._engine, self._days = engine, days

    def sweep(self, now: float) -> int:
        """Delete what is too old, unless this or another process did it a short while ago; how many conversations lost something.

        `now`: seconds since 1970.
        """
        if not self._claims(now):
            return 0
        lost = self.delete_before(now - self._days * DAY)
        with self._engine.begin() as connection:
            connection.execute(ended.delete().where(ended.c.until < now))
            connection.execute(handled.delete().where(handled.c.at < now - KEPT_SECONDS))
            connection.execute(inbox.delete().where(inbox.c.at < now - KEPT_SECONDS))  # nobody waits for these any more
        tidy(self._engine, None)
        return lost

    def delete_before(self, cutoff: float) -> int:
        """Delete the turns before a time in seconds since 1970, with what was thought of them; how many conversations lost something.

        A turn that the time cuts in two stays whole until the next sweep.
        """
        with self._engine.connect() as connection:
            told = sa.select(events.c.sender_id).where(_time() < cutoff).distinct()
            old = [row[0] for row in connection.execute(told)]
        lost = 0
        with self._engine.begin() as connection:  # RabbitMQ was away for all that time
            if connection.execute(outbox.delete().where(outbox.c.at < cutoff)).rowcount:
                mark(connection, time.time())
        for first in range(0, len(old), _AT_ONCE):
            lost += self._delete(old[first : first + _AT_ONCE], cutoff)
        return lost

    def _delete(self, conversations: Sequence[str], cutoff: float) -> int:
        """Delete the turns of conversations that were over before a time, and keep their counts; how many had any."""
        gone = 0
        found: Counter[counting.Count] = Counter()
        with self._engine.begin() as connection:
            one_writer(connection, ())  # nobody else counts the same; on PostgreSQL the rows are locked
            for one in conversations:
                doomed = _over(connection, one, cutoff)
                found.update(counting.counted(connection, one, doomed))
                gone += _delete(connection, one, doomed)
            counting.keep(connection, found)
            if gone:
                mark(connection, time.time())
        return gone

    def _claims(self, now: float) -> bool:
        """Whether this process is the one to sweep now."""
        due = sa.or_(chores.c.at <= now - SWEEP_SECONDS, chores.c.at > now)  # later than now: the clock was set back
        with self._engine.begin() as connection:
            taken = connection.execute(chores.update().where(chores.c.name == _SWEEP, due).values(at=now)).rowcount
            known = connection.execute(sa.select(chores.c.at).where(chores.c.name == _SWEEP)).scalar() is not None
        if taken or known:
            return bool(taken)
        try:
            with self._engine.begin() as connection:
                connection.execute(chores.insert(), {"name": _SWEEP, "at": now})
        except sa.exc.IntegrityError:  # another process was first
            return False
        return True


def _time() -> sa.sql.ColumnElement[float]:
    return sa.func.coalesce(events.c.timestamp, 0.0)


def _over(connection: Connection, conversation: str, cutoff: float) -> Any:
    """The condition on the events of a conversation's turns that were over before a time."""
    mine = events.c.sender_id == conversation
    over = _time() < cutoff
    kept = connection.execute(sa.select(sa.func.min(events.c.id)).where(mine, _time() >= cutoff)).scalar()
    if kept is None:
        return over
    cut = sa.select(sa.func.max(events.c.id)).where(mine, events.c.id <= kept, events.c.type_name == "user")
    began = connection.execute(cut.where(_time() >= cutoff - TURN_SECONDS)).scalar()
    return sa.and_(over, events.c.id < (began or kept))


def _delete(connection: Connection, conversation: str, doomed: Any) -> bool:
    """Delete the events of a conversation that a condition picks, and the feedback on them; whether there were any."""
    deleted = connection.execute(events.delete().where(events.c.sender_id == conversation, doomed)).rowcount
    still = sa.select(events.c.id).where(events.c.sender_id == feedback.c.sender_id, events.c.seq == feedback.c.seq)
    connection.execute(feedback.delete().where(feedback.c.sender_id == conversation, ~still.exists()))
    return bool(deleted)
