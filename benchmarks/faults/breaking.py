"""The faults: each breaks something while people write, mends it, and says when it was mended."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from typing import Final

from benchmarks.faults.broker import lose, unsent, with_broker
from benchmarks.faults.places import Place, bot_pids, end_politely, on_cluster, on_servers, single
from tests.cluster.conftest import Cluster
from tests.http.product import is_running, until

PATIENCE: Final = 180  # seconds for something to come back
FOUND_AGAIN_SECONDS: Final = 7  # after which nginx tries a bot again that was away (fail_timeout, 5 s)
Break = Callable[[Place, float], float]  # with the seconds that a lasting fault is to last; when it was over


@dataclass(frozen=True)
class Fault:
    """What is done, in words; its number in research/reliability.md, 4; where.

    `also`: what else has to hold afterwards: how much is lost beyond the messages, and what was counted, in words.
    """

    title: str
    number: str
    place: Callable[[], AbstractContextManager[Place]]
    work: Break
    also: Callable[[Place], tuple[int, str]] | None = None


def kill(name: str) -> Break:
    """Kill a process of the one bot."""

    def work(place: Place, _seconds: float) -> float:
        place.bot.signal(name, signal.SIGKILL)
        return time.monotonic()

    return work


def kill_often(place: Place, seconds: float) -> float:
    """Kill the bot again and again, as soon as it is back."""
    for _ in range(3):
        place.bot.signal("bot", signal.SIGKILL)
        killed = time.monotonic()
        until(place.door.is_ready, PATIENCE, place.bot.said)
        time.sleep(min(seconds, 3))
    _check_file(place)
    return killed


def hang(name: str) -> Break:
    """Stop a process without ending it; the supervisor has to notice."""

    def work(place: Place, _seconds: float) -> float:
        stopped = place.bot.signal(name, signal.SIGSTOP)
        at = time.monotonic()
        until(lambda: not is_running(stopped), PATIENCE, place.bot.said)
        return at

    return work


def hold_file(place: Place, seconds: float) -> float:
    """Be another program that writes into the database and does not come to an end."""
    other = sqlite3.connect(place.folder / "conversations.sqlite", isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(seconds)
    other.execute("ROLLBACK")
    other.close()
    return time.monotonic()


def fill_disk(place: Place, seconds: float) -> float:
    """Fill the disk to the last byte, and make room again."""
    if place.disk is None:
        raise LookupError("only root can make a small disk to fill")
    with closing(sqlite3.connect(place.folder / "conversations.sqlite", timeout=30)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # else it writes on into the room that its log has
    rubbish = place.disk / "rubbish"
    with rubbish.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            time.sleep(seconds)
    rubbish.unlink()
    at = time.monotonic()
    until(place.door.is_ready, PATIENCE, place.bot.said)
    _check_file(place)
    return at


def restart(name: str) -> Break:
    """Kill a server and start it again."""
    return _server(name, lambda place: place.servers[name].gone(), lasts=False)


def outage(name: str) -> Break:
    """Kill a server and start it again much later."""
    return _server(name, lambda place: place.servers[name].gone(), lasts=True)


def freeze(name: str) -> Break:
    """Let a server take calls and answer none."""
    return _server(name, lambda place: place.servers[name].frozen(), lasts=True)


def _server(name: str, broken: Callable[[Place], AbstractContextManager[None]], lasts: bool) -> Break:
    def work(place: Place, seconds: float) -> float:
        with broken(place):
            time.sleep(seconds if lasts else 0)
        return time.monotonic()

    return work


def lose_machine(place: Place, _seconds: float) -> float:
    """Kill one of the bots of the cluster with all its processes."""
    cluster = _cluster(place)
    cluster.kill_bot(1)
    return time.monotonic()


def roll(place: Place, _seconds: float) -> float:
    """End each bot of the cluster politely, one after the other, each after the last one is back."""
    cluster = _cluster(place)
    at = time.monotonic()
    for pid, door in zip(bot_pids(cluster), cluster.bots, strict=True):
        at = time.monotonic()
        end_politely(pid)
        until(lambda pid=pid: not is_running(pid), PATIENCE, cluster.said)  # type: ignore[misc]
        print(f"  a bot took {time.monotonic() - at:.1f} s to end", flush=True)
        until(door.is_ready, PATIENCE, cluster.said)
        time.sleep(FOUND_AGAIN_SECONDS)
    return at


def _cluster(place: Place) -> Cluster:
    if place.cluster is None:
        raise LookupError("there is no cluster in this place")
    return place.cluster


def _check_file(place: Place) -> None:
    with closing(sqlite3.connect(place.folder / "conversations.sqlite", timeout=30)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise RuntimeError(f"the database is damaged: {found}")


FAULTS: Final[dict[str, Fault]] = {
    "bot-killed": Fault("the bot is killed (kill -9), three times", "1, 19", single, kill_often),
    "bot-hung": Fault("the bot hangs (SIGSTOP)", "1", single, hang("bot")),
    "action-killed": Fault("the action server is killed", "2", single, kill("action_server")),
    "action-hung": Fault("the action server hangs", "2", single, hang("action_server")),
    "file-held": Fault("another writer holds the SQLite file", "19", single, hold_file),
    "disk-full": Fault("the disk is full, for the database and the journal", "6", single, fill_disk),
    "postgresql-restart": Fault("PostgreSQL is killed and started again", "3", on_servers, restart("PostgreSQL")),
    "postgresql-away": Fault("PostgreSQL is away", "3", on_servers, outage("PostgreSQL")),
    "postgresql-hung": Fault("PostgreSQL hangs (SIGSTOP)", "3", on_servers, freeze("PostgreSQL")),
    "redis-restart": Fault("Redis is killed and started again", "4", on_servers, restart("Redis")),
    "redis-hung": Fault("Redis hangs (SIGSTOP)", "4", on_servers, freeze("Redis")),
    "broker-away": Fault("RabbitMQ is away, and the bot is killed meanwhile", "5", with_broker, lose, unsent),
    "machine-lost": Fault("one of two bots is lost with all its processes", "1", on_cluster, lose_machine),
    "rolling": Fault("both bots are restarted, one after the other (SIGTERM)", "18", on_cluster, roll),
}
