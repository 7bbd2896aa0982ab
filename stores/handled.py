"""Events that were taken in hand: each is answered once, whichever process it comes to and however often it comes."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from stores.database import handled

KEPT_SECONDS = 4 * 86_400  # longer than any platform goes on sending an event again
PURGE_EVERY_SECONDS = 3600


class Handled:
    """The events of one database. Raises sqlalchemy.exc.SQLAlchemyError when it fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._purged = engine, 0.0

    def take(self, key: str, now: float) -> bool:
        """Take an event in hand, by a hash of its id; False when somebody has it already. `now`: seconds since 1970."""
        self._purge(now)
        try:
            with self._engine.begin() as connection:
                connection.execute(handled.insert(), {"key": key, "at": now})
        except sa.exc.IntegrityError:
            return False
        return True

    def _purge(self, now: float) -> None:
        if now - self._purged < PURGE_EVERY_SECONDS:
            return
        self._purged = now
        with self._engine.begin() as connection:
            connection.execute(handled.delete().where(handled.c.at < now - KEPT_SECONDS))
