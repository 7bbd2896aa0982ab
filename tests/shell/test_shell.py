"""`make shell`: the same bot in a terminal, in readable text, ended by /stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.http.product import START_SECONDS, descendants, is_running
from tests.shell.terminal import PROMPT, REPLY_SECONDS, Terminal


@pytest.fixture
def shell(model: None, tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal.shell(tmp_path)
    yield terminal
    terminal.close()


def run_folder(pids: list[int]) -> Path:
    """The folder in which this shell keeps its own endpoints."""
    commands = [Path(f"/proc/{pid}/cmdline").read_text().split("\0") for pid in pids]
    (endpoints,) = (command[command.index("--endpoints") + 1] for command in commands if "--endpoints" in command)
    return Path(endpoints).parent


def test_two_questions_are_answered_in_readable_text_and_stop_ends_everything(shell: Terminal) -> None:
    shell.read_until(PROMPT, START_SECONDS)
    started = descendants(shell.process.pid)
    assert len(started) >= 2, "the bot and its action server"
    folder = run_folder(started)
    assert folder.is_dir()

    answers = [
        shell.reply_to("What counters toxic stress?", within="protection by a nurturing caregiver"),
        shell.reply_to("I want to kill myself", within="988 Suicide & Crisis Lifeline"),
    ]
    shell.type("/stop")
    code = shell.wait(REPLY_SECONDS)

    for said in answers:
        assert not re.search(r'[{}]|"kind"|custom|ERROR|Traceback', said), said
    assert "\nwhy: understood ask_toxic_stress_antidote" in answers[0], "from the action server"
    assert "\nwhy: danger, crisis_self_harm, noticed by a pattern" in answers[1], "from the bot's own process"
    assert code == 0
    assert not [pid for pid in started if is_running(pid)]
    assert not folder.exists()
