"""A lock for each conversation that all bots share, in Redis; when Redis is away, each bot goes on with its own locks alone."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

logger = structlog.get_logger()
LIFE_SECONDS: Final = 3.0  # a bot that was killed holds a conversation no longer
RENEWED_SECONDS: Final = 1.0  # while a turn goes on
ASKED_SECONDS: Final = 0.05  # between two tries to take a lock that another bot has
PATIENCE_SECONDS: Final = 8.0  # for a lock; a message is answered or refused within ten
ANSWER_SECONDS: Final = 0.5  # for Redis, which takes less than a millisecond
REST_SECONDS: Final = 2.0  # before a Redis that was away is asked again
CONNECTIONS: Final = 20


class BusyError(Exception):
    """Another bot has been at work on the conversation for too long."""


class RedisLocks:
    """Locks by redis-py's own lock: taken and given back atomically, by a token, and gone by themselves after LIFE_SECONDS.

    While Redis is away nothing is held, and nobody waits for more than ANSWER_SECONDS. Then a proxy that sends a conversation to one
    bot keeps its order, and the database refuses the second of two turns at once, because each message has a number of its own.
    """

    def __init__(self, url: str) -> None:
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=ANSWER_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
        )
        self._client: Redis = Redis(connection_pool=pool)
        self._asked_again_at, self._is_away = 0.0, False

    @property
    def is_away(self) -> bool:
        """Whether Redis did not answer when it was last asked."""
        return self._is_away

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Hold a conversation's lock, renewed for as long as it takes. Raises BusyError when another bot does not give it back."""
        lock = await self._take(conversation)
        if lock is None:
            yield
            return
        renewing = asyncio.create_task(self._renew(lock))
        try:
            yield
        finally:
            renewing.cancel()
            await self._give_back(lock)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.connection_pool.disconnect()

    async def _take(self, conversation: str) -> Lock | None:
        if time.monotonic() < self._asked_again_at:
            return None
        lock = Lock(
            self._client,
            _key(conversation),
            timeout=LIFE_SECONDS,
            sleep=ASKED_SECONDS,
            blocking_timeout=PATIENCE_SECONDS,
            thread_local=False,
        )
        try:
            taken = await lock.acquire()
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            self._went_away(error)
            return None
        self._came_back()
        if not taken:
            raise BusyError
        return lock

    async def _renew(self, lock: Lock) -> None:
        while True:
            await asyncio.sleep(RENEWED_SECONDS)
            try:
                await lock.reacquire()
            except LockError:
                logger.error("locks.lost")  # this process was held up for longer than the lock lives
                return
            except (RedisError, OSError, asyncio.TimeoutError) as error:
                self._went_away(error)

    async def _give_back(self, lock: Lock) -> None:
        try:
            with suppress(LockError):  # it was lost, and may be another's now
                await lock.release()
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            self._went_away(error)

    def _went_away(self, error: Exception) -> None:
        self._asked_again_at = time.monotonic() + REST_SECONDS
        if not self._is_away:
            logger.error("locks.redis_away", error=type(error).__name__)
        self._is_away = True

    def _came_back(self) -> None:
        if self._is_away:
            logger.warning("locks.redis_back")
        self._is_away = False


def _key(conversation: str) -> str:
    return f"faq:turn:{hashlib.sha256(conversation.encode('utf-8', 'replace')).hexdigest()[:40]}"
