"""Redis on loopback, which keeps nothing on disk: locks and counts of a minute need no second life."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

import redis

from ops import network
from ops.processes import Child
from ops.servers.server import Server, program

PACKAGE: Final = "redis-server"


def prepare(folder: Path) -> Server:
    """Write the settings of a Redis into a folder."""
    port, password, settings = network.free_port(), secrets.token_urlsafe(24), folder / "redis.conf"
    settings.touch(mode=0o600)
    settings.write_text(
        f"bind {network.HOST}\nport {port}\nloglevel warning\nrequirepass {password}\ndir {folder}\n"
        'save ""\nappendonly no\nmaxmemory 64mb\nmaxmemory-policy volatile-ttl\n'
    )
    url = f"redis://:{password}@{network.HOST}:{port}/0"
    child = Child("redis", [program("redis-server", PACKAGE), str(settings)], dict(os.environ), folder)
    return Server("Redis", port, url, [child], lambda: _is_up(url))


def _is_up(url: str) -> bool:
    with redis.from_url(url, socket_connect_timeout=1, socket_timeout=1) as client:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
