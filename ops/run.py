"""Starts the bot and its action server and keeps both alive: python -m ops.run."""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import shutil
import signal
import sys
from functools import partial
from typing import TextIO

from ops import bot, network, settings
from ops.plain_errors import FAILED, PlainError, guarded
from ops.processes import Child, follow_parent
from ops.progress import Progress
from ops.stand_in import StandIn
from ops.supervise import Supervisor

READY_PATH = "/webhooks/website/ready"
PAGE_PATH = "/webhooks/website/"
STARTS_BEFORE_READY = 2  # a bot that dies more often before it was ever ready will not get better by itself
ASK_AGAIN_SECONDS = 0.5


def main() -> int:
    """Prepare, run until stopped; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m ops.run", description="Starts the bot; its settings are in the environment (README.md)."
    )
    parser.add_argument("--with-parent", action="store_true", help="end when the process that started this one ends")
    if parser.parse_args().with_parent:  # make was killed: nobody is left to stop us
        follow_parent(signal.SIGTERM)
    chosen = settings.current()
    with (bot.state_folder(chosen) / "lock").open("w") as claim:
        claim_port(chosen, claim)
        bot.prepare(chosen)
        return asyncio.run(_run(chosen))


def claim_port(chosen: settings.Settings, claim: TextIO) -> None:
    """Refuse when another run, or another program, has the port; this run holds it while the claim is open."""
    taken = PlainError(
        f"Port {chosen.port} is in use; stop what listens there or choose another: PORT={_other(chosen.port)} make run"
    )
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise taken from None
    if not network.is_free(chosen.port):
        raise taken


def _other(port: int) -> int:
    return port + 1 if port < 65535 else port - 1


async def _run(chosen: settings.Settings) -> int:
    action_port = network.free_port()
    endpoints = bot.write_endpoints(chosen, action_port)
    model = bot.own_model(chosen)
    command = bot.rasa_command(chosen, "run", endpoints, chosen.port, model)
    # A proxy finds the next bot where none listens, and has the emergency lines itself; without one the port must answer always.
    listening = None if chosen.behind_proxy else network.listen(chosen.host, chosen.port)
    stand_in = StandIn(listening, chosen.root) if listening else None
    rasa = bot.rasa_server(chosen, command, action_port, listening)
    children = [bot.action_server(chosen, action_port), rasa, *bot.relays(chosen, action_port)]
    state = bot.state_folder(chosen) / "state.json"

    async def on_life(child: Child, serves: bool) -> None:
        if stand_in and child is rasa:
            await stand_in.stand(not serves)

    on_change = partial(bot.write_state, state, children, action_port)
    supervisor = Supervisor(children, on_change, on_life=on_life)
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, supervisor.stop)
    running = asyncio.create_task(supervisor.run())
    problem = await _wait_until_ready(chosen, rasa, running)
    if problem:
        print(problem, file=sys.stderr)
        supervisor.stop()
    elif not running.done():
        print(f"The bot is ready: http://{network.HOST}:{chosen.port}{PAGE_PATH} (Ctrl-C ends it)", flush=True)
    await running
    if stand_in and listening:
        await stand_in.stand(is_wanted=False)
        listening.close()
    state.unlink(missing_ok=True)
    shutil.rmtree(model.parent, ignore_errors=True)
    return FAILED if problem else 0


async def _wait_until_ready(chosen: settings.Settings, rasa: Child, running: asyncio.Task[None]) -> str | None:
    """None when the bot answers or was stopped; a sentence when it will not come up."""
    with Progress("Starting the bot"):
        while not running.done():
            if await asyncio.to_thread(network.status, chosen.port, READY_PATH) == 200:
                return None
            if rasa.starts > STARTS_BEFORE_READY or (rasa.starts == STARTS_BEFORE_READY and rasa.process is None):
                return "The bot ends each time right after its start; the lines above say why."
            await asyncio.wait([running], timeout=ASK_AGAIN_SECONDS)
    return None


if __name__ == "__main__":
    sys.exit(guarded(main))
