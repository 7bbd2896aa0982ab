"""Rate limits, by a library: messages of one conversation, and of one address."""

from __future__ import annotations

import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from channels.errors import ApiError

# One address may be a hospital or a library with many people behind it.
PEOPLE_AT_ONE_ADDRESS = 20


class RateLimits:
    """Limits in messages a minute for one conversation; 0 switches all of them off."""

    def __init__(self, per_minute: int) -> None:
        self._on = per_minute > 0
        self._storage = MemoryStorage()  # kept here, because the limiter holds no more than a weak reference
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._conversation = RateLimitItemPerMinute(max(per_minute, 1))
        self._address = RateLimitItemPerMinute(max(per_minute, 1) * PEOPLE_AT_ONE_ADDRESS)

    def check(self, address: str, conversation: str = "") -> None:
        """Count one call. Raises ApiError 429 with Retry-After when it is one too many."""
        if not self._on:
            return
        for item, key in ((self._conversation, conversation), (self._address, address)):
            if key and not self._limiter.hit(item, key):
                reset, _ = self._limiter.get_window_stats(item, key)
                wait = max(1, int(reset - time.time()) + 1)
                raise ApiError(429, "too_fast", headers={"Retry-After": str(wait)})
