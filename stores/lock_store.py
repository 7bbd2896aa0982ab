"""Rasa's lock store on our turns; its own one for Redis reads, changes and writes a lock in three steps, and two bots can hold it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore

from ops import settings
from stores.redis_locks import BusyError
from stores.turns import Turns


class FaqLockStore(LockStore):
    """A conversation's turn is its lock: in the process, and in FAQ_REDIS_URL when that is set.

    A channel that holds the turn already, as the website does, pays nothing for it here.
    """

    def __init__(self, endpoint_config: Any = None, redis_url: str | None = None) -> None:
        super().__init__()
        self._turns = Turns(settings.current().redis_url if redis_url is None else redis_url)

    async def close(self) -> None:
        """Close what is open to Redis."""
        await self._turns.close()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncIterator[TicketLock]:
        """Hold a conversation's turn. Rasa's times count for nothing: there is no polling here, and a lock lives as long as its turn."""
        try:
            async with self._turns.of(conversation_id):
                yield TicketLock(conversation_id)
        except BusyError as error:
            raise LockError("Another bot does not end its turn.") from error
