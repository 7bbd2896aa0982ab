"""A server from a Debian package: how it is found, started and asked whether it is up."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ops.network import HOST
from ops.plain_errors import PlainError
from ops.processes import Child


@dataclass(frozen=True)
class Server:
    """A server on loopback. `children`: the processes that it takes, to be started in this order; `url`: where it answers."""

    name: str
    port: int
    url: str
    children: Sequence[Child]
    is_up: Callable[[], bool]


class MissingError(PlainError):
    """A program is not installed; the message is one sentence with the command that installs it."""


def program(name: str, package: str, *folders: str) -> str:
    """The path of a program, on PATH or in one of the folders. Raises MissingError."""
    found = shutil.which(name) or next(
        (str(path) for folder in folders for path in sorted(Path("/").glob(f"{folder}/{name}"), reverse=True)), None
    )
    if found is None:
        raise MissingError(f"{name} is not installed; install it with: {install_command(package)}")
    return found


def install_command(*packages: str) -> str:
    """What a plain user types to install Debian packages."""
    return f"sudo apt-get install --yes --no-install-recommends {' '.join(packages)}"


def takes_calls(port: int) -> bool:
    """Whether something takes connections at a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


@contextmanager
def folder_for_servers() -> Iterator[Path]:
    """A folder that a server may use under whatever user it runs, removed at the end with all that is in it."""
    with tempfile.TemporaryDirectory(prefix="faq-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # what is secret in it has rights of its own
        yield folder


def as_plain_user(command: Sequence[str], user: str) -> list[str]:
    """The command under a user without rights when this is root; the kernel still ends it with its parent."""
    if os.geteuid() != 0:
        return list(command)
    change = ["--reuid", user, "--regid", user, "--clear-groups", "--pdeathsig", "KILL"]
    return [program("setpriv", "util-linux"), *change, *command]


def give_to(user: str, *paths: Path) -> None:
    """Make paths a user's own when this is root."""
    if os.geteuid() == 0:
        for path in paths:
            shutil.chown(path, user, user)
