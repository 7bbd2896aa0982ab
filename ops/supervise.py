"""Keeps child processes alive: starts them, starts them again when they die, and ends all of them together."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
import time
from collections.abc import Callable, Sequence

from ops.processes import Child, end, start

FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0  # seconds before a dead child is started again; doubled each time
HEALTHY_SECONDS = 60  # alive this long, and the next wait is the first one again
LAST_WORDS_SECONDS = 1  # to read what a dead child wrote last


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


class Supervisor:
    """Runs children until `stop` is called; `on_change` is told of every start and death."""

    def __init__(
        self,
        children: Sequence[Child],
        on_change: Callable[[], None] = lambda: None,
        say: Callable[[str], None] = say,
    ) -> None:
        self._children = children
        self._on_change, self._say = on_change, say
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Keep every child alive until told to stop, then end all of them."""
        keepers = [asyncio.create_task(self._keep(child)) for child in self._children]
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait(
            [stopping, *keepers], return_when=asyncio.FIRST_COMPLETED
        )  # a keeper ends early by error only
        self.stop()
        await asyncio.gather(*(end(child) for child in self._children))
        outcomes = await asyncio.gather(stopping, *keepers, return_exceptions=True)  # all of them, also when one failed
        for error in outcomes:
            if isinstance(error, BaseException):
                raise error

    def stop(self) -> None:
        """End all children; `run` returns when they are gone."""
        self._stopping.set()

    async def _keep(self, child: Child) -> None:
        wait = FIRST_WAIT
        while not self._stopping.is_set():
            started = time.monotonic()
            process = await start(child)
            self._on_change()
            code = await self._outlive(child, process)
            child.process = None
            self._on_change()
            if self._stopping.is_set():
                return
            wait = FIRST_WAIT if time.monotonic() - started >= HEALTHY_SECONDS else wait
            self._say(f"The {child.name} ended ({_in_words(code)}); it is started again in {wait:g} s.")
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), wait)
            wait = min(2 * wait, LONGEST_WAIT)

    async def _outlive(self, child: Child, process: asyncio.subprocess.Process) -> int:
        """Pass on what the process writes until it ends; its exit code."""
        forwarding = asyncio.create_task(self._forward(child, process.stdout))
        if self._stopping.is_set():  # it was being started while the others were told to end
            await end(child)
        code = await process.wait()
        with contextlib.suppress(asyncio.TimeoutError):  # a grandchild may still hold the pipe open
            await asyncio.wait_for(forwarding, LAST_WORDS_SECONDS)
        return code

    async def _forward(self, child: Child, output: asyncio.StreamReader | None) -> None:
        while output and (line := await _line(output)):
            text = readable(line.decode("utf-8", "replace").rstrip())
            if text:
                child.last_lines.append(text)
                self._say(f"{child.name}: {text}")


async def _line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError:  # longer than the reader's buffer, which is empty again now
        return b"(a line too long to show)\n"


def readable(line: str) -> str:
    """A line of a child's log; Rasa writes JSON where there is no terminal."""
    if not line.startswith("{"):
        return line
    try:
        entry = json.loads(line)
        return f"{entry.get('level', 'note')}: {entry.get('event_info') or entry['event']}"
    except (ValueError, KeyError, AttributeError):
        return line


def _in_words(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
