"""Answers in the bot's place, on its own port, while it is not there: with the emergency lines."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Final

from channels.wording import Wording

HEAD_MOST: Final = 64_000  # bytes
BODY_MOST: Final = 1_000_000  # bytes that are read and thrown away, so that the caller comes to read the answer
SECONDS: Final = 5  # for one call
AGAIN_SECONDS: Final = 5
_FORM: Final = "/webhooks/website/chat"
_PAGE: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>
<body><main><p><strong>{sentence}</strong></p><p>{lead}</p><ul>{lines}</ul></main></body></html>
"""


class StandIn:
    """Takes calls on a socket that is listening already and that the bot shares; the bot is not to take any meanwhile."""

    def __init__(self, listening: socket.socket, root: Path) -> None:
        self._listening, self._wording = listening, Wording(root)
        self._server: asyncio.AbstractServer | None = None
        self._is_wanted = False

    async def stand(self, is_wanted: bool) -> None:
        """Begin to answer, or stop."""
        self._is_wanted = is_wanted
        if is_wanted and self._server is None:
            self._server = await asyncio.start_server(self._answer, sock=self._listening.dup(), limit=HEAD_MOST)
        if not self._is_wanted and self._server is not None:
            self._server.close()
            self._server = None

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(
            OSError, ValueError, asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError
        ):
            await asyncio.wait_for(self._one_call(reader, writer), SECONDS)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async def _one_call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, _, path = first.partition(" ")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        size = min(int(headers.get("content-length") or 0), BODY_MOST)
        if size > 0 and "100-continue" not in headers.get("expect", ""):
            await reader.readexactly(size)
        is_page = path.split(" ")[0].split("?")[0] == _FORM
        kind, content = ("text/html", self._page()) if is_page else ("application/json", self._error())
        answer = (
            "HTTP/1.1 503 Service Unavailable",
            f"Content-Type: {kind}; charset=utf-8" if is_page else f"Content-Type: {kind}",
            f"Content-Length: {len(content)}",
            f"Retry-After: {AGAIN_SECONDS}",
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Content-Security-Policy: default-src 'none'",
            "Connection: close",
            "\r\n",
        )
        writer.write("\r\n".join(answer).encode("latin-1") + (b"" if method == "HEAD" else content))
        await writer.drain()

    def _error(self) -> bytes:
        message = f"{self._wording.phrase('not_ready')} {self._wording.emergency()}"
        return json.dumps({"error": {"code": "not_ready", "message": message}}).encode()

    def _page(self) -> bytes:
        words = self._wording
        lines = "".join(f"<li>{escape(line)}</li>" for line in words.emergency_lines())
        sentence, lead = escape(words.phrase("not_ready")), escape(words.phrase("emergency_lead"))
        return _PAGE.format(title=sentence, sentence=sentence, lead=lead, lines=lines).encode()
