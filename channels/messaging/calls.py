"""Calls of a platform's API: bounded in time, tried again as the platform asks, and recorded when they are lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

import aiohttp
import structlog

from channels.messaging.counting import COUNTS
from channels.messaging.parts import Call, Outcome
from channels.messaging.platform import FIRST_WAIT, Platform

logger = structlog.get_logger()
SECONDS: Final = 10  # for one try
TRIES: Final = 4
WAIT_MOST: Final = 60  # seconds between two tries; a platform that asks for more has stopped serving us


class Calls:
    """The calls of one channel, over one HTTP client that is opened with the first of them."""

    def __init__(self, channel: str, platform: Platform, seconds: float = SECONDS) -> None:
        self._counts, self._channel, self._platform = COUNTS[channel], channel, platform
        self._timeout = aiohttp.ClientTimeout(total=seconds)
        self._session: aiohttp.ClientSession | None = None

    async def make(self, call: Call) -> bool:
        """Make a call, again when the platform asks for it or does not answer; False when it is lost, which is recorded.

        A call without an answer may have been taken: what is said twice harms less than help lines that never come.
        """
        outcome = Outcome(False)
        for attempt in range(TRIES):
            outcome, _ = await self.once(call)
            if outcome.good:
                self._counts["sent"] += 1
                return True
            if outcome.again_after is None or attempt == TRIES - 1:
                break
            await asyncio.sleep(min(max(outcome.again_after, FIRST_WAIT * 2**attempt), WAIT_MOST))
        self._counts["lost"] += 1
        logger.error("channel.message_lost", channel=self._channel, reason=outcome.reason)
        return False

    async def once(self, call: Call) -> tuple[Outcome, Mapping[str, Any]]:
        """One try: how it went, and the platform's JSON answer, {} when there is none."""
        headers = {**self._platform.headers(), **call.headers}
        body: dict[str, Any] = {"data" if call.form else "json": call.body} if call.method == "POST" else {}
        try:
            session = await self._opened()
            url = f"{self._platform.base}{call.path}"
            async with session.request(call.method, url, headers=headers, **body) as response:
                answer = _object(await response.read())
                names = {name.lower(): value for name, value in response.headers.items()}
                return self._platform.outcome(response.status, names, answer), answer
        except (aiohttp.ClientError, OSError, ValueError, asyncio.TimeoutError) as error:
            return Outcome(False, FIRST_WAIT, type(error).__name__), {}

    async def close(self) -> None:
        """Close the client."""
        if self._session is not None:
            await self._session.close()

    async def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
