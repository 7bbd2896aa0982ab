"""A child whose loop does not turn any more is noticed, and what others need while they end is ended last."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from ops import supervise
from ops.processes import Child
from ops.supervise import Supervisor
from tests.ops.test_supervise import PATIENCE, child, supervised, until

BEATING = """
import os, signal, sys, time
from pathlib import Path
first = not Path("was here").exists()
Path("was here").touch()
for beat in range(10_000):
    os.write(int(os.environ["FAQ_BEAT_FD"]), b".")
    time.sleep(0.05)
    if first and beat == 5:
        os.kill(os.getpid(), signal.SIGSTOP)
"""


def test_a_child_that_hangs_is_noticed_ended_and_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "MISS_SECONDS", 0.5)
    hanging = child(tmp_path, BEATING, "bot")
    hanging.beats = True
    told, said = [], []

    async def on_life(_: Child, serves: bool) -> None:
        if told[-1:] != [serves]:
            told.append(serves)

    async def scene() -> None:
        supervisor = Supervisor([hanging], say=said.append, on_life=on_life)
        running = asyncio.create_task(supervisor.run())
        await until(lambda: told == [False, True, False, True])
        supervisor.stop()
        await asyncio.wait_for(running, PATIENCE)

    asyncio.run(scene())

    assert "The bot hangs; it is ended." == said[0]
    assert [False, True, False, True, False] == told


def test_a_child_that_works_without_a_beat_is_given_more_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "MISS_SECONDS", 0.3)
    code = """
import os, time
def beat(): os.write(int(os.environ["FAQ_BEAT_FD"]), b".")
beat()
end = time.monotonic() + 2.5
while time.monotonic() < end: pass
print("done")
while True: beat(); time.sleep(0.05)
"""
    working = child(tmp_path, code, "bot")
    working.beats = True

    async def scene(_: Supervisor) -> None:
        await until(lambda: "done" in working.last_lines)

    asyncio.run(supervised([working], scene))
    assert 1 == working.starts


def test_a_supervisor_that_was_held_up_itself_ends_no_child_that_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "MISS_SECONDS", 0.2)
    (tmp_path / "was here").touch()
    living = child(tmp_path, BEATING, "bot")
    living.beats = True

    async def scene(_: Supervisor) -> None:
        await until(lambda: living.process)
        await asyncio.sleep(0.5)
        time.sleep(3)  # the whole supervisor, as when its machine sleeps
        await asyncio.sleep(0.5)

    assert [] == asyncio.run(supervised([living], scene))
    assert 1 == living.starts


def test_what_the_others_need_while_they_end_is_ended_last(tmp_path: Path) -> None:
    code = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: (time.sleep({}), sys.exit())); print('up'); time.sleep(60)"
    order: list[str] = []
    last = child(tmp_path, code.format(0), "action server")
    last.ends_last = True
    first = child(tmp_path, code.format(0.5), "bot")

    async def scene() -> None:
        def changed() -> None:
            order.extend(one.name for one in (last, first) if one.starts and not one.process and one.name not in order)

        supervisor = Supervisor([last, first], on_change=changed)
        running = asyncio.create_task(supervisor.run())
        await until(lambda: "up" in last.last_lines and "up" in first.last_lines)
        supervisor.stop()
        await asyncio.wait_for(running, PATIENCE)

    asyncio.run(scene())

    assert ["bot", "action server"] == order
