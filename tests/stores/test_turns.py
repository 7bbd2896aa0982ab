"""One turn of a conversation at a time, in one bot and in many; Redis that restarts, is gone, or says nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any
from uuid import uuid4

import pytest
from rasa.core.lock_store import LockError
from redis.asyncio import from_url

from ops.servers import redis as servers
from stores import redis_locks
from stores.lock_store import FaqLockStore
from stores.turns import Turns
from tests.servers.running import Running, running

Bots = Callable[[int], list[Turns]]


@pytest.fixture(params=["in one process", "in Redis"])
def bots(request: pytest.FixtureRequest) -> Bots:
    """So many bots that share their turns; of one process there is only one."""
    if request.param == "in one process":
        return lambda count: [Turns()] * count
    url = request.getfixturevalue("redis_server").url
    return lambda count: [Turns(url) for _ in range(count)]


@pytest.fixture(scope="module")
def own_redis() -> Iterator[Running]:
    """One of its own, because these tests harm it."""
    with running(servers.prepare) as server:
        yield server


def run(work: Callable[[], Coroutine[Any, Any, None]], *opened: Turns | FaqLockStore) -> None:
    async def all_of_it() -> None:
        try:
            await asyncio.wait_for(work(), 60)
        finally:
            for turns in opened:
                await turns.close()

    asyncio.run(all_of_it())


def test_no_two_turns_of_a_conversation_are_at_once_and_none_is_left_out(bots: Bots) -> None:
    many, conversation, inside, done = bots(4), uuid4().hex, [0], []

    async def turn(turns: Turns, number: int) -> None:
        async with turns.of(conversation):
            inside[0] += 1
            assert 1 == inside[0]
            await asyncio.sleep(0.002)
            inside[0] -= 1
        done.append(number)

    async def work() -> None:
        await asyncio.gather(*(turn(turns, n) for n in range(10) for turns in many))

    run(work, *many)
    assert 40 == len(done)


def test_turns_of_different_conversations_go_side_by_side(bots: Bots) -> None:
    turns = bots(1)[0]

    async def work() -> None:
        met = asyncio.Event()
        async with turns.of(uuid4().hex):

            async def other() -> None:
                async with turns.of(uuid4().hex):
                    met.set()

            task = asyncio.create_task(other())
            await met.wait()
        await task

    run(work, turns)


def test_messages_of_one_process_keep_their_order(bots: Bots) -> None:
    turns, conversation, order = bots(1)[0], uuid4().hex, []

    async def turn(number: int) -> None:
        async with turns.of(conversation):
            await asyncio.sleep(0.001 * (5 - number))
            order.append(number)

    async def work() -> None:
        tasks = []
        for number in range(5):
            tasks.append(asyncio.create_task(turn(number)))
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)

    run(work, turns)
    assert [0, 1, 2, 3, 4] == order


def test_rasas_lock_within_a_turn_of_its_own_conversation_goes_on_at_once(redis_server: Running) -> None:
    turns, store, conversation = Turns(redis_server.url), FaqLockStore(redis_url=redis_server.url), uuid4().hex

    async def work() -> None:
        async with turns.of(conversation), store.lock(conversation):
            pass

    run(work, turns, store)


def test_a_task_that_is_begun_within_a_turn_has_to_wait_like_all_others(bots: Bots) -> None:
    turns, conversation = bots(1)[0], uuid4().hex

    async def work() -> None:
        async with turns.of(conversation):
            task = asyncio.create_task(_enter(turns, conversation))
            await asyncio.sleep(0.2)
            assert not task.done()
        await task

    run(work, turns)


def test_a_turn_that_takes_longer_than_a_lock_lives_keeps_its_lock(
    redis_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_locks, "LIFE_SECONDS", 0.6)
    monkeypatch.setattr(redis_locks, "RENEWED_SECONDS", 0.1)
    one, other, conversation, order = Turns(redis_server.url), Turns(redis_server.url), uuid4().hex, []

    async def work() -> None:
        async def second() -> None:
            async with other.of(conversation):
                order.append("second")

        async with one.of(conversation):
            task = asyncio.create_task(second())
            await asyncio.sleep(1.5)
            order.append("first")
        await task

    run(work, one, other)
    assert ["first", "second"] == order


def test_a_conversation_that_a_killed_bot_held_goes_on_once_the_lock_has_died(redis_server: Running) -> None:
    one, conversation = Turns(redis_server.url), uuid4().hex

    async def work() -> None:
        killed = from_url(redis_server.url)
        try:
            await killed.set(redis_locks._key(conversation), b"its token", px=int(redis_locks.LIFE_SECONDS * 1000))
        finally:
            await killed.close(close_connection_pool=True)
        started = time.monotonic()
        async with one.of(conversation):
            assert 0.5 < time.monotonic() - started < redis_locks.PATIENCE_SECONDS

    run(work, one)


def test_a_bot_that_never_ends_its_turn_is_told_as_rasas_own_error(
    redis_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_locks, "PATIENCE_SECONDS", 0.3)
    store, other, conversation = FaqLockStore(redis_url=redis_server.url), Turns(redis_server.url), uuid4().hex

    async def work() -> None:
        async def hold(until: asyncio.Event, held: asyncio.Event) -> None:
            async with other.of(conversation):
                held.set()
                await until.wait()

        until, held = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(hold(until, held))
        await held.wait()
        with pytest.raises(LockError):
            async with store.lock(conversation):
                pass
        until.set()
        await task

    run(work, other, store)


def test_while_redis_is_gone_turns_go_on_in_each_bot_and_once_it_is_back_they_are_shared_again(
    own_redis: Running,
) -> None:
    one, other, conversation = Turns(own_redis.url), Turns(own_redis.url), uuid4().hex

    async def work() -> None:
        with own_redis.gone():
            started = time.monotonic()
            for _ in range(20):
                async with one.of(conversation):
                    pass
            assert time.monotonic() - started < 10 * redis_locks.ANSWER_SECONDS
        await asyncio.sleep(redis_locks.REST_SECONDS)
        async with one.of(conversation):
            second = asyncio.create_task(_enter(other, conversation))
            await asyncio.sleep(0.3)
            assert not second.done()
        await second

    run(work, one, other)


def test_a_redis_that_says_nothing_holds_up_no_turn_for_long(own_redis: Running) -> None:
    one, conversation = Turns(own_redis.url), uuid4().hex

    async def work() -> None:
        async with one.of(conversation):
            pass
        with own_redis.frozen():
            started = time.monotonic()
            for _ in range(20):
                async with one.of(conversation):
                    pass
            assert time.monotonic() - started < 10 * redis_locks.ANSWER_SECONDS

    run(work, one)


def test_a_redis_that_restarts_within_a_turn_does_not_end_it(own_redis: Running) -> None:
    one, conversation, done = Turns(own_redis.url), uuid4().hex, []

    async def work() -> None:
        async with one.of(conversation):
            with own_redis.gone():
                pass
            done.append(1)
        async with one.of(conversation):
            done.append(2)

    run(work, one)
    assert [1, 2] == done


async def _enter(turns: Turns, conversation: str) -> None:
    async with turns.of(conversation):
        pass
