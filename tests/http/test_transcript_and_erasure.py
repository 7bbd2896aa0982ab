"""A person can take the conversation along, and have it erased from every store."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.http.client import Chat, Door
from tests.http.product import REPOSITORY, Product

TEXT_CANARY, COMMENT_CANARY = "zanzibar-quokka-71", "tasmania-wombat-93"


def files_with(product: Product, canary: str) -> list[str]:
    """Names of the product's files, database, its log and the terminal's among them, in which a text stands."""
    folders = [product.folder, REPOSITORY / "var" / f"run-{product.door.port}"]
    return [
        path.name
        for folder in folders
        for path in folder.iterdir()
        if path.is_file() and canary.encode() in path.read_bytes()
    ]


READER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("select count(*) from events").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def reader(product: Product) -> Iterator[None]:
    """Another program has the database open, so that SQLite keeps its log."""
    command = [sys.executable, "-c", READER, str(product.folder / "conversations.sqlite")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == "open\n"
        yield
        program.communicate("")


def test_the_transcript_is_a_text_to_download_with_everything_said(chat: Chat) -> None:
    replies = [chat.say(text) for text in ("hello", "What counters toxic stress?")]
    transcript = chat.call("GET", "/transcript")

    assert (transcript.status, transcript.headers.get_content_type()) == (200, "text/plain")
    assert transcript.headers["Content-Disposition"].startswith("attachment")
    assert transcript.headers.get_content_charset() == "utf-8"
    words = transcript.content.decode()
    said = ["hello", replies[0]["text"], "What counters toxic stress?", replies[1]["text"]]
    places = [words.index(text) for text in said]
    assert places == sorted(places)


@pytest.mark.usefixtures("reader")
def test_an_erased_conversation_leaves_nothing_in_any_file(chat: Chat, product: Product) -> None:
    chat.say(f"What counters toxic stress? {TEXT_CANARY}")
    assert chat.call("POST", "/feedback", {"seq": 2, "helpful": True, "comment": COMMENT_CANARY}).status == 204
    assert files_with(product, TEXT_CANARY)
    assert files_with(product, COMMENT_CANARY)

    erased = chat.call("DELETE", "/session")

    assert (erased.status, erased.content) == (204, b"")
    assert files_with(product, TEXT_CANARY) == []
    assert files_with(product, COMMENT_CANARY) == []


def test_what_is_said_is_never_written_to_the_terminal(chat: Chat, product: Product) -> None:
    chat.say(f"What counters toxic stress? {TEXT_CANARY}")
    assert TEXT_CANARY not in product.said()


def test_the_token_of_an_erased_conversation_opens_nothing(chat: Chat) -> None:
    chat.say("hello")
    chat.call("DELETE", "/session")

    for method, path in [("POST", "/messages"), ("GET", "/messages"), ("GET", "/transcript"), ("DELETE", "/session")]:
        answer = chat.call(method, path, {"id": "a", "text": "hello"} if method == "POST" else None)
        assert (answer.status, answer.error["code"]) == (401, "bad_token")


def test_other_conversations_stay(door: Door) -> None:
    mine, other = door.session(), door.session()
    for chat in (mine, other):
        chat.say("hello")
    mine.call("DELETE", "/session")

    assert len(other.history()) == 2


def test_a_message_on_its_way_does_not_bring_an_erased_conversation_back(chat: Chat, product: Product) -> None:
    with product.action_server_hung(), ThreadPoolExecutor(1) as person:
        said = person.submit(chat.post, text=f"What counters toxic stress? {TEXT_CANARY}-late")
        time.sleep(1)
        erased = chat.call("DELETE", "/session")

    assert erased.status == 204
    assert said.result().status in (200, 401)
    assert files_with(product, f"{TEXT_CANARY}-late") == []
