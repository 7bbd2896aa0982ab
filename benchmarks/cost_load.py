"""Load on a bot over REST, bounded in count and time, from one client or from several, each in short conversations."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import httpx

from benchmarks.cost_server import REST

TURNS: Final = 5  # messages of one conversation
ANSWER_MOST: Final = 60  # seconds for one answer
_PERCENTS: Final = (50, 95, 99)


@dataclass(frozen=True)
class Load:
    """Times of single replies in milliseconds, how many messages got no reply, and how long all took in seconds."""

    milliseconds: tuple[float, ...]
    unanswered: int
    seconds: float

    @property
    def rate(self) -> float:
        """Messages answered a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0


def together(loads: Sequence[Load]) -> Load:
    """Several loads as one."""
    times = tuple(t for load in loads for t in load.milliseconds)
    return Load(times, sum(load.unanswered for load in loads), sum(load.seconds for load in loads))


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 by the nearest rank: the smallest value that so many per cent do not exceed."""
    ordered = sorted(milliseconds)
    return {f"p{p}": ordered[max(0, -(-p * len(ordered) // 100) - 1)] for p in _PERCENTS}


def send(base: str, texts: Sequence[str], clients: int) -> Load:
    """Send every text, by so many clients at once that share them out; a client waits for each reply before it goes on."""
    return asyncio.run(_send(base, texts, clients))


async def _send(base: str, texts: Sequence[str], clients: int) -> Load:
    waiting = iter(texts)
    start = time.perf_counter()
    parts = await asyncio.gather(*(_client(base, waiting) for _ in range(clients)))
    seconds = time.perf_counter() - start
    return Load(tuple(t for times, _ in parts for t in times), sum(missed for _, missed in parts), seconds)


async def _client(base: str, waiting: Iterator[str]) -> tuple[list[float], int]:
    """The times of one client's replies, and how many messages were not answered."""
    times: list[float] = []
    sent = missed = 0
    sender = ""
    async with httpx.AsyncClient(base_url=base, timeout=ANSWER_MOST) as client:
        for text in waiting:
            sender = uuid.uuid4().hex if sent % TURNS == 0 else sender
            sent += 1
            start = time.perf_counter()
            try:
                answer = await client.post(REST, json={"sender": sender, "message": text})
                answered = answer.status_code == 200 and bool(answer.json())
            except (httpx.HTTPError, ValueError):
                answered = False
            times.append(1000 * (time.perf_counter() - start))
            missed += not answered
    return times, missed
