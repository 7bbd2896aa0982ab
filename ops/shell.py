"""The bot in this terminal, its action server in the background: python -m ops.shell."""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import replace

from ops import bot, network, settings
from ops.plain_errors import guarded
from ops.processes import dies_with_parent
from ops.supervise import Supervisor


def main() -> int:
    """Prepare, talk until /stop or Ctrl-C; the exit code."""
    asked = settings.current()
    bot.prepare(asked)
    chosen = replace(asked, port=network.free_port())  # a shell never disturbs a running bot
    return asyncio.run(_talk(chosen))


async def _talk(chosen: settings.Settings) -> int:
    action_port = network.free_port()
    endpoints = bot.write_endpoints(chosen, action_port)
    supervisor = Supervisor([bot.action_server(chosen, action_port)])
    running = asyncio.create_task(supervisor.run())
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, lambda: None)  # Ctrl-C is for the shell, which ends, and then we end
    print("Starting the bot; /stop or Ctrl-C ends it.", flush=True)
    shell = await asyncio.create_subprocess_exec(
        *bot.rasa_command(chosen, "shell", endpoints, chosen.port),
        cwd=chosen.root,
        env={**bot.child_environment(chosen, action_port), "LOG_LEVEL": "ERROR"},
        preexec_fn=dies_with_parent(signal.SIGKILL),
    )
    loop.add_signal_handler(signal.SIGTERM, shell.terminate)
    try:
        code = await shell.wait()
    finally:
        supervisor.stop()
        await running
        endpoints.unlink(missing_ok=True)
        endpoints.parent.rmdir()
    return 0 if code in (0, -signal.SIGINT, -signal.SIGTERM, 130) else code


if __name__ == "__main__":
    sys.exit(guarded(main))
