"""Every stored event reaches RabbitMQ at least once and in order; without RabbitMQ none is kept for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import aio_pika
import pytest

from ops.relay import NAME, relay
from ops.servers import rabbitmq
from stores import database
from stores.conversations import Conversations
from stores.outbox import Outbox
from tests.servers.running import Running, running
from tests.stores.saying import listening, replied, said

PATIENCE = 60


@pytest.fixture(scope="module")
def broker() -> Iterator[Running]:
    with running(rabbitmq.prepare) as server:
        yield server


@pytest.fixture
def sending(url: str) -> Conversations:
    return Conversations(database.engine_for(url), are_sent=True)


@pytest.fixture
def box(url: str) -> Outbox:
    return Outbox(database.engine_for(url))


async def fetched(url: str, count: int) -> list[tuple[str, str]]:
    """So many events from the queue: conversation, and text or kind."""
    connection = await aio_pika.connect(url)
    async with connection:
        queue = await (await connection.channel()).declare_queue(NAME, durable=True)
        found = []
        async with queue.iterator() as messages:
            async for message in messages:
                await message.ack()
                event = json.loads(message.body)
                found.append((str(message.headers["conversation"]), event.get("text") or event["event"]))
                if len(found) == count:
                    return found
    raise AssertionError


def relayed(box: Outbox, url: str, count: int) -> list[tuple[str, str]]:
    """What comes out of RabbitMQ while the relay works."""

    async def both() -> list[tuple[str, str]]:
        working = asyncio.create_task(relay(box, url))
        try:
            return await asyncio.wait_for(fetched(url, count), PATIENCE)
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    return asyncio.run(both())


def test_every_event_comes_in_the_order_in_which_it_was_stored(
    sending: Conversations, box: Outbox, broker: Running
) -> None:
    for number in range(60):
        sending.append(f"c{number % 3}", [listening(), said(f"q{number}"), replied(f"a{number}")])
    wanted = [(f"c{n % 3}", text) for n in range(60) for text in ("action", f"q{n}", f"a{n}")]

    assert wanted == relayed(box, broker.url, len(wanted))


def test_what_was_sent_is_forgotten(sending: Conversations, box: Outbox, broker: Running) -> None:
    sending.append("c", [said("one")])

    async def until_empty() -> None:
        working = asyncio.create_task(relay(box, broker.url))
        while box.waiting():
            await asyncio.sleep(0.05)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)

    asyncio.run(asyncio.wait_for(until_empty(), PATIENCE))
    assert [("c", "one")] == asyncio.run(asyncio.wait_for(fetched(broker.url, 1), PATIENCE))


def test_what_breaks_off_is_sent_again(sending: Conversations, box: Outbox) -> None:
    sending.append("c", [said("one"), replied("two")])
    with pytest.raises(RuntimeError), box.taken(10):
        raise RuntimeError

    assert 2 == box.waiting()


def test_an_event_that_was_not_stored_is_not_sent(sending: Conversations, box: Outbox) -> None:
    sending.append("c", [said("one", "m1")])
    with pytest.raises(Exception, match=r"(?i)unique"):
        sending.append("c", [said("again", "m1")])

    assert 1 == box.waiting()


def test_of_an_erased_conversation_only_that_is_sent(sending: Conversations, box: Outbox) -> None:
    sending.append("c", [said("secret")])
    sending.append("d", [said("other")])
    sending.erase("c")

    with box.taken(10) as letters:
        assert [("d", "user"), ("c", "erased")] == [(x.sender_id, json.loads(x.data)["event"]) for x in letters]
        assert "secret" not in str(letters)


def test_without_rabbitmq_nothing_is_kept_for_it(conversations: Conversations, box: Outbox) -> None:
    conversations.append("c", [said("one")])
    conversations.erase("c")

    assert 0 == box.waiting()


def test_on_postgresql_one_process_at_a_time_sends(empty_postgresql: str) -> None:
    engine = database.engine_for(empty_postgresql)
    Conversations(engine, are_sent=True).append("c", [said("one")])

    with Outbox(engine).taken(10) as first, Outbox(engine).taken(10) as second:
        assert (1, 0) == (len(first), len(second))
