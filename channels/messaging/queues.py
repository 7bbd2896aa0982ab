"""Work done after a webhook is acknowledged: in order within a conversation, side by side between conversations."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog

Work = Callable[[], Awaitable[Any]]
WAITING_MOST: Final = 20  # of one conversation
logger = structlog.get_logger()


class Queues:
    """What waits, by conversation; a conversation with nothing to do takes no room."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def is_full(self, conversation: str) -> bool:
        """Whether a conversation has as much waiting as it may."""
        return len(self._waiting.get(conversation, ())) >= WAITING_MOST

    def add(self, conversation: str, work: Work) -> None:
        """Do something once all that a conversation had to do before is done."""
        if conversation in self._waiting:
            self._waiting[conversation].append(work)
            return
        self._waiting[conversation] = deque([work])
        self.beside(lambda: self._work_off(conversation))

    def beside(self, work: Work) -> None:
        """Do something at once, in no order."""
        task = asyncio.create_task(_quietly(work))
        self._tasks.add(task)  # the loop alone would let go of it
        task.add_done_callback(self._tasks.discard)

    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is being done."""
        return not self._tasks

    async def drain(self, seconds: float) -> int:
        """Wait until everything is done, at most `seconds`, and give up the rest; how many tasks were given up."""
        if not self._tasks:
            return 0
        _, left = await asyncio.wait(self._tasks, timeout=seconds)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return len(left)

    async def _work_off(self, conversation: str) -> None:
        waiting = self._waiting[conversation]
        try:
            while waiting:
                await _quietly(waiting[0])
                waiting.popleft()
        finally:
            del self._waiting[conversation]


async def _quietly(work: Work) -> None:
    try:
        await work()
    except Exception as error:  # what fails for one message must not stop the next  # noqa: BLE001
        logger.error("channel.work_failed", error=type(error).__name__)
