"""Sends what is in the outbox to RabbitMQ, at least once and in order, for as long as it takes: python -m ops.relay."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from typing import Final

import aio_pika
import sqlalchemy.exc
from aio_pika.abc import AbstractExchange

from ops import settings
from ops.plain_errors import guarded
from stores.database import engine_for
from stores.outbox import Letter, Outbox

logger = logging.getLogger(__name__)
NAME: Final = "faq.events"  # of the exchange, which anybody may bind a queue to, and of a queue that keeps what nobody has fetched
AT_ONCE: Final = 100
ASK_AGAIN_SECONDS: Final = 0.5  # when the outbox is empty
ANSWER_SECONDS: Final = 5
AWAY: Final = (
    aio_pika.exceptions.AMQPError,
    aio_pika.exceptions.ChannelInvalidStateError,  # a channel whose connection broke off
    sqlalchemy.exc.SQLAlchemyError,
    OSError,
    asyncio.TimeoutError,
)
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds after a failure; doubled each time


def main() -> int:
    """Send until stopped."""
    chosen = settings.current()
    logging.basicConfig(level=chosen.log_level, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("aio_pika").setLevel("CRITICAL")  # what it would say is said here, once
    logging.getLogger("aiormq").setLevel("CRITICAL")
    asyncio.run(relay(Outbox(engine_for(chosen.database_url)), chosen.rabbitmq_url))
    return 0


async def relay(outbox: Outbox, url: str) -> None:
    """Send for ever; while RabbitMQ or the database is away, wait and try again."""
    wait, is_away = FIRST_WAIT, False
    while True:
        try:
            connection = await aio_pika.connect(url, timeout=ANSWER_SECONDS)
            async with connection:
                exchange = await _exchange(connection)
                while True:
                    sent = await send(outbox, exchange)
                    if is_away:
                        logger.warning("events are sent again")
                    wait, is_away = FIRST_WAIT, False
                    if sent < AT_ONCE:
                        await asyncio.sleep(ASK_AGAIN_SECONDS)
        except AWAY as error:
            if not is_away:
                logger.error("events wait in the outbox (%s)", type(error).__name__)
            is_away = True
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)


async def send(outbox: Outbox, exchange: AbstractExchange) -> int:
    """Send some of what waits, and forget it once RabbitMQ has it on its disk; how many. When it fails all of them wait on."""
    with outbox.taken(AT_ONCE) as letters:
        for letter in letters:
            # Routed or refused: an event that no queue takes would be lost in silence.
            await exchange.publish(_message(letter), _kind(letter), mandatory=True, timeout=ANSWER_SECONDS)
        return len(letters)


async def _exchange(connection: aio_pika.abc.AbstractConnection) -> AbstractExchange:
    channel = await connection.channel(publisher_confirms=True)
    exchange = await channel.declare_exchange(NAME, aio_pika.ExchangeType.TOPIC, durable=True)
    queue = await channel.declare_queue(NAME, durable=True)
    await queue.bind(exchange, "#")
    return exchange


def _message(letter: Letter) -> aio_pika.Message:
    """`message_id` is the same when an event is sent twice, so that who gets it can tell."""
    return aio_pika.Message(
        letter.data.encode("utf-8"),
        content_type="application/json",
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=str(letter.id),
        type=_kind(letter),
        headers={"conversation": letter.sender_id},
    )


def _kind(letter: Letter) -> str:
    return str(json.loads(letter.data).get("event") or "event")


if __name__ == "__main__":
    sys.exit(guarded(main))
