"""A body of any size is refused without being kept: told beforehand or not, the bot's memory stays as it was."""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.http.client import HOST, PATIENCE, REST, WEBSITE, Chat
from tests.http.product import Product

SIZE, PART = 100_000_000, 1_000_000
GROWTH_MOST = 20_000_000  # bytes


def resident(product: Product) -> int:
    """The bot's memory, in bytes."""
    status = Path(f"/proc/{product.pid('bot')}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def parts() -> Iterator[bytes]:
    yield from (b" " * PART for _ in range(SIZE // PART))


@pytest.mark.parametrize("path", [f"{WEBSITE}/messages", f"{WEBSITE}/chat", f"{WEBSITE}/session", REST])
@pytest.mark.parametrize("told", [True, False], ids=["told beforehand", "in chunks"])
def test_a_body_of_100_mb_is_not_kept(product: Product, path: str, told: bool) -> None:
    before = resident(product)
    for _ in range(3):
        connection = http.client.HTTPConnection(HOST, product.door.port, timeout=PATIENCE)
        headers = {"Content-Length": str(SIZE)} if told else {"Transfer-Encoding": "chunked"}
        with contextlib.closing(connection):
            with contextlib.suppress(ConnectionError):  # refused and ended while it is still being sent
                connection.request("POST", path, parts(), headers, encode_chunked=not told)
            with contextlib.suppress(ConnectionError, http.client.HTTPException):
                assert connection.getresponse().status == 413

    assert resident(product) - before < GROWTH_MOST
    assert product.door.is_ready()


@pytest.mark.parametrize("size", [1_000_000 - 100, 1_100_000])
def test_a_message_of_1_mb_is_too_long_and_told_so_with_the_emergency_lines(chat: Chat, size: int) -> None:
    answer = chat.post(text="a" * size)

    assert (answer.status, answer.error["code"]) == (413, "too_long")
    assert all(line in answer.error["message"] for line in ("911", "988"))
