"""Starting and ending one child process; it never outlives this one."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STOP_SECONDS = 10  # between the polite signal and the other one
LINES_KEPT = 20  # of what a child wrote last, to explain its death
PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass
class Child:
    """A process to keep alive."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    folder: Path
    process: asyncio.subprocess.Process | None = None
    starts: int = 0
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_KEPT))


async def start(child: Child) -> asyncio.subprocess.Process:
    """Start a child in a process group of its own; it dies with this process, even when that is killed."""
    child.starts += 1
    try:
        child.process = await asyncio.create_subprocess_exec(
            *child.command,
            cwd=child.folder,
            env=dict(child.environ),
            start_new_session=True,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )
    except FileNotFoundError as error:  # some event loops leave out which file it was
        raise FileNotFoundError(error.errno, error.strerror, child.command[0]) from error
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
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
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
