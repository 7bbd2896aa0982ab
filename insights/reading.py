"""Reading what is stored: the counts kept, and the conversations still there, in one unchanging view of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from insights.period import Period
from stores import counting
from stores.counting import Count
from stores.database import events, feedback
from stores.exchanges import Exchanged, exchanges

_AT_ONCE: Final = 200  # conversations in one statement


@dataclass(frozen=True)
class Opinion:
    """What a person thought of a reply."""

    helpful: bool
    comment: str


Opinions = dict[tuple[str, int], Opinion]  # by conversation and number of the reply
Take = Callable[[Sequence[Exchanged], Opinions], None]


def read(engine: Engine, period: Period, take: Take) -> Counter[Count]:
    """The counts of a period; `take` is given each stored conversation that goes on in it, oldest exchange first.

    Memory holds one conversation at a time. Raises sqlalchemy.exc.SQLAlchemyError when the database fails.
    """
    first, last = period.first.isoformat(), period.last.isoformat()
    with _view(engine) as connection:
        found = counting.kept(connection, first, last)
        opinions = _opinions(connection)
        ratings = {key: opinion.helpful for key, opinion in opinions.items()}
        for conversation, rows in groupby(_rows(connection, period), attrgetter("sender_id")):
            told = list(exchanges(conversation, map(counting.message_of, rows)))
            found.update(counting.tally((one for one in told if period.begins <= one.at < period.ends), ratings))
            take(told, opinions)
    return found


@contextmanager
def _view(engine: Engine) -> Iterator[Connection]:
    """A connection that sees nothing of what is stored or deleted meanwhile: a sweep could hide or double what it counts."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
            yield connection
        return
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("BEGIN")
        yield connection


def _opinions(connection: Connection) -> Opinions:
    return {
        (row.sender_id, row.seq): Opinion(bool(row.helpful), str(row.comment or ""))
        for row in connection.execute(sa.select(feedback))
    }


def _rows(connection: Connection, period: Period) -> Iterator[Any]:
    """All messages of the conversations that go on in a period, conversation after conversation, in order.

    All, because danger that was told before or after it forbids to quote what was said in it.
    """
    within = sa.and_(events.c.timestamp >= period.begins, events.c.timestamp < period.ends)
    ids = [row[0] for row in connection.execute(sa.select(events.c.sender_id).where(within).distinct())]
    ids.sort()
    for first in range(0, len(ids), _AT_ONCE):
        some = events.c.sender_id.in_(ids[first : first + _AT_ONCE])
        query = sa.select(events).where(some, events.c.seq.isnot(None))
        yield from connection.execute(query.order_by(events.c.sender_id, events.c.id)).all()
