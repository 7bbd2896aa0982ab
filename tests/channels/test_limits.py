"""Limits count in one bot or in many together, keep no address, and refuse nobody because Redis is away."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import redis

from channels.addresses import network
from channels.errors import ApiError
from channels.limits import ANSWER_SECONDS, PEOPLE_AT_ONE_ADDRESS, RateLimits
from ops import settings
from ops.servers import redis as servers
from tests.http.product import SECRET
from tests.servers.running import Running, running

LIMIT = 3
ADDRESS = "203.0.113.7"


@pytest.fixture(scope="module")
def own_redis() -> Iterator[Running]:
    """One of its own, because these tests harm it."""
    with running(servers.prepare) as server:
        yield server


def limits(folder: Path, redis_url: str = "", limit: int = LIMIT) -> RateLimits:
    environ = {"FAQ_RATE_LIMIT": str(limit), "FAQ_REDIS_URL": redis_url, "FAQ_SECRET": SECRET}
    return RateLimits(settings.load(environ, folder))


def passed(*calls: tuple[RateLimits, str, str]) -> list[bool]:
    """Which calls pass, made one after the other: limits, address, conversation."""

    async def one(of: RateLimits, address: str, conversation: str) -> bool:
        try:
            await of.check(address, conversation)
        except ApiError as refused:
            return (429, "too_fast", True) != (refused.status, refused.code, 1 <= _wait(refused) <= 61)
        return True

    async def all_of_them() -> list[bool]:
        return [await one(*call) for call in calls]

    return asyncio.run(all_of_them())


def _wait(refused: ApiError) -> int:
    return int(refused.headers["Retry-After"])


@pytest.fixture(params=["in the process", "in Redis"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "in the process":
        return ""
    address: str = request.getfixturevalue("redis_server").url
    return address


def test_one_call_too_many_of_a_conversation_is_refused_and_another_conversation_goes_on(
    url: str, tmp_path: Path
) -> None:
    own, one, other = limits(tmp_path, url), uuid4().hex, uuid4().hex

    assert [True] * LIMIT + [False, True] == passed(*[(own, "", one)] * (LIMIT + 1), (own, "", other))


def test_one_address_has_the_limit_of_many_people(url: str, tmp_path: Path) -> None:
    own, address = limits(tmp_path, url), f"test {uuid4().hex}"
    calls = [(own, address, uuid4().hex) for _ in range(LIMIT * PEOPLE_AT_ONE_ADDRESS + 1)]

    assert [True] * (len(calls) - 1) + [False] == passed(*calls)


def test_bots_that_share_a_redis_count_together(redis_server: Running, tmp_path: Path) -> None:
    bots, conversation = [limits(tmp_path, redis_server.url) for _ in range(2)], uuid4().hex

    assert LIMIT == sum(passed(*[(bots[n % 2], "", conversation) for n in range(2 * LIMIT)]))


def test_no_address_and_no_conversation_can_be_read_in_redis(redis_server: Running, tmp_path: Path) -> None:
    passed((limits(tmp_path, redis_server.url), ADDRESS, "web-conversation"))

    with redis.from_url(redis_server.url) as client:
        keys = b" ".join(client.keys("*"))
    assert keys
    assert ADDRESS.encode() not in keys
    assert b"web-conversation" not in keys


def test_while_redis_is_gone_people_are_answered_and_each_bot_counts_alone(own_redis: Running, tmp_path: Path) -> None:
    own, conversation = limits(tmp_path, own_redis.url), uuid4().hex
    with own_redis.gone():
        assert LIMIT == sum(passed(*[(own, "", conversation)] * (2 * LIMIT)))


def test_a_redis_that_says_nothing_holds_up_no_call_for_long(own_redis: Running, tmp_path: Path) -> None:
    own = limits(tmp_path, own_redis.url, limit=100)
    passed((own, "", "before"))
    with own_redis.frozen():
        started = time.monotonic()
        assert all(passed(*[(own, ADDRESS, uuid4().hex) for _ in range(20)]))
        assert time.monotonic() - started < 10 * ANSWER_SECONDS


def test_nothing_is_counted_when_limits_are_off(tmp_path: Path) -> None:
    own = limits(tmp_path, "redis://127.0.0.1:1", limit=0)

    assert all(passed(*[(own, ADDRESS, "c")] * 100))


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unix:", "unix:"),
    ],
)
def test_an_address_is_counted_with_those_that_the_same_household_has(told: str, counted: str) -> None:
    assert counted == network(told)
