"""RabbitMQ away, and the bot killed meanwhile: every stored event comes to the queue at least once."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import aio_pika
import sqlalchemy as sa

from benchmarks.faults.places import Place
from ops.relay import NAME
from ops.servers import rabbitmq
from ops.servers.server import folder_for_servers
from stores.database import engine_for, events
from stores.outbox import Outbox
from tests.http.product import Product, until
from tests.servers.running import Running

PATIENCE: Final = 180


@contextmanager
def with_broker() -> Iterator[Place]:
    """One bot on SQLite that sends its events to RabbitMQ."""
    with ExitStack() as stack:
        folder = stack.enter_context(folder_for_servers())
        own = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="faq-faults-", ignore_cleanup_errors=True)))
        broker = Running(rabbitmq.prepare(folder), folder / "log")
        stack.callback(broker.stop)
        product = Product(own, FAQ_RABBITMQ_URL=broker.url)
        stack.callback(product.stop)
        product.wait_until_ready()
        yield Place(product.door, own, product, servers={"RabbitMQ": broker})


def lose(place: Place, seconds: float) -> float:
    """Kill RabbitMQ, then the bot, and start RabbitMQ again."""
    with place.servers["RabbitMQ"].gone():
        time.sleep(seconds / 2)
        place.bot.signal("bot", signal.SIGKILL)
        time.sleep(seconds / 2)
    at = time.monotonic()
    until(place.door.is_ready, PATIENCE, place.bot.said)
    return at


def unsent(place: Place) -> tuple[int, str]:
    """How many stored events never came to the queue, and the counts in words."""
    engine = engine_for(f"sqlite:///{place.folder}/conversations.sqlite")
    until(lambda: Outbox(engine).waiting() == 0, PATIENCE, lambda: "events wait on in the outbox")
    with engine.connect() as connection:
        stored = int(connection.execute(sa.select(sa.func.count()).select_from(events)).scalar_one())
    sent = asyncio.run(_in_queue(place.servers["RabbitMQ"].url))
    return max(0, stored - sent), f"{stored} events stored, {sent} in the queue"


async def _in_queue(url: str) -> int:
    connection = await aio_pika.connect(url)
    async with connection:
        queue = await (await connection.channel()).declare_queue(NAME, durable=True, passive=True)
        return int(queue.declaration_result.message_count or 0)
