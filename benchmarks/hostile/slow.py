"""Slow lines: connections that send half a request and then wait, to hold all that a server has."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

HALVES: Final = (  # half a head, half a body, and a body in chunks that never end
    b"GET /webhooks/website/live HTTP/1.1\r\nHost: a\r\nX-Slow: ",
    b"POST /webhooks/website/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{",
    b"POST /webhooks/website/session HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
)


@dataclass(frozen=True)
class Held:
    """What came of slow lines: how many were opened, how many the server had ended by the deadline, and what others waited, in seconds."""

    opened: int
    ended: int
    waited: list[float]


def held(port: int, certificate: str, count: int, deadline: float, ask: Callable[[], None]) -> Held:
    """Open slow lines to a server with TLS, and let somebody else `ask` meanwhile, until the lines are ended or `deadline` seconds are over."""
    with _slow_lines(port, certificate, count) as lines:
        waited, started = list[float](), time.monotonic()
        while True:
            before = time.monotonic()
            ask()
            waited.append(time.monotonic() - before)
            ended = sum(map(_is_ended, lines))
            if ended == len(lines) or time.monotonic() - started > deadline:
                return Held(len(lines), ended, waited)
            time.sleep(0.1)


@contextmanager
def _slow_lines(port: int, certificate: str, count: int) -> Iterator[list[ssl.SSLSocket]]:
    trusted = ssl.create_default_context(cafile=certificate)
    with contextlib.ExitStack() as opened:
        lines = []
        for number in range(count):
            plain = socket.create_connection(("127.0.0.1", port), 30)
            line = opened.enter_context(trusted.wrap_socket(plain, server_hostname="127.0.0.1"))
            line.sendall(HALVES[number % len(HALVES)])
            line.setblocking(False)
            lines.append(line)
        yield lines


def _is_ended(line: ssl.SSLSocket) -> bool:
    """Whether the server has answered or closed the line."""
    try:
        line.recv(1)
    except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return False
    except OSError:
        return True
    return True
