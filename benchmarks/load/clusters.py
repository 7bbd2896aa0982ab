"""The cluster of `make cluster` with any number of bots, under measurement, each bot held to a share of a core."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.cost_projects import environment
from benchmarks.load.bots import ROLES
from benchmarks.load.sending import ROOT
from benchmarks.load.shares import Share, share
from benchmarks.load.watching import tree
from ops import network
from ops.processes import dies_with_parent

START_MOST, STOP_MOST = 300, 60  # seconds
# nginx bounds what one address may ask, so that people come from several, as they do.
ADDRESSES: Final = tuple(f"127.0.0.{number}" for number in range(11, 27))
ROLES_OF_ALL: Final = {
    **ROLES,
    "postgres": "PostgreSQL",
    "redis-server": "Redis",
    "rabbit": "RabbitMQ",
    "erl": "RabbitMQ",
    "epmd": "RabbitMQ",
    "nginx": "nginx",
    "ops.cluster": "supervisor",
}


@dataclass(frozen=True)
class Cluster:
    """A running cluster: its process, its address, its certificate, the addresses of its stores, and the share of each bot."""

    pid: int
    url: str
    certificate: str
    database_url: str
    redis_url: str
    shares: tuple[Share, ...]

    def throttled(self) -> list[tuple[int, int]]:
        """Of each bot: periods in which its share was used up, and all."""
        return [own.throttled() for own in self.shares]


@contextmanager
def cluster(bots: int, cores: float | None, log: Path) -> Iterator[Cluster]:
    """So many bots, each with its action server and its relay held to `cores` (None: to nothing); what they share is not held."""
    port = network.free_port()
    folder = ROOT / "var" / f"cluster-{port}"
    environ = environment(ROOT, PORT=str(port), FAQ_RATE_LIMIT="0")
    left = [folder]
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ops.cluster", "--bots", str(bots)],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
    try:
        certificate = _wait(process, log)
        state = json.loads((folder / "state.json").read_text("utf-8"))
        pids = state["pids"]
        left += [ROOT / "var" / f"run-{own}" for own in state["bots"]]
        with ExitStack() as held:
            shares = []
            for number in range(1, bots + 1) if cores else ():
                own = held.enter_context(share(f"{bots}-{number}", cores))
                own.add(tree(pids[f"bot {number}"]))
                shares.append(own)
            told = _environment(pids["bot 1"])
            yield Cluster(
                process.pid,
                f"https://{network.HOST}:{port}",
                certificate,
                told["FAQ_DATABASE_URL"],
                told["FAQ_REDIS_URL"],
                tuple(shares),
            )
    finally:
        _stop(process)
        for path in left:
            shutil.rmtree(path, ignore_errors=True)


def _wait(process: subprocess.Popen[Any], log: Path) -> str:
    """Wait until all bots answer; the path of the proxy's certificate. Raises RuntimeError with the log."""
    until = time.monotonic() + START_MOST
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"no browser knows: (\S+)", log.read_text("utf-8", "replace"))
        if found:
            return found[1]
        time.sleep(0.5)
    raise RuntimeError(f"the cluster does not come up: {log.read_text('utf-8', 'replace')[-2000:]}")


def _environment(pid: int) -> dict[str, str]:
    """What a process of ours was started with: the addresses of the stores, which have new passwords each time."""
    parts = Path(f"/proc/{pid}/environ").read_text("utf-8", "replace").split("\0")
    return dict(part.split("=", 1) for part in parts if "=" in part)


def _stop(process: subprocess.Popen[Any]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_MOST)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
