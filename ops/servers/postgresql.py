"""PostgreSQL on loopback, with a database of its own."""

from __future__ import annotations

import os
import secrets
import subprocess
from pathlib import Path
from typing import Final

import psycopg2

from ops import network
from ops.plain_errors import PlainError
from ops.processes import Child
from ops.servers.server import Server, as_plain_user, give_to, program

PACKAGE: Final = "postgresql"
_USER: Final = "postgres"  # Debian's; PostgreSQL refuses to run as root
_BINARIES: Final = "usr/lib/postgresql/*/bin"
_CONNECTIONS: Final = 60


def prepare(folder: Path, is_safe: bool = True) -> Server:
    """Make a database in a folder. `is_safe=False`: for tests, which lose nothing when the machine loses power."""
    data, port, password = folder / "postgresql", network.free_port(), secrets.token_urlsafe(24)
    key = folder / "postgresql.password"
    data.mkdir(mode=0o700)
    key.touch(mode=0o600)
    key.write_text(password)
    give_to(_USER, data, key)
    command = [program("initdb", PACKAGE, _BINARIES), "--pgdata", str(data), "--username", "faq", "--no-sync"]
    command += ["--encoding", "UTF8", "--locale", "C", "--auth", "scram-sha-256", "--pwfile", str(key)]
    made = subprocess.run(as_plain_user(command, _USER), cwd="/", capture_output=True, text=True, check=False)
    key.unlink()
    if made.returncode != 0:
        raise PlainError(f"PostgreSQL's database could not be made: {' '.join(made.stderr.split())[-300:]}")
    url = f"postgresql://faq:{password}@{network.HOST}:{port}/postgres"
    child = Child("postgresql", _command(data, port, is_safe), dict(os.environ), Path("/"))
    return Server("PostgreSQL", port, url, [child], lambda: _is_up(url))


def _command(data: Path, port: int, is_safe: bool) -> list[str]:
    settings = {
        "listen_addresses": network.HOST,
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": str(_CONNECTIONS),
        "log_min_messages": "fatal",
        "log_min_error_statement": "panic",  # a statement that failed holds what a person wrote
        **({} if is_safe else {"fsync": "off", "full_page_writes": "off"}),
    }
    named = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return as_plain_user([program("postgres", PACKAGE, _BINARIES), "-D", str(data), *named], _USER)


def _is_up(url: str) -> bool:
    try:
        psycopg2.connect(url, connect_timeout=2).close()
    except psycopg2.Error:
        return False
    return True
