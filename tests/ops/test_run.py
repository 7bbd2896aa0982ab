"""`make run` refuses in one sentence, or starts the bot and its action server and keeps both alive."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import yaml

from ops import network

pytestmark = pytest.mark.slow
PATIENCE = 180  # seconds, for a slow machine that trains and loads Rasa


def refused(root: Path, environ: dict[str, str], **more: str) -> str:
    """What the command says when it refuses; it must be one line."""
    command = [sys.executable, "-m", "ops.run"]
    outcome = subprocess.run(command, cwd=root, env={**environ, **more}, capture_output=True, text=True, check=False)
    assert (1, 1) == (outcome.returncode, len(outcome.stderr.splitlines())), outcome.stderr
    return outcome.stderr.strip()


def test_a_port_in_use_is_refused(small_project: Path, environ: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind((network.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        said = refused(small_project, environ, PORT=str(port))

    assert said.startswith(f"Port {port} is in use; stop what listens there or choose another: PORT=")


def test_a_wrong_setting_is_refused(small_project: Path, environ: dict[str, str]) -> None:
    assert "PORT is 'five'; allowed:" in refused(small_project, environ, PORT="five")


@pytest.mark.parametrize("url", ["postgresql://bot:hunter2@127.0.0.1:9/faq", "sqlite:////proc/no/such/file.sqlite"])
def test_a_database_that_cannot_be_opened_is_refused(small_project: Path, environ: dict[str, str], url: str) -> None:
    said = refused(small_project, environ, PORT=str(network.free_port()), FAQ_DATABASE_URL=url)

    assert "FAQ_DATABASE_URL cannot be opened" in said
    assert "hunter2" not in said


class Running:
    """A running bot: its process, port and output."""

    def __init__(self, root: Path, environ: dict[str, str], log: Path) -> None:
        self.port, self.log = network.free_port(), log
        self.folder = root / "var" / f"run-{self.port}"
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ops.run"],
                cwd=root,
                env={**environ, "PORT": str(self.port)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def pids(self) -> dict[str, int]:
        state = json.loads((self.folder / "state.json").read_text())
        return {name: state[name] for name in ("bot", "action_server")}

    def is_ready(self) -> bool:
        return "The bot is ready:" in self.log.read_text() and self.replies("fact") == ["A fact."]

    def refused(self) -> int | None:
        """The status with which a message is refused, with when to come again."""
        try:
            urlopen(Request(f"http://{network.HOST}:{self.port}/webhooks/rest/webhook", b"{}"), timeout=5).close()
        except HTTPError as error:
            with error:
                return error.code if int(error.headers.get("Retry-After", 0)) > 0 else None
        except OSError:
            pass
        return None

    def replies(self, text: str, seconds: float = 5) -> list[str]:
        body = json.dumps({"sender": "someone", "message": text}).encode()
        try:
            with urlopen(
                Request(f"http://{network.HOST}:{self.port}/webhooks/rest/webhook", body), timeout=seconds
            ) as answer:
                return [reply["text"] for reply in json.load(answer)]
        except HTTPError as error:  # the stand-in, while it starts
            error.close()
            return []
        except OSError:
            return []


@pytest.fixture(scope="module")
def running(
    small_project: Path, environ: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    bot = Running(small_project, environ, tmp_path_factory.mktemp("run") / "log")
    bot.until(bot.is_ready)
    yield bot
    bot.process.kill()
    bot.process.wait()


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_the_running_bot_answers_through_its_own_action_server(running: Running) -> None:
    endpoints = yaml.safe_load((running.folder / "endpoints.yml").read_text())

    assert ["A fact."] == running.replies("fact")
    assert endpoints["action_endpoint"]["url"].startswith("http://127.0.0.1:")
    assert not endpoints["action_endpoint"]["url"].endswith(":5055/webhook")


def test_the_page_address_is_printed(running: Running) -> None:
    assert f"The bot is ready: http://127.0.0.1:{running.port}/webhooks/website/ " in running.log.read_text()


def test_nothing_listens_outside_this_machine(running: Running) -> None:
    listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout.splitlines()
    ours = [line.split()[3] for line in listening if any(f"pid={pid}," in line for pid in running.pids().values())]

    assert 2 == len(ours)
    assert {"127.0.0.1"} == {address.rpartition(":")[0] for address in ours}


def test_a_second_run_on_the_same_port_is_refused(
    running: Running, small_project: Path, environ: dict[str, str]
) -> None:
    assert f"Port {running.port} is in use" in refused(small_project, environ, PORT=str(running.port))


@pytest.mark.parametrize("name", ["action_server", "bot"])
def test_what_dies_is_started_again_with_the_model_that_served_before_and_answers(running: Running, name: str) -> None:
    before, model = running.pids()[name], running.folder.parents[1] / "models" / "faq.tar.gz"
    whole = model.read_bytes()
    model.write_bytes(b"a broken file that came meanwhile; the next `make run` refuses it")
    try:
        os.kill(before, signal.SIGKILL)
        running.until(lambda: running.pids()[name] not in (before, None) and running.replies("fact") == ["A fact."])
    finally:
        model.write_bytes(whole)


def test_told_to_end_it_answers_what_is_in_hand_refuses_the_rest_and_ends_everything(running: Running) -> None:
    pids = running.pids()
    with ThreadPoolExecutor(1) as person:
        in_hand = person.submit(running.replies, "slowly", 30)
        time.sleep(1.5)
        running.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        running.until(lambda: running.refused() == 503)
        assert ["A fact that took its time."] == in_hand.result()

    assert 0 == running.process.wait(30)
    assert time.monotonic() - began < 20
    assert all(is_gone(pid) for pid in pids.values())
    assert not (running.folder / "state.json").exists()


def test_a_killed_supervisor_takes_everything_with_it(
    small_project: Path, environ: dict[str, str], tmp_path: Path
) -> None:
    bot = Running(small_project, environ, tmp_path / "log")
    bot.until(lambda: (bot.folder / "state.json").exists() and None not in bot.pids().values())
    pids = bot.pids()
    bot.process.kill()
    bot.process.wait()

    bot.until(lambda: all(is_gone(pid) for pid in pids.values()))


def test_a_bot_that_cannot_start_is_given_up_on(small_project: Path, environ: dict[str, str], tmp_path: Path) -> None:
    credentials = small_project / "credentials.yml"
    good = credentials.read_text()
    credentials.write_text("no_such_module.Channel:\n")
    bot = Running(small_project, environ, tmp_path / "log")
    code = bot.process.wait(PATIENCE)
    credentials.write_text(good)

    assert 1 == code
    assert "The bot ends each time right after its start; the lines above say why." in bot.log.read_text()
