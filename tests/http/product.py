"""The whole product as a user starts it: `python -m ops.run`, its processes, and its end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ops import network, settings
from stores.steady import journal_folder
from tests.http.client import Door

REPOSITORY = Path(__file__).resolve().parents[2]
SECRET = "made up for the tests, and long enough to sign a token with any algorithm"
ORIGIN = "https://www.pa-aimh.org"
START_SECONDS, STOP_SECONDS = 120, 40


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The settings of a run that keeps its conversations in `folder`."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("FAQ_")}
    ours = {
        "FAQ_RATE_LIMIT": "0",
        "FAQ_SECRET": SECRET,
        "FAQ_ALLOWED_ORIGINS": ORIGIN,
        "FAQ_DATABASE_URL": f"sqlite:///{folder}/conversations.sqlite",
        "PYTHONUNBUFFERED": "1",
    }
    return {**others, **ours, **more}


class Product:
    """A running bot with its action server."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.door = folder, Door(network.free_port())
        self._state = REPOSITORY / "var" / f"run-{self.door.port}"
        environ = environment(folder, PORT=str(self.door.port), **more)
        self.journal = journal_folder(settings.load(environ, REPOSITORY))
        self._log = folder / "log"
        with self._log.open("w") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ops.run"],
                cwd=REPOSITORY,
                env=environ,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        """What it has written to the terminal."""
        return self._log.read_text()

    def pid(self, name: str) -> int | None:
        """The process id of "supervisor", "bot" or "action_server"; None while it is being started again."""
        pid: int | None = json.loads((self._state / "state.json").read_text())[name]
        return pid

    def signal(self, name: str, sign: signal.Signals) -> int:
        """Send a signal to one of its processes; its id."""
        pid = self.pid(name)
        assert pid is not None
        os.kill(pid, sign)
        return pid

    def wait_until_ready(self) -> None:
        """Until every part of it answers."""
        until(self.door.is_ready, START_SECONDS, self.said)

    @contextmanager
    def action_server_killed(self) -> Iterator[None]:
        """The action server is gone, and the supervisor is kept from starting it again."""
        supervisor = self.signal("supervisor", signal.SIGSTOP)
        try:
            server = self.signal("action_server", signal.SIGKILL)
            until(lambda: not is_running(server), 10, self.said)
            yield
        finally:
            os.kill(supervisor, signal.SIGCONT)

    @contextmanager
    def action_server_hung(self) -> Iterator[None]:
        """The action server takes calls and answers none."""
        server = self.signal("action_server", signal.SIGSTOP)
        try:
            yield
        finally:
            with suppress(ProcessLookupError):  # it was noticed, ended and started again
                os.kill(server, signal.SIGCONT)

    def stop(self) -> None:
        """End it as Ctrl-C does, and prove that it ended well and left nothing behind."""
        started = [self._process.pid, *descendants(self._process.pid)]
        left: list[int] = []
        self._process.send_signal(signal.SIGINT)
        try:
            code = self._process.wait(STOP_SECONDS)
        finally:
            for pid in filter(is_running, started):
                os.kill(pid, signal.SIGKILL)
                left.append(pid)
        shutil.rmtree(self._state)
        shutil.rmtree(self.journal, ignore_errors=True)
        assert (code, left) == (0, []), self.said()
        assert network.is_free(self.door.port)


def until(condition: Callable[[], object], seconds: float, explain: Callable[[], str]) -> None:
    """Wait until a condition holds; `explain` says why when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    """The ids of a process's children, their children, and so on."""
    found: list[int] = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *descendants(int(child))]
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
