"""A person can take the conversation along, and have it erased from every store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.http.client import Chat, Door
from tests.http.product import REPOSITORY, Product

TEXT_CANARY, COMMENT_CANARY = "zanzibar-quokka-71", "tasmania-wombat-93"


def files_with(product: Product, canary: str) -> list[str]:
    """Names of the product's files, database, its log and the terminal's among them, in which a text stands."""
    folders = [product.folder, REPOSITORY / "var" / f"run-{product.door.port}"]
    return [path.name for folder in folders for path in folder.iterdir() if canary.encode() in path.read_bytes()]


@pytest.fixture
def reader(product: Product) -> Iterator[None]:
    """Another program has the database open, so that SQLite keeps its log."""
    with closing(sqlite3.connect(product.folder / "conversations.sqlite")) as database:
        database.execute("select count(*) from events").fetchone()
        yield


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


def test_messages_on_their_way_do_not_bring_an_erased_conversation_back(door: Door, product: Product) -> None:
    chats = [door.session() for _ in range(8)]
    with ThreadPoolExecutor(24) as people:
        said = [people.submit(chat.post, text=f"hello {TEXT_CANARY}-late") for chat in chats for _ in range(2)]
        erased = [people.submit(chat.call, "DELETE", "/session") for chat in chats]
        assert {answer.result().status for answer in erased} == {204}
        assert {answer.result().status for answer in said} <= {200, 401}

    assert files_with(product, f"{TEXT_CANARY}-late") == []
