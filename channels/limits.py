"""Rate limits, by a library: messages of one conversation, and of one address; counted in Redis when several bots share one."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from typing import Any, Final

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import RedisError

from channels.addresses import network
from channels.errors import ApiError
from ops.settings import Settings

logger = structlog.get_logger()
# One address may be a hospital or a library with many people behind it.
PEOPLE_AT_ONE_ADDRESS: Final = 20
ANSWER_SECONDS: Final = 0.5  # for Redis, which takes less than a millisecond
REST_SECONDS: Final = 2.0  # before a Redis that was away is asked again


class RateLimits:
    """Limits in messages a minute for one conversation (`chosen.rate_limit`); 0 switches all of them off.

    Where Redis is set and away, this process counts alone: people are answered, and still nobody can send without end.
    """

    def __init__(self, chosen: Settings) -> None:
        self._on, self._secret = chosen.rate_limit > 0, chosen.secret.encode()
        self._own = _Counter(MemoryStorage())
        self._shared = _in_redis(chosen.redis_url) if chosen.redis_url else None
        self._asked_again_at = 0.0
        self._conversation = RateLimitItemPerMinute(max(chosen.rate_limit, 1))
        self._address = RateLimitItemPerMinute(max(chosen.rate_limit, 1) * PEOPLE_AT_ONE_ADDRESS)

    async def check(self, address: str, conversation: str = "") -> None:
        """Count one call. Raises ApiError 429 with Retry-After when it is one too many."""
        if not self._on:
            return
        for item, name in ((self._conversation, conversation), (self._address, network(address))):
            wait = await self._wait(item, self._key(name)) if name else 0
            if wait:
                raise ApiError(429, "too_fast", headers={"Retry-After": str(wait)})

    async def _wait(self, item: RateLimitItem, key: str) -> int:
        """Seconds until the next call may come; 0 when this one may."""
        if self._shared is None or time.monotonic() < self._asked_again_at:
            return self._own.hit(item, key)
        try:
            return await asyncio.to_thread(self._shared.hit, item, key)
        except (RedisError, OSError) as error:
            self._asked_again_at = time.monotonic() + REST_SECONDS
            logger.error("limits.redis_away", error=type(error).__name__)
            return self._own.hit(item, key)

    def _key(self, name: str) -> str:
        """A name under which nobody finds the address or the conversation again."""
        return hmac.digest(self._secret, f"limit {name}".encode("utf-8", "replace"), hashlib.sha256).hex()[:32]


class _Counter:
    """The library's limiter with its storage, which the limiter itself does not keep alive."""

    def __init__(self, storage: MemoryStorage | RedisStorage) -> None:
        self._storage, self._limiter = storage, MovingWindowRateLimiter(storage)

    def hit(self, item: RateLimitItem, key: str) -> int:
        """Count one call: seconds until the next may come, 0 when this one may."""
        if self._limiter.hit(item, key):
            return 0
        reset, _ = self._limiter.get_window_stats(item, key)
        return max(1, int(reset - time.time()) + 1)


def _in_redis(url: str) -> _Counter:
    options: Any = {"socket_timeout": ANSWER_SECONDS, "socket_connect_timeout": ANSWER_SECONDS}
    return _Counter(RedisStorage(url, **options))
