"""While the bot is away its port answers, with the emergency lines, in the form that the caller reads."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from typing import Any

import pytest

from channels.wording import Wording
from ops import network
from ops.stand_in import StandIn
from tests.http.product import REPOSITORY

PATIENCE = 30
EMERGENCY = Wording(REPOSITORY).emergency_lines()


def answer_to(sent: bytes) -> bytes:
    """What comes back for bytes."""

    async def talk() -> bytes:
        listening = network.listen(network.HOST, 0)
        stand_in = StandIn(listening, REPOSITORY)
        await stand_in.stand(is_wanted=True)
        try:
            return await asyncio.wait_for(_talk(listening.getsockname()[1], sent), PATIENCE)
        finally:
            await stand_in.stand(is_wanted=False)
            listening.close()

    return asyncio.run(talk())


async def _talk(port: int, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(network.HOST, port)
    writer.write(sent)
    writer.write_eof()
    try:
        return await reader.read()
    finally:
        writer.close()


def read(answer: bytes) -> tuple[int, dict[str, str], str]:
    head, _, body = answer.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /webhooks/website/live HTTP/1.1\r\nHost: x\r\n\r\n",
        b'POST /webhooks/website/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{"text": "i am sad"}',
        b"POST /webhooks/telegram/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_a_call_is_refused_in_the_contracts_form_with_when_to_come_again(sent: bytes) -> None:
    status, headers, body = read(answer_to(sent))

    assert (503, "application/json", "close") == (status, headers["Content-Type"], headers["Connection"])
    assert int(headers["Retry-After"]) > 0
    error = json.loads(body)["error"]
    assert "not_ready" == error["code"]
    assert [line for line in EMERGENCY if line not in error["message"]] == []
    assert "sad" not in body


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_page_without_javascript_is_a_page_then_too(method: str) -> None:
    sent = f"{method} /webhooks/website/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b"
    status, headers, body = read(answer_to(sent.encode()))

    assert (503, "text/html; charset=utf-8") == (status, headers["Content-Type"])
    assert "<li>Emergency: call 911" in body
    assert "988" in body


def test_head_has_no_body() -> None:
    status, headers, body = read(answer_to(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n"))

    assert (503, "") == (status, body)
    assert int(headers["Content-Length"]) > 0


@pytest.mark.parametrize(
    "junk", [b"", b"\x16\x03\x01\x02\x00\x01", b"GET", b"a" * 200_000, b"GET / HTTP/1.1\r\nContent-Length: -x\r\n\r\n"]
)
def test_what_is_no_call_breaks_nothing(junk: bytes) -> None:
    assert answer_to(junk) in (b"",) or read(answer_to(junk))[0] == 503


def test_once_it_stands_down_calls_wait_for_the_bot_on_the_same_socket() -> None:
    async def scene() -> bytes:
        listening = network.listen(network.HOST, 0)
        stand_in, port = StandIn(listening, REPOSITORY), listening.getsockname()[1]
        await stand_in.stand(is_wanted=True)
        await stand_in.stand(is_wanted=False)
        call = asyncio.create_task(_talk(port, b"GET / HTTP/1.1\r\n\r\n"))
        await asyncio.sleep(0.1)
        assert not call.done()
        bot = await asyncio.start_server(_says("the bot"), sock=socket.socket(fileno=listening.detach()))
        async with bot:
            return await asyncio.wait_for(call, PATIENCE)

    assert b"the bot" == asyncio.run(scene())


def _says(text: str) -> Callable[..., Any]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(text.encode())
        writer.close()

    return answer
