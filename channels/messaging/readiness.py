"""Whether a messaging channel is open: its secrets are there, and the platform takes them."""

from __future__ import annotations

import time
from typing import Final

import structlog

from channels.messaging.calls import Calls
from channels.messaging.platform import Platform

logger = structlog.get_logger()
ASK_AGAIN_SECONDS: Final = 30


class Readiness:
    """What the platform said when it was last asked; asked at start, and again when somebody wants to know."""

    def __init__(self, channel: str, platform: Platform, calls: Calls) -> None:
        self._channel, self._platform, self._calls = channel, platform, calls
        self._asked, self._reason = float("-inf"), f"{platform.title} has not answered yet"

    async def reason(self) -> str:
        """Why messages would not be answered, or ""; asks the platform when it was not asked for a while."""
        if time.monotonic() - self._asked > ASK_AGAIN_SECONDS:
            await self.ask()
        return self._reason

    async def ask(self) -> None:
        """Ask the platform now."""
        self._asked, before, call = time.monotonic(), self._reason, self._platform.check()
        if call is None:
            self._reason = ""
            return
        outcome, answer = await self._calls.once(call)
        refused = outcome.again_after is None
        self._reason = (
            ""
            if outcome.good
            else f"{self._platform.title} {'refuses the secrets' if refused else 'does not answer'} ({outcome.reason})"
        )
        if outcome.good:
            self._platform.checked(answer)
        elif self._reason != before:
            logger.warning("channel.unready", channel=self._channel, reason=self._reason)
