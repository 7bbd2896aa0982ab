"""Keeps child processes alive: starts them, starts them again when they die, and ends all of them together."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from ops.processes import Child, end, start

FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0  # seconds before a dead child is started again; doubled each time
HEALTHY_SECONDS = 60  # alive this long, and the next wait is the first one again
LAST_WORDS_SECONDS = 1  # to read what a dead child wrote last
MISS_SECONDS = 2.0  # without a beat, twice as long as between two
# Misses in a row, of a child that does nothing and of one that works: a long message on a machine with much else to do takes its time.
MISSES_UNSEEN = {False: 2, True: 4}  # then it does not serve, and others are answered in its place
MISSES_MOST = {False: 4, True: 15}  # then it hangs, and is ended, so that who waits for it waits no longer than it must
WORKING_TICKS = 3  # of CPU, hundredths of a second, within MISS_SECONDS
START_SECONDS_MOST = 300  # until the first beat
Life = Callable[[Child, bool], Awaitable[None]]


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


class Supervisor:
    """Runs children until `stop` is called; `on_change` is told of every start and death.

    `on_life` is told of each child that beats whether it serves now: from its first beat on, and not while beats are missing.
    """

    def __init__(
        self,
        children: Sequence[Child],
        on_change: Callable[[], None] = lambda: None,
        say: Callable[[str], None] = say,
        on_life: Life | None = None,
    ) -> None:
        self._children = children
        self._on_change, self._say, self._on_life = on_change, say, on_life
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Keep every child alive until told to stop, then end all of them."""
        keepers = [asyncio.create_task(self._keep(child)) for child in self._children]
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait(
            [stopping, *keepers], return_when=asyncio.FIRST_COMPLETED
        )  # a keeper ends early by error only
        self.stop()
        await asyncio.gather(*(self._tell(child, False) for child in self._children if child.beats))
        for last in (False, True):
            await asyncio.gather(*(end(child) for child in self._children if child.ends_last is last))
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
        feeling = asyncio.create_task(self._feel(child, process))
        if self._stopping.is_set():  # it was being started while the others were told to end
            await end(child)
        code = await process.wait()
        feeling.cancel()
        await asyncio.gather(feeling, return_exceptions=True)
        with contextlib.suppress(asyncio.TimeoutError):  # a grandchild may still hold the pipe open
            await asyncio.wait_for(forwarding, LAST_WORDS_SECONDS)
        return code

    async def _feel(self, child: Child, process: asyncio.subprocess.Process) -> None:
        """Watch the pulse of a child; end it when its loop does not turn any more."""
        if child.pulse is None:
            return
        reader, loop = asyncio.StreamReader(), asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(child.pulse, "rb", 0)
        )
        try:
            await self._tell(child, False)
            if not await asyncio.wait_for(reader.read(1000), START_SECONDS_MOST):
                return  # it has ended
            misses, works = 0, True
            while misses < MISSES_MOST[works]:
                await self._tell(child, misses < MISSES_UNSEEN[works])
                before = cpu_ticks(process.pid)
                try:
                    if not await asyncio.wait_for(reader.read(1000), MISS_SECONDS):
                        return
                    misses = 0
                except asyncio.TimeoutError:
                    misses, works = misses + 1, cpu_ticks(process.pid) - before >= WORKING_TICKS
            self._say(f"The {child.name} hangs; it is ended.")
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        except asyncio.TimeoutError:
            self._say(f"The {child.name} does not come up; it is ended.")
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        finally:
            transport.close()
            await self._tell(child, False)

    async def _tell(self, child: Child, serves: bool) -> None:
        if self._on_life is not None and child.beats:
            await self._on_life(child, serves and not self._stopping.is_set())

    async def _forward(self, child: Child, output: asyncio.StreamReader | None) -> None:
        while output and (line := await _line(output)):
            text = readable(line.decode("utf-8", "replace").rstrip())
            if text:
                child.last_lines.append(text)
                self._say(f"{child.name}: {text}")


def cpu_ticks(pid: int) -> int:
    """Hundredths of a second of CPU that a process has had; 0 where nobody tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


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
