"""On a disk that is full people are answered, are told that it is not kept, and afterwards everything is as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from stores.circuit import Circuit
from stores.steady import SteadyConversations
from tests.http.product import until

PATIENCE = 60


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    at = tmp_path / "disk"
    at.mkdir()
    made = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", at], check=False)
    if not made or made.returncode:
        pytest.skip("only root can make a small disk to fill")
    yield at
    subprocess.run(["umount", "--lazy", at], check=True)


def fill(disk: Path) -> Path:
    rubbish = disk / "rubbish"
    with rubbish.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    return rubbish


def turn(number: int) -> list[dict[str, Any]]:
    now = time.time()
    said = {
        "event": "user",
        "timestamp": now,
        "text": f"word {number} {'x' * 3000}",
        "metadata": {"client_id": str(number)},
    }
    return [said, {"event": "bot", "timestamp": now + 1e-4, "text": f"reply {number}", "data": {}, "metadata": {}}]


def test_a_full_disk_loses_nothing_that_was_said_to_be_kept_and_harms_no_file(disk: Path) -> None:
    steady = SteadyConversations(Circuit(f"sqlite:///{disk}/conversations.sqlite", disk / "journal"))
    told = [steady.append("a", turn(number))[0] for number in range(5)]
    rubbish = fill(disk)
    told += [steady.append("a", turn(number))[0] for number in range(5, 25)]
    assert [number for number in range(25) if steady.replies_to("a", str(number))] == list(range(25)), (
        "all are answered"
    )
    assert not told[-1].is_kept
    assert not steady.circuit.keeps
    rubbish.unlink()
    until(lambda: not steady.circuit.is_away, PATIENCE, lambda: "the store does not come back")
    told += [steady.append("a", turn(number))[0] for number in range(25, 30)]

    stored = [message.data["text"] for message in steady.messages("a") if message.type_name == "user"]
    assert [event.data["text"] for event in told if event.is_kept] == stored
    assert told[-1].is_kept
    connection = sqlite3.connect(disk / "conversations.sqlite")
    assert ("ok",) == connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
