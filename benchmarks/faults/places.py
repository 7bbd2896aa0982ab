"""Where things break: one bot on SQLite, one bot on PostgreSQL and Redis, and the whole cluster."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ops import settings
from ops.servers import postgresql, redis
from ops.servers.server import Server, folder_for_servers
from stores.steady import journal_folder
from tests.cluster.conftest import Cluster
from tests.http.client import Door
from tests.http.product import REPOSITORY, Product, environment
from tests.platforms.telegram import TelegramDriver
from tests.servers.running import Running

DISK: Final = "256m"  # of a disk that can be filled; two thousand turns take 18 MB for each fault


@dataclass
class Place:
    """A running bot and what it stands on. `disk`: a small disk of its own, None where none could be made."""

    door: Door
    folder: Path
    product: Product | None = None
    telegram: TelegramDriver | None = None
    servers: dict[str, Running] = field(default_factory=dict)
    cluster: Cluster | None = None
    disk: Path | None = None

    @property
    def bot(self) -> Product:
        """The one bot."""
        if self.product is None:
            raise LookupError("there is no single bot in this place")
        return self.product


@contextmanager
def single() -> Iterator[Place]:
    """One bot on SQLite, with Telegram open on a fake platform; database and journal on a small disk when this is root."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="faq-faults-", ignore_cleanup_errors=True))
        )
        disk = stack.enter_context(_small_disk(folder / "disk"))
        kept = disk or folder
        telegram = TelegramDriver()
        stack.callback(telegram.fake.stop)
        credentials = folder / "credentials.yml"
        line = f"{telegram.connector.__module__}.{telegram.connector.__qualname__}:"
        credentials.write_text("\n".join([(REPOSITORY / "credentials.yml").read_text(), line, ""]))
        stack.enter_context(_journal_on(kept))
        product = Product(kept, FAQ_CREDENTIALS=str(credentials), **telegram.environment())
        stack.callback(product.stop)
        product.wait_until_ready()
        yield Place(product.door, kept, product, telegram, disk=disk)


@contextmanager
def on_servers() -> Iterator[Place]:
    """One bot on PostgreSQL and Redis."""
    with ExitStack() as stack:
        folder = stack.enter_context(folder_for_servers())
        servers: dict[str, Running] = {}
        prepared: dict[str, Server] = {"PostgreSQL": postgresql.prepare(folder), "Redis": redis.prepare(folder)}
        for name, server in prepared.items():
            servers[name] = Running(server, folder / f"{name}.log")
            stack.callback(servers[name].stop)
        addresses = {"FAQ_DATABASE_URL": servers["PostgreSQL"].url, "FAQ_REDIS_URL": servers["Redis"].url}
        product = Product(folder, **addresses)
        stack.callback(product.stop)
        product.wait_until_ready()
        yield Place(product.door, folder, product, servers=servers)


@contextmanager
def on_cluster() -> Iterator[Place]:
    """Two bots with PostgreSQL, Redis, RabbitMQ and nginx, as `make cluster` starts them."""
    with tempfile.TemporaryDirectory(prefix="faq-faults-", ignore_cleanup_errors=True) as name:
        cluster = Cluster(Path(name))
        try:
            cluster.wait_until_ready()
            yield Place(cluster.door, Path(name), cluster=cluster)
        finally:
            cluster.stop()


def bot_pids(cluster: Cluster) -> list[int]:
    """The process ids of the bots' supervisors."""
    return [pid for name, pid in cluster._read()["pids"].items() if name.startswith("bot ") and pid]


def end_politely(pid: int) -> None:
    """SIGTERM."""
    os.kill(pid, signal.SIGTERM)


@contextmanager
def _small_disk(at: Path) -> Iterator[Path | None]:
    at.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(at)], capture_output=True, check=False
        ).returncode
    )
    try:
        yield at if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(at)], capture_output=True, check=False)


@contextmanager
def _journal_on(disk: Path) -> Iterator[None]:
    """Let the journal of the database on this disk be on it too."""
    folder = journal_folder(settings.load(environment(disk), REPOSITORY))
    (disk / "journal").mkdir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.symlink_to(disk / "journal")
    try:
        yield
    finally:
        folder.unlink(missing_ok=True)
        shutil.rmtree(disk / "journal", ignore_errors=True)
        with suppress(OSError):
            folder.parent.rmdir()
