"""The head of a request that is no HTTP, or tells two lengths, is refused with an answer, and the bot goes on."""

from __future__ import annotations

import pytest

from benchmarks.hostile.wire import Sent, Wire
from tests.http.client import WEBSITE, Door

ADDRESSES = [
    b"/\xc3\xa9",
    b"/\xff",
    f"{WEBSITE}/\xe9".encode(),
    f"{WEBSITE}/messages?after=\xff".encode("latin-1"),
    b"x",
    b"http://[",
]
LENGTHS = {
    "a length and a coding": b"Content-Length: 5\r\nTransfer-Encoding: chunked",
    "a coding and a length": b"Transfer-Encoding: chunked\r\nContent-Length: 5",
    "the same length twice": b"Content-Length: 5\r\nContent-Length: 5",
    "two lengths": b"Content-Length: 5\r\nContent-Length: 6",
    "two lengths in one": b"Content-Length: 5, 6",
    "a negative length": b"Content-Length: -1",
    "a length with a sign": b"Content-Length: +5",
    "a length with an underline": b"Content-Length: 0_5",
    "no length": b"Content-Length: ",
    "a coding that nobody reads": b"Transfer-Encoding: gzip",
    "two codings": b"Transfer-Encoding: chunked, identity",
    "a chunk of a negative length": b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0",
}


def answered(door: Door, raw: bytes) -> int:
    line = Wire(door.port)
    try:
        return line.ask(Sent(b"GET", b"/", raw=raw)).status
    finally:
        line.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_none_gets_an_answer(door: Door, address: bytes) -> None:
    assert answered(door, b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % address) == 400
    assert door.is_ready()


@pytest.mark.parametrize("length", LENGTHS.values(), ids=list(LENGTHS))
def test_a_body_whose_length_is_not_told_once_and_plainly_is_refused(door: Door, length: bytes) -> None:
    head = f"POST {WEBSITE}/session HTTP/1.1\r\nHost: a\r\n".encode()

    assert answered(door, head + length + b"\r\n\r\nhello") == 400
    assert door.is_ready(), "it still answers others"
