"""A server of ops/servers for as long as a test needs it; and a visible skip where it is not installed."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ops.processes import dies_with_parent
from ops.servers.server import MissingError, Server, folder_for_servers
from tests.http.product import descendants, until

START_SECONDS, STOP_SECONDS = 60, 20


class Running:
    """A server's processes, which a test may freeze, kill and start again."""

    def __init__(self, server: Server, log: Path) -> None:
        self.server, self._log = server, log
        self._processes: list[subprocess.Popen[bytes]] = []
        self.start()

    @property
    def url(self) -> str:
        return self.server.url

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self._log.open("ab") as output:
            for child in self.server.children:
                self._processes.append(
                    subprocess.Popen(
                        child.command,
                        cwd=child.folder,
                        env=dict(child.environ),
                        start_new_session=True,
                        stdin=subprocess.DEVNULL,
                        stdout=output,
                        stderr=subprocess.STDOUT,
                        preexec_fn=dies_with_parent(signal.SIGKILL),
                    )
                )
        until(self.server.is_up, START_SECONDS, lambda: self._log.read_text("utf-8", "replace"))

    def send(self, sign: signal.Signals) -> None:
        """Send a signal to all of its processes; PostgreSQL's are not of one group."""
        for process in self._processes:
            for pid in (process.pid, *descendants(process.pid)):
                with suppress(ProcessLookupError):
                    os.kill(pid, sign)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It takes calls and answers none."""
        self.send(signal.SIGSTOP)
        try:
            yield
        finally:
            self.send(signal.SIGCONT)

    @contextmanager
    def gone(self) -> Iterator[None]:
        """It is killed, and started again afterwards."""
        self.stop(signal.SIGKILL)
        try:
            yield
        finally:
            self.start()

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> None:
        """End it."""
        for process in reversed(self._processes):
            for one in (sign, signal.SIGKILL):
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, one)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_SECONDS)
                    break
        self._processes.clear()


@contextmanager
def running(prepare: Callable[[Path], Server]) -> Iterator[Running]:
    """A server, prepared in a folder of its own, until the test is done."""
    with folder_for_servers() as folder:
        try:
            server = prepare(folder)
        except MissingError as missing:
            pytest.skip(str(missing))
        started = Running(server, folder / "log")
        try:
            yield started
        finally:
            started.stop()
