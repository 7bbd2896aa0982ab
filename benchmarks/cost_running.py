"""Ours and the stock bot running at the same time, measured in turns, so that a drift of the machine hits both alike."""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks import stock_bot
from benchmarks.cost_load import Load, percentiles, send, together
from benchmarks.cost_projects import environment, ours_environment
from benchmarks.cost_server import Server
from benchmarks.development import examples
from ops import network

STARTS: Final = 3  # the median counts
BLOCKS: Final = 10
CLIENTS: Final = 8
WARM_UP: Final = 20  # messages before anything is timed: caches fill, code is loaded
_OURS_ROLES: Final = {"ops.action_server": "action server", "ops.rasa_cli": "bot", "ops.run": "supervisor"}
Start = Callable[[], Server]


def texts(count: int, seed: int = 4) -> list[str]:
    """Messages of the development set, drawn by chance; the same ones each time, and again from the start when it has fewer."""
    found = [e.text for e in examples()]
    random.Random(seed).shuffle(found)
    return [found[i % len(found)] for i in range(count)]


def measure(ours: Path, stock: Path, messages: int, starts: int = STARTS) -> dict[str, Any]:
    """Start, memory, reply times and throughput of two trained projects: {"ours": figures, "stock": figures}."""
    with tempfile.TemporaryDirectory() as kept, ExitStack() as running:
        folder = Path(kept)
        start: dict[str, Start] = {
            "ours": lambda: start_ours(ours, folder),
            "stock": lambda: _start_stock(stock, folder),
        }
        figures: dict[str, dict[str, Any]] = {name: {"starts": []} for name in start}
        servers: dict[str, Server] = {}
        for again in range(starts):
            for name, make in start.items():
                with ExitStack() as until:
                    server = until.enter_context(stopped(make))
                    figures[name]["starts"].append(round(server.first_answer(), 2))
                    if again == starts - 1:
                        servers[name] = server
                        running.push(until.pop_all())
        for name, server in servers.items():
            figures[name]["memory_at_start"] = server.memory()
            send(server.base, texts(WARM_UP, seed=5), 1)
        for name, found in in_turns(servers, texts(messages), 1).items():
            figures[name] |= {"one": found, "memory": servers[name].memory()}
        for name, found in in_turns(servers, texts(messages, seed=6), CLIENTS).items():
            figures[name]["many"] = found
    return {**figures, "load_average": os.getloadavg()[1]}


@contextmanager
def stopped(start: Start) -> Iterator[Server]:
    """A server that ends with the block."""
    server = start()
    try:
        yield server
    finally:
        server.stop()


def in_turns(servers: Mapping[str, Server], said: Sequence[str], clients: int) -> dict[str, dict[str, Any]]:
    """The same messages to every server, a block to each by turns: reply times in ms, replies a second, CPU in ms a message."""
    size = -(-len(said) // BLOCKS)
    loads: dict[str, list[Load]] = {who: [] for who in servers}
    used = {who: server.cpu() for who, server in servers.items()}
    for at in range(0, len(said), size):
        for who, server in servers.items():
            loads[who].append(send(server.base, said[at : at + size], clients))
    figures: dict[str, dict[str, Any]] = {}
    for who, server in servers.items():
        whole = together(loads[who])
        figures[who] = {
            "messages": len(whole.milliseconds),
            "unanswered": whole.unanswered,
            "rate": whole.rate,
            "cpu_ms": 1000 * (server.cpu() - used[who]) / len(said),
            "p50_by_block": [round(statistics.median(load.milliseconds), 2) for load in loads[who]],
            **percentiles(whole.milliseconds),
        }
    return figures


def start_ours(project: Path, folder: Path) -> Server:
    """The real product: supervisor, bot and action server, with a database of its own in `folder`."""
    port = network.free_port()
    environ = ours_environment(project, port, folder / f"{port}.sqlite")
    return Server([sys.executable, "-m", "ops.run"], project, environ, port, folder / f"ours-{port}.log", _OURS_ROLES)


def _start_stock(project: Path, folder: Path) -> Server:
    port = network.free_port()
    log = folder / f"stock-{port}.log"
    return Server(stock_bot.command(port), project, environment(project), port, log, {"rasa": "bot"})
