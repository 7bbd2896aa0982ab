"""The sample report in docs/: the real bot answers made-up people, whose conversations are then spread over a month.

python -m benchmarks.sample_report [--conversations 2000] [--database FILE]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from benchmarks.made_up import Person, people
from faq.knowledge import load
from insights import kept_report
from insights.making import Order, findings
from insights.meaning import Meaning
from insights.page import page
from insights.period import Period
from stores.counting import ZONE
from stores.database import engine_for, events, feedback
from stores.exchanges import RECEIVED
from tests.http.product import REPOSITORY, Product

PLACE: Final = REPOSITORY / "docs" / "sample-report.html"
PERIOD: Final = Period(date(2026, 10, 1), date(2026, 10, 31))
KEEP_DAYS: Final = 30
CONVERSATIONS, CONVERSATIONS_MOST = 2000, 5000
TALKING_AT_ONCE: Final = 4
# The real ones all come in by the website; some are given another channel, so that the page shows how that looks.
CHANNELS: Final = {"website": 70, "twilio_sms": 12, "messenger": 9, "twilio_whatsapp": 5, "telegram": 4}
SUNDAY: Final = 6
HOURS: Final = (*range(7, 23), *range(9, 17))  # office hours twice: then most people write
THINKING: Final = (20.0, 90.0)  # seconds that a person takes for the next message, at least and at most


def main(argv: list[str] | None = None) -> int:
    """Talk, spread, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sample_report", description=__doc__)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS, help=f"at most {CONVERSATIONS_MOST}")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--out", type=Path, default=PLACE)
    parser.add_argument(
        "--database", type=Path, help="keep the conversations in this new SQLite file, to run `make report` on"
    )
    asked = parser.parse_args(argv)
    count = min(asked.conversations, CONVERSATIONS_MOST)
    with tempfile.TemporaryDirectory() as folder:
        database = asked.database or Path(folder) / "made-up.sqlite"
        began = time.monotonic()
        _talk(Path(folder), database, list(people(count, asked.seed)))
        print(f"{count} conversations in {time.monotonic() - began:.0f} s", flush=True)
        _spread(database, random.Random(asked.seed))
        began = time.monotonic()
        made_at = ZONE.localize(datetime(2026, 11, 1, 9)).timestamp()
        found = findings(
            engine_for(f"sqlite:///{database}"), Order(PERIOD, made_at, KEEP_DAYS, is_sample=True), Meaning()
        )
        kept_report.write(page(found, load(REPOSITORY / "knowledge")), asked.out)
        asked.out.chmod(0o644)  # made up: everybody may read it
        print(f"the report in {time.monotonic() - began:.1f} s: {asked.out}")
    return 0


def _talk(folder: Path, database: Path, persons: list[Person]) -> None:
    product = Product(folder, FAQ_DATABASE_URL=f"sqlite:///{database}")
    try:
        product.wait_until_ready()
        with ThreadPoolExecutor(TALKING_AT_ONCE) as pool:
            for _ in pool.map(lambda person: person.talk(product.door.session()), persons):
                pass
    finally:
        product.stop()


def _spread(database: Path, chance: random.Random) -> None:
    """Give every conversation a day, an hour, a channel, and its messages the time that people take."""
    with engine_for(f"sqlite:///{database}").begin() as connection:
        query = sa.select(events.c.sender_id).group_by(events.c.sender_id).order_by(sa.func.min(events.c.id))
        for conversation in [row[0] for row in connection.execute(query)]:
            (channel,) = chance.choices(list(CHANNELS), list(CHANNELS.values()))
            _move(connection, conversation, _moment(chance), channel, chance)


def _moment(chance: random.Random) -> float:
    day = chance.choices(PERIOD.days, [1.0 if day.weekday() >= SUNDAY - 1 else 2.5 for day in PERIOD.days])[0]
    at = datetime(day.year, day.month, day.day, chance.choice(HOURS), chance.randrange(60), chance.randrange(60))
    return float(ZONE.localize(at).timestamp())


def _move(connection: Connection, conversation: str, begins: float, channel: str, chance: random.Random) -> None:
    rows = connection.execute(sa.select(events).where(events.c.sender_id == conversation).order_by(events.c.id)).all()
    shift = begins - rows[0].timestamp
    moved: dict[int, float] = {}
    for row in rows:
        if row.type_name == "user":
            shift += chance.uniform(*THINKING)
        data = _moved(json.loads(row.data), shift, channel)
        if row.seq is not None:
            moved[row.seq] = data["timestamp"]
        change = {"timestamp": data["timestamp"], "data": json.dumps(data)}
        connection.execute(events.update().where(events.c.id == row.id).values(**change))
    for seq, at in moved.items():
        mine = feedback.c.sender_id == conversation, feedback.c.seq == seq
        connection.execute(feedback.update().where(*mine).values(timestamp=at + 9))


def _moved(data: dict[str, Any], shift: float, channel: str) -> dict[str, Any]:
    data["timestamp"] = (data.get("timestamp") or 0.0) + shift
    metadata = data.get("metadata") or {}
    if RECEIVED in metadata:
        data["metadata"] = {**metadata, RECEIVED: metadata[RECEIVED] + shift}
    if data.get("input_channel"):
        data["input_channel"] = channel
    return data


if __name__ == "__main__":
    sys.exit(main())
