"""RabbitMQ on loopback, with a node name, a port mapper and a cookie of its own, so that it meets no other one on the machine."""

from __future__ import annotations

import asyncio
import os
import secrets
from pathlib import Path
from typing import Final

import aio_pika

from ops import network
from ops.processes import Child
from ops.servers.server import Server, as_plain_user, give_to, program

PACKAGE: Final = "rabbitmq-server"
ASK_SECONDS: Final = 3
_USER: Final = "rabbitmq"  # Debian's
_BINARIES: Final = "usr/lib/rabbitmq/bin"
_ERLANG: Final = "usr/lib/erlang/erts-*/bin"


def prepare(folder: Path) -> Server:
    """Write the settings of a RabbitMQ into a folder."""
    own, port, mapper = folder / "rabbitmq", network.free_port(), network.free_port()
    user, password = "faq", secrets.token_urlsafe(24)
    own.mkdir(mode=0o700)
    settings = own / "rabbitmq.conf"
    settings.write_text(
        f"listeners.tcp.1 = {network.HOST}:{port}\ndefault_user = {user}\ndefault_pass = {password}\n"
        "log.console = true\nlog.console.level = error\nlog.file = false\n"
        "vm_memory_high_watermark.absolute = 256MB\ndisk_free_limit.absolute = 50MB\n"
    )
    (own / "plugins").write_text("[].\n")
    give_to(_USER, own, settings, own / "plugins")
    environ = _environ(own, mapper)
    epmd = [program("epmd", "erlang-base", _ERLANG), "-port", str(mapper), "-address", network.HOST]
    server = [program("rabbitmq-server", PACKAGE, _BINARIES)]
    if server[0].startswith("/usr/sbin"):  # Debian's wrapper changes the user by itself, and loses its parent thereby
        server = [f"/{_BINARIES}/rabbitmq-server"]
    children = [
        Child("rabbitmq's port mapper", as_plain_user(epmd, _USER), environ, own),
        Child("rabbitmq", as_plain_user(server, _USER), environ, own),
    ]
    url = f"amqp://{user}:{password}@{network.HOST}:{port}/"
    return Server("RabbitMQ", port, url, children, lambda: _is_up(url))


def _environ(own: Path, mapper: int) -> dict[str, str]:
    name = f"faq{mapper}@localhost"
    ours = {
        "HOME": str(own),  # where Erlang keeps the cookie
        "RABBITMQ_NODENAME": name,
        "RABBITMQ_DIST_PORT": str(network.free_port()),
        "RABBITMQ_CONFIG_FILE": str(own / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(own / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(own / "data"),
        "RABBITMQ_LOG_BASE": str(own / "log"),
        "RABBITMQ_PID_FILE": str(own / "pid"),
        "RABBITMQ_CONF_ENV_FILE": str(own / "none"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1",
        "ERL_EPMD_PORT": str(mapper),
        "ERL_EPMD_ADDRESS": network.HOST,
    }
    return {**os.environ, **ours}


def _is_up(url: str) -> bool:
    """Whether it lets a client in. Not to be called where an event loop runs."""

    async def ask() -> bool:
        try:
            connection = await aio_pika.connect(url, timeout=ASK_SECONDS)
        except (OSError, asyncio.TimeoutError, aio_pika.exceptions.AMQPError):
            return False
        await connection.close()
        return True

    return asyncio.run(ask())
