"""HTTP as bytes: sends what no client library would, and reads what comes back."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

HOST: Final = "127.0.0.1"
PATIENCE: Final = 60.0  # seconds for one answer on a busy machine
Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Sent:
    """One request as bytes. `raw` goes out instead of all else when it is not empty."""

    method: bytes
    path: bytes
    headers: Headers = ()
    body: bytes = b""
    raw: bytes = b""

    def as_bytes(self) -> bytes:
        """The request on the wire."""
        if self.raw:
            return self.raw
        lines = [b"%s %s HTTP/1.1" % (self.method, self.path)]
        named = {name.lower() for name, _ in self.headers}
        own = [(b"Host", b"127.0.0.1")] if b"host" not in named else []
        length = [(b"Content-Length", b"%d" % len(self.body))] if self.body or self.method != b"GET" else []
        lines += [b"%s: %s" % pair for pair in [*own, *length, *self.headers]]
        return b"\r\n".join([*lines, b"", self.body])


@dataclass(frozen=True)
class Got:
    """What came back; status 0 when the server only closed the line."""

    status: int
    headers: str = ""
    content: bytes = b""


@dataclass
class Wire:
    """A line to a port, opened anew when the server has closed it."""

    port: int
    _line: socket.socket | None = field(default=None, init=False)

    def ask(self, sent: Sent) -> Got:
        """Send, and read one answer. A line that was closed in the meantime is opened once more."""
        content = sent.as_bytes()
        for _ in range(2):
            fresh = self._line is None
            line = self._line or self._open()
            try:
                line.sendall(content)
                if sent.raw:  # it may be half a request, and the server would wait for the rest
                    line.shutdown(socket.SHUT_WR)
                return self._read(line, sent.method)
            except (http.client.HTTPException, ConnectionError):
                self.close()
                if fresh:
                    break
        return Got(0)

    def close(self) -> None:
        """End the line."""
        if self._line is not None:
            self._line.close()
        self._line = None

    def _open(self) -> socket.socket:
        self._line = socket.create_connection((HOST, self.port), PATIENCE)
        return self._line

    def _read(self, line: socket.socket, method: bytes) -> Got:
        answer = http.client.HTTPResponse(line, method="HEAD" if method == b"HEAD" else "GET")
        answer.begin()
        got = Got(answer.status, str(answer.headers), answer.read())
        if answer.will_close:
            self.close()
        return got
