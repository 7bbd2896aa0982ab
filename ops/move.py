"""Copies every conversation from the database of FAQ_DATABASE_URL into another, empty one: python -m ops.move postgresql://…"""

from __future__ import annotations

import sys

import sqlalchemy.exc

from ops import bot, casts, settings
from ops.plain_errors import PlainError, guarded
from ops.progress import Progress
from stores import database
from stores.moving import MoveError, move


def main() -> int:
    """Copy, compare, and say what to do next; the exit code."""
    chosen = settings.current()
    target = _target(sys.argv[1:])
    if target == chosen.database_url:
        raise PlainError("FAQ_DATABASE_URL already names this database; there is nothing to move.")
    bot.check_database(chosen.database_url)
    bot.check_database(target)
    try:
        with Progress("Moving the conversations"):
            moved = move(database.engine_for(chosen.database_url), database.engine_for(target))
    except MoveError as error:
        raise PlainError(str(error)) from error
    except sqlalchemy.exc.SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", None) or type(error).__name__).split())[:200]
        raise PlainError(f"The conversations were not moved ({reason}); stop every bot and try again.") from error
    for name, held in moved.items():
        print(f"{name}: {held.rows} rows, the same in both (SHA-256 {held.digest[:16]}…)")
    print(
        f"Done. Set FAQ_DATABASE_URL to {casts.without_password(target)} and start the bots; the old database is as it was."
    )
    return 0


def _target(arguments: list[str]) -> str:
    try:
        return casts.database_url(arguments[0].strip())
    except (IndexError, ValueError):
        raise PlainError("Say where to: make move TO=postgresql://user:password@host/database") from None


if __name__ == "__main__":
    sys.exit(guarded(main))
