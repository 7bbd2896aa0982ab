"""What a supervised server owes its supervisor: it serves on the socket that it was given, says each second that its loop turns, and ends soon."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from functools import wraps
from typing import Any, Final

SOCKET: Final = "FAQ_SOCKET_FD"  # names of environment variables that hold numbers of open files
BEAT: Final = "FAQ_BEAT_FD"
BEAT_SECONDS: Final = 1.0
END_SECONDS: Final = 10.0  # for connections at the end of a server; every message is answered or refused within them
_TASK: Final = "faq_beating"
_ENDS: Final = "faq_ends"


def serve_as_told() -> None:
    """Let every Sanic server of this process use the socket and the pipe that the supervisor handed on, if it did."""
    from sanic import Sanic  # here, because its imports warn

    run = Sanic.run

    @wraps(run)
    def run_as_told(app: Sanic, *arguments: Any, **options: Any) -> None:
        """Sanic's own `run`, on the socket handed on."""
        app.config.GRACEFUL_SHUTDOWN_TIMEOUT = END_SECONDS
        app.register_listener(_begin_to_end, "before_server_stop")
        app.register_middleware(_let_go, "response")
        if BEAT in os.environ:
            app.register_listener(_begin, "after_server_start")
        if SOCKET in os.environ:
            options = {**options, "host": None, "port": None, "sock": socket.socket(fileno=int(os.environ[SOCKET]))}
        run(app, *arguments, **options)

    Sanic.run = run_as_told  # type: ignore[method-assign, assignment]


async def _begin_to_end(app: Any, _loop: Any) -> None:
    setattr(app.ctx, _ENDS, True)


async def _let_go(request: Any, _response: Any) -> None:
    """Close a connection behind its answer when the server is about to end: who keeps one open would hold it up, and be cut off."""
    if getattr(request.app.ctx, _ENDS, False) and request.stream is not None:
        request.stream.keep_alive = False


async def _begin(app: Any, _loop: Any) -> None:
    setattr(app.ctx, _TASK, asyncio.get_running_loop().create_task(_beat(int(os.environ[BEAT]))))


async def _beat(pipe: int) -> None:
    os.set_blocking(pipe, False)  # a supervisor that is stopped stops nobody else
    while True:
        with suppress(BlockingIOError, BrokenPipeError):
            os.write(pipe, b".")
        await asyncio.sleep(BEAT_SECONDS)
