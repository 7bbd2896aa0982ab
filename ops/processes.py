"""Starting and ending one child process; it never outlives this one."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import socket
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ops import beating

STOP_SECONDS = 10  # between the polite signal and the other one
LINES_KEPT = 20  # of what a child wrote last, to explain its death
PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass
class Child:
    """A process to keep alive.

    `beats`: it says each second, by ops/beating.py, that it lives, and `pulse` is the end of the pipe to be read; `listening`: the
    socket that it serves on; `ends_last`: the others need it while they end; `stop_seconds`: for its end, STOP_SECONDS when None.
    """

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    folder: Path
    process: asyncio.subprocess.Process | None = None
    starts: int = 0
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_KEPT))
    beats: bool = False
    listening: socket.socket | None = None
    ends_last: bool = False
    stop_seconds: float | None = None
    pulse: int | None = None


async def start(child: Child) -> asyncio.subprocess.Process:
    """Start a child in a process group of its own; it dies with this process, even when that is killed."""
    child.starts += 1
    handed_on = {} if child.listening is None else {beating.SOCKET: child.listening.fileno()}
    pulse, beat = os.pipe() if child.beats else (None, None)
    if beat is not None:
        handed_on[beating.BEAT] = beat
    try:
        child.process = await asyncio.create_subprocess_exec(
            *child.command,
            cwd=child.folder,
            env={**child.environ, **{name: str(number) for name, number in handed_on.items()}},
            pass_fds=tuple(handed_on.values()),
            start_new_session=True,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )
    except FileNotFoundError as error:  # some event loops leave out which file it was
        raise FileNotFoundError(error.errno, error.strerror, child.command[0]) from error
    finally:
        if beat is not None:
            os.close(beat)
    child.pulse = pulse
    return child.process


async def end(child: Child) -> None:
    """Ask a child and its descendants to end, and after a while make them."""
    process = child.process
    if process is None:
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(process.wait(), STOP_SECONDS if child.stop_seconds is None else child.stop_seconds)
            return


def dies_with_parent(sign: signal.Signals) -> Callable[[], None]:
    """What a new process calls so that the kernel signals it when its parent, this process, is gone."""
    return _follower(sign, os.getpid())  # made before the fork, where looking up a function is safe


def follow_parent(sign: signal.Signals) -> None:
    """Let the kernel signal this process when its own parent is gone."""
    _follower(sign, os.getppid())()


def _follower(sign: signal.Signals, parent: int) -> Callable[[], None]:
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None  # other systems have no such call

    def follow() -> None:
        if prctl:
            prctl(PR_SET_PDEATHSIG, int(sign))
            if os.getppid() != parent:  # it died before we could ask
                os.kill(os.getpid(), sign)

    return follow
