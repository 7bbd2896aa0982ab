"""`make forget`: delete conversations now: one by its id, one person's on a messaging channel, or all older than some days."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from channels.messaging.keys import Keys
from ops import bot, casts, settings
from ops.plain_errors import PlainError, guarded
from stores.conversations import Conversations
from stores.database import engine_for, metadata
from stores.journal import forget_everywhere
from stores.keeping import DAY, Keeping
from stores.steady import journal_folder
from stores.tidying import tidy


def main(argv: list[str] | None = None) -> int:
    """Delete, rewrite the database, and say how much there was."""
    asked = _asked(argv)
    chosen = settings.current()
    bot.check_database(chosen.database_url)
    engine = engine_for(chosen.database_url)
    folder = journal_folder(chosen)
    if asked.days is not None:
        forget_everywhere(folder, before=time.time() - asked.days * DAY)
        lost = Keeping(engine, asked.days).delete_before(time.time() - asked.days * DAY)
        said = f"{lost} conversation{'' if lost == 1 else 's'} lost what was older than {asked.days} days."
    else:
        known_as = asked.conversation or Keys(asked.channel, chosen.secret).conversation(asked.person)
        forget_everywhere(folder, known_as)
        messages = Conversations(engine).erase(known_as)
        said = f"{messages} messages were deleted." if messages else "There is no such conversation."
    _rewrite(engine)
    print(said)
    return 0


def _asked(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make forget", description=__doc__)
    parser.add_argument("--conversation", metavar="ID", help="the conversation with this id")
    parser.add_argument("--channel", help="with --person: a messaging channel, such as telegram")
    parser.add_argument("--person", help="with --channel: the person's id on that platform")
    parser.add_argument("--days", type=_days, help="everything older than so many days")
    asked = parser.parse_args(argv)
    ways = [bool(asked.conversation), bool(asked.channel and asked.person), asked.days is not None]
    if sum(ways) != 1 or bool(asked.channel) != bool(asked.person):
        parser.error("name one: --conversation ID, --channel CHANNEL --person ID, or --days N")
    return asked


def _days(text: str) -> Any:
    return casts.whole(0, 3650)(text)


def _rewrite(engine: Engine) -> None:
    """Leave nothing of what was deleted in the database's files."""
    if engine.dialect.name == "sqlite":
        if not tidy(engine, None):
            raise PlainError(
                "It is deleted, but the database is busy and could not be rewritten; the bot does it within the hour."
            )
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in metadata.sorted_tables:
            connection.execute(sa.text(f"VACUUM (FULL) {table.name}"))


if __name__ == "__main__":
    sys.exit(guarded(main))
