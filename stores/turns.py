"""Turns: what is done for one conversation is done one after the other, in this process and in all bots that share a Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from stores.redis_locks import RedisLocks


@dataclass(frozen=True)
class _Turn:
    conversation: str
    task: asyncio.Task[Any] | None  # tasks that it begins see the turn too, and it is not theirs


_MINE: ContextVar[_Turn | None] = ContextVar("turn", default=None)


class Turns:
    """The turns of conversations; with an address of a Redis, shared with other bots."""

    def __init__(self, redis_url: str = "") -> None:
        self._here: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._everywhere = RedisLocks(redis_url) if redis_url else None

    @asynccontextmanager
    async def of(self, conversation: str) -> AsyncIterator[None]:
        """Wait for a conversation's turn and hold it; a turn within its own turn goes on at once.

        Raises BusyError of stores/redis_locks.py when another bot does not end its turn.
        """
        before, turn = _MINE.get(), _Turn(conversation, asyncio.current_task())
        if before == turn:
            yield
            return
        # Waiting in this process costs Redis nothing, and keeps the order in which messages came.
        async with self._here.setdefault(conversation, asyncio.Lock()), self._shared(conversation):
            _MINE.set(turn)
            try:
                yield
            finally:
                _MINE.set(before)

    async def close(self) -> None:
        """Close what is open to Redis."""
        if self._everywhere:
            await self._everywhere.close()

    def _shared(self, conversation: str) -> AbstractAsyncContextManager[None]:
        return self._everywhere.hold(conversation) if self._everywhere else nullcontext()
