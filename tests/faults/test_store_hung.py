"""A database server that says nothing costs the first message seconds and all others nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from channels.exchange import SECONDS_MOST
from ops.servers import postgresql
from stores.circuit import Circuit
from stores.database import engine_of
from stores.steady import SteadyConversations
from stores.threads import off_loop
from tests.http.product import until
from tests.servers.running import Running, running

PEOPLE = 40


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(partial(postgresql.prepare, is_safe=False)) as started:
        yield started
        engine_of(started.url).dispose()  # it would wait for its clients to go


def turn(number: int) -> list[dict[str, Any]]:
    now = time.time()
    return [{"event": "user", "timestamp": now, "text": f"word {number}", "metadata": {"client_id": str(number)}}]


@pytest.mark.parametrize("fault", ["frozen", "gone"])
def test_everybody_is_answered_in_time_the_loop_goes_on_and_nothing_is_lost(
    server: Running, tmp_path: Path, fault: str
) -> None:
    steady = SteadyConversations(Circuit(server.url, tmp_path / "journal"))
    gaps: list[float] = []

    async def person(number: int) -> float:
        started = time.monotonic()
        await off_loop(steady.is_ended, f"{fault} {number}")
        await off_loop(steady.newest, f"{fault} {number}", 30)
        (event,) = await off_loop(steady.append, f"{fault} {number}", turn(number))
        assert event.is_kept
        return time.monotonic() - started

    async def clock() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.05)
            gaps.append(time.monotonic() - before)

    async def scene() -> list[float]:
        ticking = asyncio.create_task(clock())
        taken = await asyncio.gather(*(person(number) for number in range(PEOPLE)))
        ticking.cancel()
        return list(taken)

    with getattr(server, fault)():
        taken = asyncio.run(scene())
    until(lambda: not steady.circuit.is_away, 60, lambda: "the store does not come back")

    assert max(taken) < SECONDS_MOST
    assert max(gaps) < 2, "the event loop stood still"
    assert [1] * PEOPLE == [len(steady.messages(f"{fault} {number}")) for number in range(PEOPLE)]
