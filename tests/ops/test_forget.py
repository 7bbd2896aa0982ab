"""`make forget` deletes one conversation, one person's, or all older than some days, and leaves no byte of it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from channels.messaging.keys import Keys
from stores.conversations import Conversations
from stores.database import engine_for
from stores.keeping import DAY
from tests.http.product import REPOSITORY, SECRET, environment


def said(words: str, at: float) -> list[dict[str, object]]:
    return [{"event": "user", "text": words, "timestamp": at}, {"event": "bot", "text": "an answer", "timestamp": at}]


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    stored = Conversations(engine_for(f"sqlite:///{tmp_path}/conversations.sqlite"))
    stored.append("mine", said("quokka", time.time()))
    stored.append("older", said("wombat", time.time() - 9 * DAY))
    stored.append(Keys("telegram", SECRET).conversation("4711"), said("platypus", time.time()))
    return stored


def forget(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "ops.forget", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env=environment(folder), capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "gone", "told"),
    [
        (["--conversation", "mine"], b"quokka", "2 messages were deleted."),
        (["--channel", "telegram", "--person", "4711"], b"platypus", "2 messages were deleted."),
        (["--days", "7"], b"wombat", "1 conversation lost what was older than 7 days."),
    ],
)
def test_what_is_asked_for_is_deleted_from_every_page_and_nothing_else(
    conversations: Conversations, tmp_path: Path, arguments: list[str], gone: bytes, told: str
) -> None:
    outcome = forget(tmp_path, *arguments)

    assert (outcome.returncode, outcome.stdout.strip()) == (0, told), outcome.stderr
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [word for word in (b"quokka", b"wombat", b"platypus") if word not in stored] == [gone]
    assert len(conversations.ids()) == 2


def test_a_conversation_that_is_not_there_is_told_so(conversations: Conversations, tmp_path: Path) -> None:
    outcome = forget(tmp_path, "--conversation", "nobody's")
    assert (outcome.returncode, outcome.stdout.strip()) == (0, "There is no such conversation.")
    assert len(conversations.ids()) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--days", "-1"],
        ["--days", "x"],
        ["--channel", "telegram"],
        ["--person", "4711"],
        ["--days", "7", "--conversation", "mine"],
    ],
)
def test_what_cannot_be_meant_deletes_nothing(
    conversations: Conversations, tmp_path: Path, arguments: list[str]
) -> None:
    assert forget(tmp_path, *arguments).returncode == 2
    assert len(conversations.ids()) == 3
