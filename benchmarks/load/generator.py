"""The load generator, a process of its own: python -m benchmarks.load.generator PLAN FOUND.

An open model: when each message comes is drawn beforehand (a Poisson process) and does not hang on how fast the bot answers; its time
counts from then, and not from when it could be sent. A client that waits for each reply before it sends the next sends less just when
the bot is slow, and leaves out what waiting people would have felt (Gil Tene, "How NOT to Measure Latency", 2013: coordinated
omission; Schroeder, Wierman and Harchol-Balter, "Open Versus Closed: A Cautionary Tale", NSDI 2006).
"""

from __future__ import annotations

import asyncio
import signal
import ssl
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import aiohttp

from benchmarks.load.checking import kept_apart, said_alone
from benchmarks.load.crowd import SECONDS_BETWEEN, Crowd
from benchmarks.load.doors import ANSWER_MOST, Talk, Website, door
from benchmarks.load.plan import TURNS_MOST, Found, Plan
from benchmarks.load.script import arrivals, by_kind, conversation

WAITING_MOST: Final = 2000  # messages on their way at once; one more counts as an error and is not sent
_FEWEST_TOGETHER: Final = 20


class Run:
    """One plan being carried out."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._door = plan, door(plan.door, plan.base)
        texts = by_kind()
        together = plan.together or max(_FEWEST_TOGETHER, round(SECONDS_BETWEEN * plan.rate))
        self._crowd = Crowd(
            lambda number: Talk(number, conversation(texts, number, plan.seed, plan.turns)),
            together,
            plan.all_begin,
            plan.seed,
        )
        self._times = arrivals(plan.rate, plan.seconds, plan.seed, TURNS_MOST)
        self._latencies: list[float] = []
        self._late: list[float] = []
        self._errors: Counter[str] = Counter()
        self._slow, self._slower = 0, 0
        self._waiting: set[asyncio.Task[None]] = set()
        self._most_waiting = 0
        self._stopping = asyncio.Event()
        self._gave_up = False

    def stop(self) -> None:
        """Send nothing more, and tell what was found so far."""
        self._stopping.set()

    async def carry_out(self) -> Found:
        """Send everything, wait for the last reply, and look whether anything was crossed."""
        async with AsyncExitStack() as opened:
            clients = [await opened.enter_async_context(_client(self._plan, a)) for a in self._plan.addresses or ("",)]
            start = time.perf_counter()
            await self._send(clients, start)
            if self._waiting:
                await asyncio.wait(self._waiting)
            seconds, cpu = time.perf_counter() - start, time.process_time()
            compared, replayed, crossed = await self._check(clients)
        return Found(
            len(self._times),
            self._latencies,
            dict(self._errors),
            self._late,
            seconds,
            cpu,
            len(self._crowd.talks),
            self._most_waiting,
            self._gave_up,
            self._stopping.is_set() and not self._gave_up,
            crossed,
            compared,
            replayed,
        )

    async def _send(self, clients: list[aiohttp.ClientSession], start: float) -> None:
        for at in self._times:
            planned = start + at
            ahead = planned - time.perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)
            if self._stopping.is_set() or self._is_lost():
                return
            if len(self._waiting) >= WAITING_MOST:
                self._note(float(ANSWER_MOST), "too many waiting")
                continue
            talk = self._crowd.next()
            task = asyncio.create_task(self._say(clients[talk.number % len(clients)], talk, planned))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)
            self._most_waiting = max(self._most_waiting, len(self._waiting))

    async def _say(self, client: aiohttp.ClientSession, talk: Talk, planned: float) -> None:
        self._late.append(time.perf_counter() - planned)
        turn = await self._door.say(client, talk)
        self._note(time.perf_counter() - planned, turn.error)
        talk.turns.append(turn)
        self._crowd.done(talk)

    def _note(self, seconds: float, error: str) -> None:
        self._latencies.append(seconds)
        self._errors.update([error] if error else [])
        self._slow += seconds > self._plan.limits.p95
        self._slower += seconds > self._plan.limits.p99

    def _is_lost(self) -> bool:
        """Whether the limits cannot be held any more, whatever the rest brings."""
        most, limits = len(self._times), self._plan.limits
        broken = (
            self._slow > 0.05 * most
            or self._slower > 0.01 * most
            or self._errors.total() > max(2, limits.errors * most)
        )
        self._gave_up = self._plan.giving_up and broken
        return self._gave_up

    async def _check(self, clients: list[aiohttp.ClientSession]) -> tuple[int, int, list[str]]:
        if not self._plan.checked or not isinstance(self._door, Website):
            return 0, 0, []
        compared, crossed = await kept_apart(self._door, clients, self._crowd.talks)
        replayed, other = 0, []
        if self._plan.replayed:
            replayed, other = await said_alone(self._door, clients[0], self._crowd.talks, self._plan.replayed)
        return compared, replayed, [*crossed, *other]


def _client(plan: Plan, address: str) -> aiohttp.ClientSession:
    """Calls that come from an address of this machine ("": whichever), without a bound on connections."""
    trusted: ssl.SSLContext | bool = ssl.create_default_context(cafile=plan.certificate) if plan.certificate else True
    connector = aiohttp.TCPConnector(limit=0, ssl=trusted, local_addr=(address, 0) if address else None)
    return aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=ANSWER_MOST))


async def _main(plan: Plan, path: Path) -> None:
    run = Run(plan)
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, run.stop)
    (await run.carry_out()).write(path)


def main() -> None:
    """Carry out the plan of a file, and leave what was found in another."""
    told, path = (Path(argument) for argument in sys.argv[1:3])
    asyncio.run(_main(Plan.read(told), path))


if __name__ == "__main__":
    main()
