"""The whole cluster, started once as `make cluster` does."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops import network
from ops.servers import nginx, postgresql, rabbitmq, redis
from ops.servers.server import MissingError, program
from tests.http.client import Door
from tests.http.product import REPOSITORY, STOP_SECONDS, descendants, environment, is_running, until

START_SECONDS = 300
PROGRAMS = (
    ("postgres", postgresql.PACKAGE, "usr/lib/postgresql/*/bin"),
    ("redis-server", redis.PACKAGE, ""),
    ("rabbitmq-server", rabbitmq.PACKAGE, "usr/lib/rabbitmq/bin"),
    ("nginx", nginx.PACKAGE, "usr/sbin"),
)


class Cluster:
    """The running cluster: its public door, and each bot behind it."""

    def __init__(self, folder: Path) -> None:
        self.port = network.free_port()
        self._log, self._state = folder / "log", REPOSITORY / "var" / f"cluster-{self.port}"
        environ = environment(folder, PORT=str(self.port))
        environ.pop("FAQ_DATABASE_URL")
        with self._log.open("w") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ops.cluster"],
                cwd=REPOSITORY,
                env=environ,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        """What it has written to the terminal."""
        return self._log.read_text("utf-8", "replace")

    def wait_until_ready(self) -> None:
        """Until its address is printed."""
        until(
            lambda: "The bots are ready:" in self.said() or not is_running(self._process.pid), START_SECONDS, self.said
        )
        found = re.search(r"knows: (\S+)", self.said())
        assert found, self.said()
        self.door = Door(self.port, certificate=found[1])
        self.bots = [Door(port) for port in self._read()["bots"]]

    def kill_bot(self, number: int) -> None:
        """End a bot with its action server at once, as a machine ends that loses power."""
        pid = self._read()["pids"][f"bot {number}"]
        for one in (*descendants(pid), pid):
            os.kill(one, signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl-C does, and prove that it ended well and left nothing behind."""
        started = [self._process.pid, *descendants(self._process.pid)]
        left = []
        self._process.send_signal(signal.SIGINT)
        try:
            code = self._process.wait(2 * STOP_SECONDS)
        finally:
            for pid in filter(is_running, started):
                os.kill(pid, signal.SIGKILL)
                left.append(pid)
        shutil.rmtree(self._state)
        assert (code, left) == (0, []), self.said()

    def _read(self) -> dict[str, dict[str, int]]:
        state: dict[str, dict[str, int]] = json.loads((self._state / "state.json").read_text())
        return state


@pytest.fixture(scope="session")
def cluster(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    try:
        for name, package, folder in PROGRAMS:
            program(name, package, *filter(None, [folder]))
    except MissingError as missing:
        pytest.skip(str(missing))
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()
