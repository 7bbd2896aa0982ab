"""A child that dies is started again, and no child outlives its supervisor."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ops import processes, supervise
from ops.processes import Child
from ops.supervise import Supervisor, readable

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 10  # seconds, for a slow machine


def child(folder: Path, code: str, name: str = "child") -> Child:
    return Child(name, [sys.executable, "-u", "-c", code], dict(os.environ), folder)


async def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


async def supervised(children: list[Child], scene: Callable[[Supervisor], object]) -> list[str]:
    """Run a scene while the children are supervised; what the supervisor said."""
    said: list[str] = []
    supervisor = Supervisor(children, say=said.append)
    running = asyncio.create_task(supervisor.run())
    await scene(supervisor)  # type: ignore[misc]
    supervisor.stop()
    await asyncio.wait_for(running, PATIENCE)
    return said


def test_a_killed_child_is_started_again(tmp_path: Path) -> None:
    sleeper = child(tmp_path, "import time; time.sleep(60)", "sleeper")

    async def scene(_: Supervisor) -> None:
        await until(lambda: sleeper.process)
        assert sleeper.process
        sleeper.process.kill()
        await until(lambda: sleeper.starts == 2 and sleeper.process)

    said = asyncio.run(supervised([sleeper], scene))

    assert ["The sleeper ended (signal SIGKILL); it is started again in 0.5 s."] == said
    assert sleeper.process is None


def test_the_wait_before_a_new_start_doubles_up_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(supervise, "LONGEST_WAIT", 0.04)
    failing = child(tmp_path, "raise SystemExit(3)", "failing")

    async def scene(_: Supervisor) -> None:
        await until(lambda: failing.starts == 5)

    said = asyncio.run(supervised([failing], scene))

    waits = [line.rpartition(" in ")[2] for line in said]
    assert ["0.01 s.", "0.02 s.", "0.04 s.", "0.04 s."] == waits[:4]
    assert "The failing ended (exit code 3)" in said[0]


def test_a_child_that_lived_long_is_started_again_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(supervise, "HEALTHY_SECONDS", 0)
    ending = child(tmp_path, "")

    async def scene(_: Supervisor) -> None:
        await until(lambda: ending.starts == 4)

    said = asyncio.run(supervised([ending], scene))

    assert {"0.01 s."} == {line.rpartition(" in ")[2] for line in said}


def test_a_child_that_ignores_the_polite_signal_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.3)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); time.sleep(60)"
    stubborn = child(tmp_path, code)

    async def scene(_: Supervisor) -> None:
        await until(lambda: "up" in stubborn.last_lines)

    asyncio.run(supervised([stubborn], scene))

    assert stubborn.process is None


def test_what_a_child_starts_ends_with_it(tmp_path: Path) -> None:
    code = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid); time.sleep(60)"
    parent = child(tmp_path, code)

    async def scene(_: Supervisor) -> None:
        await until(lambda: parent.last_lines)

    asyncio.run(supervised([parent], scene))

    assert not is_alive(int(parent.last_lines[0]))


def test_a_program_that_cannot_be_started_ends_the_others_and_is_reported(tmp_path: Path) -> None:
    sleeper = child(tmp_path, "import time; time.sleep(60)")
    missing = Child("missing", ["/no/such/program"], {}, tmp_path)

    with pytest.raises(FileNotFoundError, match="/no/such/program"):
        asyncio.run(asyncio.wait_for(Supervisor([sleeper, missing]).run(), PATIENCE))

    assert sleeper.process is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the children of a killed process")
def test_children_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    program = f"""
import asyncio, os, sys
from pathlib import Path
from ops.supervise import Child, Supervisor
sleeper = Child("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"], dict(os.environ), Path({str(tmp_path)!r}))
asyncio.run(Supervisor([sleeper], on_change=lambda: print(sleeper.process.pid, flush=True)).run())
"""
    supervisor = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)
    assert supervisor.stdout
    with supervisor.stdout:
        pid = int(supervisor.stdout.readline())
        assert is_alive(pid)
        supervisor.send_signal(signal.SIGKILL)
        supervisor.wait()

    asyncio.run(until(lambda: not is_alive(pid)))


def test_what_a_child_writes_is_passed_on_with_its_name(tmp_path: Path) -> None:
    speaker = child(
        tmp_path, r"print('hello'); print('x' * 200_000); print('\udce9'); import time; time.sleep(60)", "bot"
    )
    speaker.environ = {**speaker.environ, "PYTHONIOENCODING": "utf-8:surrogateescape"}

    async def scene(_: Supervisor) -> None:
        await until(lambda: any("�" in line for line in speaker.last_lines))

    said = asyncio.run(supervised([speaker], scene))

    assert "bot: hello" == said[0]
    assert "bot: (a line too long to show)" in said


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('{"event": "rasa.started", "event_info": "Started.", "level": "info"}', "info: Started."),
        ('{"event": "rasa.started"}', "note: rasa.started"),
        ('{"no": "event"}', '{"no": "event"}'),
        ("{not json", "{not json"),
        ("plain", "plain"),
    ],
)
def test_logs_in_json_are_made_readable(line: str, shown: str) -> None:
    assert shown == readable(line)
