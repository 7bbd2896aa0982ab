"""The bot on many machines, all on this one: PostgreSQL, Redis, RabbitMQ, nginx, and bots with their action servers: python -m ops.cluster [--bots N]."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

from ops import bot, network, settings, trusted_models
from ops.plain_errors import FAILED, PlainError, guarded
from ops.processes import Child, follow_parent
from ops.progress import Progress
from ops.run import PAGE_PATH, READY_PATH, claim_port
from ops.servers import nginx, postgresql, rabbitmq, redis
from ops.servers.server import MissingError, Server, folder_for_servers, install_command
from ops.settings import Settings
from ops.supervise import Supervisor
from ops.train import train

BOTS: Final = 2
BOTS_MOST: Final = 8  # on one machine: each takes half a gigabyte
START_SECONDS: Final = 180  # for all bots together; each loads its model in about twenty on a free core
ASK_AGAIN_SECONDS: Final = 0.5


def main() -> int:
    """Prepare, run until stopped; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ops.cluster", description=__doc__)
    parser.add_argument("--bots", type=int, choices=range(1, BOTS_MOST + 1), default=BOTS, help="how many bots")
    parser.add_argument("--with-parent", action="store_true", help="end when the process that started this one ends")
    asked = parser.parse_args()
    if asked.with_parent:  # make was killed: nobody is left to stop us
        follow_parent(signal.SIGTERM)
    chosen = settings.current()
    folder = chosen.root / "var" / f"cluster-{chosen.port}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as claim:
        claim_port(chosen, claim)
        bot.check_knowledge(chosen.root)
        trusted_models.check(chosen.root)
        train(chosen.root, if_needed=True)
        with folder_for_servers() as temporary:
            return asyncio.run(_run(chosen, temporary, folder / "state.json", asked.bots))


async def _run(chosen: Settings, folder: Path, state: Path, count: int) -> int:
    stopping = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    stores = await asyncio.to_thread(_stores, folder)
    ports = [network.free_port() for _ in range(count)]
    front = nginx.prepare(folder, chosen.root, ports, chosen.port)
    bots = [_bot(chosen, stores, port, number) for number, port in enumerate(ports, 1)]
    try:
        async with AsyncExitStack() as running:  # what was started last is ended first
            servers = [child for server in stores.values() for child in server.children]
            await running.enter_async_context(_kept_alive(servers))
            await _until(stopping, "Starting PostgreSQL, Redis and RabbitMQ", lambda: _are_up(stores.values()))
            doors = [*bots, *front.children]
            await running.enter_async_context(_kept_alive(doors, lambda: _write(state, [*servers, *doors], ports)))
            await _until(stopping, f"Starting {count} bots", lambda: _answer(ports))
            if not stopping.is_set():
                print(f"The bots are ready: {front.url}{PAGE_PATH} (Ctrl-C ends all of it)", flush=True)
                print(f"Its certificate, which no browser knows: {folder}/nginx/certificate.pem", flush=True)
            await stopping.wait()
    except asyncio.TimeoutError:
        print("The cluster does not come up; the lines above say why.", file=sys.stderr)
        return FAILED
    finally:
        state.unlink(missing_ok=True)
    return 0


def _stores(folder: Path) -> Mapping[str, Server]:
    """The servers by the setting that names each. Raises PlainError with one command that installs all that is missing."""
    made: dict[str, Server] = {}
    missing = []
    for name, module in (("FAQ_DATABASE_URL", postgresql), ("FAQ_REDIS_URL", redis), ("FAQ_RABBITMQ_URL", rabbitmq)):
        try:
            made[name] = module.prepare(folder)
        except MissingError:
            missing.append(module.PACKAGE)
    if missing:
        raise PlainError(f"The cluster needs {', '.join(missing)}; install with: {install_command(*missing)}")
    return made


def _bot(chosen: Settings, stores: Mapping[str, Server], port: int, number: int) -> Child:
    """A bot with its action server, which `ops.run` keeps alive."""
    addresses = {name: server.url for name, server in stores.items()}
    ours = {"PORT": str(port), "FAQ_SECRET": chosen.secret, "FAQ_BEHIND_PROXY": "yes", "FAQ_ROOT": str(chosen.root)}
    return Child(
        f"bot {number}",
        [sys.executable, "-m", "ops.run"],
        {**os.environ, **ours, **addresses},
        chosen.root,
        stop_seconds=25,
    )


@asynccontextmanager
async def _kept_alive(children: Sequence[Child], on_change: Callable[[], None] = lambda: None) -> AsyncIterator[None]:
    supervisor = Supervisor(children, on_change)
    task = asyncio.create_task(supervisor.run())
    try:
        yield
    finally:
        supervisor.stop()
        await task


async def _until(stopping: asyncio.Event, what: str, holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds, or until told to stop. Raises asyncio.TimeoutError."""

    async def wait() -> None:
        while not stopping.is_set() and not await holds():
            await asyncio.sleep(ASK_AGAIN_SECONDS)

    with Progress(what):
        await asyncio.wait_for(wait(), START_SECONDS)


async def _are_up(servers: Iterable[Server]) -> bool:
    return all([await asyncio.to_thread(server.is_up) for server in servers])


async def _answer(ports: Sequence[int]) -> bool:
    return all([await asyncio.to_thread(network.status, port, READY_PATH) == 200 for port in ports])


def _write(path: Path, children: Sequence[Child], ports: Sequence[int]) -> None:
    """Leave process ids and ports where an operator, or a test, finds them."""
    pids = {child.name: child.process.pid if child.process else None for child in children}
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"pids": pids, "bots": list(ports)}) + "\n", "utf-8")
    draft.replace(path)


if __name__ == "__main__":
    sys.exit(guarded(main))
