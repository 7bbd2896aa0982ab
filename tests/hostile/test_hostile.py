"""Hostile input through every door, at small size: nothing fails, ends a process or shows what another person said.

At full size, with its results: `python -m benchmarks.hostile`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.hostile.doors import website
from benchmarks.hostile.judging import Door, tried
from benchmarks.hostile.webhooks import webhooks
from benchmarks.hostile.world import Victim, replayed, settled, shown_to_others
from tests.http.product import Product, until
from tests.platforms.driver import Driver
from tests.platforms.drivers import DRIVERS
from tests.platforms.in_process import InProcess
from tests.platforms.talking import PATIENCE

SEED = 7
SITE = [
    "messages",
    "messages in good form",
    "feedback",
    "session and history",
    "the form of the chat page",
    "REST",
    "REST in good form",
    "headers",
    "addresses and methods",
]
SITE += ["half requests and other protocols", "forged tokens"]
HOOKS = [f"{kind.connector.name()}, {how}" for kind in DRIVERS for how in ("unsigned", "forged or stale", "signed")]
SLOW = (
    "messages",
    "messages in good form",
    "REST in good form",
    "session and history",
    "REST",
)  # what is good here is answered by the whole bot, or takes long to draw


@pytest.fixture(scope="module")
def victim(product: Product, in_process: InProcess, drivers: dict[str, Driver]) -> Iterator[Victim]:
    """Somebody who has talked through every door; in the end their conversation is as it was."""
    somebody = Victim.made(product.door, drivers, in_process.door)
    yield somebody
    settled(drivers)
    assert somebody.is_unchanged()
    assert 0 == shown_to_others(drivers, somebody.mark)


@pytest.fixture(scope="module")
def doors(product: Product, victim: Victim, drivers: dict[str, Driver]) -> dict[str, Door]:
    return {door.name: door for door in [*website(product.door.session(), victim), *webhooks(drivers)]}


def test_every_door_is_tried(doors: dict[str, Door]) -> None:
    assert [*SITE, *HOOKS] == list(doors)


@pytest.mark.parametrize("name", SITE)
def test_the_website_and_rest_answer_or_refuse_whatever_comes(
    product: Product, doors: dict[str, Door], victim: Victim, name: str
) -> None:
    before = [product.pid(process) for process in ("bot", "action_server")]
    tally = tried(doors[name], product.door.port, 80 if name in SLOW else 200, SEED, (victim.mark,))

    assert [] == tally.faults
    assert before == [product.pid(process) for process in ("bot", "action_server")]
    assert product.door.is_ready()


@pytest.mark.parametrize("name", HOOKS)
def test_every_webhook_takes_or_refuses_whatever_comes(
    in_process: InProcess,
    doors: dict[str, Door],
    victim: Victim,
    name: str,
) -> None:
    tally = tried(doors[name], in_process.door.port, 60 if "signed" in name.split() else 200, SEED, (victim.mark,))

    assert [] == tally.faults


@pytest.mark.parametrize("kind", DRIVERS, ids=lambda kind: kind.connector.name())
def test_an_event_that_is_replayed_is_answered_once(
    in_process: InProcess,
    drivers: dict[str, Driver],
    kind: type[Driver],
) -> None:
    driver = drivers[kind.connector.name()]
    until(lambda: in_process.is_idle(driver.channel), PATIENCE, lambda: "work is left")

    assert 0 == replayed(driver, in_process.door, 30)
