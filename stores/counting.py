"""Counts without text, which outlive the conversations: what is deleted is counted in the transaction that deletes it."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import pytz
import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection

from stores.database import add, counts, events, feedback
from stores.exchanges import Exchanged, Message, exchanges

logger = structlog.get_logger()
ZONE: Final = pytz.timezone("America/New_York")  # Pennsylvania's days; pytz, because not every machine has zone data
# Upper bounds in seconds of what response times are counted by; the last has none.
BOUNDS: Final = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)
CONVERSATIONS, MESSAGES, REPLIES, CATEGORIES = "conversations", "messages", "replies", "categories"
FACTS, OFFERED, SECONDS = "facts", "offered", "seconds"
HELPFUL, UNHELPFUL, FACT_HELPFUL, FACT_UNHELPFUL = "helpful", "unhelpful", "fact helpful", "fact unhelpful"
NO_REPLY: Final = "none"  # in the place of a kind, when a message got no reply
_NAME_MOST: Final = 64  # characters that the table takes
Ratings = Mapping[tuple[str, int], bool]  # by conversation and number of the reply: whether it helped


class Count(NamedTuple):
    """What a number counts: the day (YYYY-MM-DD, Pennsylvania's), the channel ("" where none is kept), what, its name.

    `conversations` begun and `messages` by channel; all else without one: `replies` by kind, `categories` by "kind
    category", `facts` answered, `offered` facts, `seconds` by place among BOUNDS, and by kind or fact whether a
    reply helped.
    """

    day: str
    channel: str
    what: str
    name: str


def day_of(at: float) -> str:
    """The day of a time in seconds since 1970."""
    return datetime.fromtimestamp(at, ZONE).date().isoformat()


def tally(told: Iterable[Exchanged], ratings: Ratings) -> Counter[Count]:
    """The counts of exchanges, with what was thought of their replies."""
    found: Counter[Count] = Counter()
    for one in told:
        day = day_of(one.at)
        found[Count(day, one.channel[:32], MESSAGES, "")] += 1
        if one.is_first:
            found[Count(day, one.channel[:32], CONVERSATIONS, "")] += 1
        for what, name in (*_of_reply(one), *_of_ratings(one, ratings)):
            found[Count(day, "", what, name[:_NAME_MOST])] += 1
    return found


def _of_reply(one: Exchanged) -> Iterable[tuple[str, str]]:
    yield REPLIES, one.kind or NO_REPLY
    if one.category:
        yield CATEGORIES, f"{one.kind} {one.category}"
    if one.kind in ("answer", "clarify"):
        yield from ((FACTS if one.kind == "answer" else OFFERED, fact) for fact in one.facts)
    if one.seconds is not None:
        yield SECONDS, str(bisect_left(BOUNDS, one.seconds))


def _of_ratings(one: Exchanged, ratings: Ratings) -> Iterable[tuple[str, str]]:
    for reply in one.replies:
        helped = ratings.get((one.conversation, reply))
        if helped is not None:
            yield HELPFUL if helped else UNHELPFUL, one.kind or NO_REPLY
            facts = one.facts if one.kind == "answer" else ()
            yield from ((FACT_HELPFUL if helped else FACT_UNHELPFUL, fact) for fact in facts)


def counted(connection: Connection, conversation: str, doomed: Any) -> Counter[Count]:
    """The counts of a conversation's messages that a condition picks, to be kept by the transaction that deletes them.

    To delete comes first: what cannot be read, or is stored by another process in that very instant, is deleted uncounted.
    """
    mine = events.c.sender_id == conversation, events.c.seq.isnot(None)
    picked = sa.select(events).where(*mine, doomed).order_by(events.c.id).with_for_update()
    rows = list(connection.execute(picked))
    if not rows:
        return Counter()
    rated = sa.select(feedback.c.seq, feedback.c.helpful).where(feedback.c.sender_id == conversation)
    ratings = {(conversation, row.seq): bool(row.helpful) for row in connection.execute(rated)}
    try:
        return tally(exchanges(conversation, map(message_of, rows)), ratings)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, OSError) as error:
        logger.error("counting.unreadable", error=type(error).__name__)
        return Counter()


def message_of(row: Any) -> Message:
    """A message from its row in the table of events."""
    return Message(row.seq, row.type_name, row.timestamp or 0.0, json.loads(row.data))


def keep(connection: Connection, found: Counter[Count]) -> None:
    """Add to the counts kept; in one order, so that two processes never wait for each other."""
    for count in sorted(found):
        add(connection, counts, count._asdict(), found[count])


def kept(connection: Connection, first: str, last: str) -> Counter[Count]:
    """The counts kept of the days from `first` to `last`, both included."""
    query = sa.select(counts).where(counts.c.day.between(first, last))
    return Counter({Count(r.day, r.channel, r.what, r.name): r.number for r in connection.execute(query)})
