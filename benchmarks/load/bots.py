"""The bots that load is put on: ours as `make run` starts it, from this repository, and the stock one as its user would."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks import stock_bot
from benchmarks.cost import questions
from benchmarks.cost_projects import CACHE, environment
from benchmarks.cost_server import Server
from benchmarks.load.plan import Plan
from benchmarks.load.sending import ROOT, send
from faq.knowledge import load
from ops import network
from ops.train import train

ROLES: Final = {  # by a word of the command line
    "ops.action_server": "action server",
    "ops.rasa_cli": "bot",
    "ops.relay": "event relay",
    "ops.run": "supervisor",
    "-m rasa": "bot",
    "-m\0rasa": "bot",
}
WARM_UP: Final = 40  # messages before anything counts: caches fill, code is loaded
_WARM_UP_RATE: Final = 4.0  # a second


def prepare_ours() -> None:
    """Train our model when it is not current."""
    train(ROOT, if_needed=True)


def prepare_stock() -> tuple[Path, int]:
    """The stock bot's project, trained on our questions with Rasa's default pipeline, now or kept by an earlier run; its epochs.

    With thousands of questions ten epochs take about an hour; how fast a bot answers does not hang on them.
    """
    epochs = stock_bot.epochs_for(questions(ROOT / "data" / "nlu"))
    project = CACHE / f"stock-{epochs}"
    stock_bot.write(project, ROOT / "data" / "nlu", load(ROOT / "knowledge"), epochs)
    print("Preparing the stock bot; it is trained when no earlier training fits …", flush=True)
    stock_bot.train(project)
    return project, epochs


@contextmanager
def ours(folder: Path) -> Iterator[Server]:
    """The product: supervisor, bot and action server, its database on disk in `folder`, rate limits off."""
    port = network.free_port()
    environ = environment(
        ROOT, PORT=str(port), FAQ_RATE_LIMIT="0", FAQ_DATABASE_URL=f"sqlite:///{folder}/{port}.sqlite"
    )
    command = [sys.executable, "-m", "ops.run"]
    try:
        with _running(Server(command, ROOT, environ, port, folder / f"ours-{port}.log", ROLES)) as server:
            yield server
    finally:
        shutil.rmtree(ROOT / "var" / f"run-{port}", ignore_errors=True)


@contextmanager
def stock(project: Path, folder: Path) -> Iterator[Server]:
    """The stock bot, its conversations in memory."""
    port = network.free_port()
    log = folder / f"stock-{port}.log"
    with _running(Server(stock_bot.command(port), project, environment(project), port, log, ROLES)) as server:
        yield server


@contextmanager
def _running(server: Server) -> Iterator[Server]:
    try:
        server.first_answer()
        yield server
    finally:
        server.stop()


def warm_up(base: str, door: str, **more: Any) -> None:
    """Messages that nothing is counted of. `more`: of the plan, such as a certificate."""
    send(Plan(base, door, _WARM_UP_RATE, WARM_UP / _WARM_UP_RATE, seed=99, **more))


def quiet() -> str:
    """The load average of this machine now, for the page."""
    return f"{os.getloadavg()[0]:.1f}"
