"""A bot under measurement: started, asked for its first answer, weighed with all its processes, ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import httpx

from ops.network import HOST
from ops.processes import dies_with_parent

REST: Final = "/webhooks/rest/webhook"
ASK_AGAIN_SECONDS: Final = 0.1
START_MOST, STOP_MOST = 600, 40  # seconds
_FIRST_QUESTION: Final = "what is infant mental health?"


class Server:
    """A bot and everything it starts. `roles`: what a process is called by a word in its command line, first match."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environ: Mapping[str, str],
        port: int,
        log: Path,
        roles: Mapping[str, str],
    ) -> None:
        self.base, self._roles, self._log = f"http://{HOST}:{port}", roles, log
        self._started = time.monotonic()
        with log.open("w") as output:
            self._process = subprocess.Popen(
                list(command),
                cwd=folder,
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=dies_with_parent(signal.SIGKILL),
            )

    @property
    def pid(self) -> int:
        """The id of the process that was started; the others are its descendants."""
        return self._process.pid

    def first_answer(self) -> float:
        """Seconds from the start of the process to the first answered message over REST. Raises RuntimeError when none comes."""
        with httpx.Client(base_url=self.base, timeout=60) as client:
            while time.monotonic() - self._started < START_MOST and self._process.poll() is None:
                with contextlib.suppress(httpx.TransportError):
                    answer = client.post(REST, json={"sender": "first", "message": _FIRST_QUESTION})
                    if answer.status_code == 200 and answer.json():
                        return time.monotonic() - self._started
                time.sleep(ASK_AGAIN_SECONDS)
        raise RuntimeError(f"no first answer: {self._log.read_text(errors='replace')[-2000:]}")

    def memory(self) -> dict[str, float]:
        """Resident memory in MB by role: proportional set size, which counts what processes share once."""
        found: dict[str, float] = {}
        for pid in (self._process.pid, *descendants(self._process.pid)):
            with contextlib.suppress(OSError):  # it ended meanwhile
                role = self._role(Path(f"/proc/{pid}/cmdline").read_text())
                found[role] = round(found.get(role, 0.0) + proportional_mb(pid), 1)
        return found

    def cpu(self) -> float:
        """Seconds of CPU that all its processes have used."""
        return sum(cpu_seconds(pid) for pid in (self._process.pid, *descendants(self._process.pid)))

    def _role(self, command: str) -> str:
        return next((role for word, role in self._roles.items() if word in command), "other")

    def stop(self) -> None:
        """End it politely; what does not end is killed."""
        if self._process.poll() is not None:
            return
        started = descendants(self._process.pid)
        self._process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_MOST)
        for pid in started:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait(STOP_MOST)


def descendants(pid: int) -> list[int]:
    """The ids of a process's children, their children, and so on."""
    try:
        children = [int(c) for t in Path(f"/proc/{pid}/task").iterdir() for c in (t / "children").read_text().split()]
    except OSError:
        return []
    return [found for child in children for found in (child, *descendants(child))]


def proportional_mb(pid: int) -> float:
    """Proportional set size of a process, MB (10^6 bytes)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def cpu_seconds(pid: int) -> float:
    """Seconds of CPU, user and system, of one process; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100
