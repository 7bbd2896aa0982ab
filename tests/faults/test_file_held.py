"""Another program writes into the SQLite file and does not come to an end: people notice nothing, and nothing is lost."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.http.client import Chat
from tests.http.product import Product, until

ANSWER_SECONDS, PEOPLE, TURNS = 10, 4, 3


@contextmanager
def file_held(product: Product) -> Iterator[None]:
    other = sqlite3.connect(product.folder / "conversations.sqlite", isolation_level=None, timeout=60)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_people_are_answered_with_their_context_and_what_they_were_told_is_stored(product: Product) -> None:
    chats = [product.door.session() for _ in range(PEOPLE)]
    told: dict[str, list[int]] = {chat.token: [] for chat in chats}

    def write(chat: Chat) -> float:
        slowest = 0.0
        for text in ("what counters toxic stress?", "where does that come from?", "hello")[:TURNS]:
            began = time.monotonic()
            answer = chat.post(text=text)
            slowest = max(slowest, time.monotonic() - began)
            assert answer.status == 200, answer.content
            assert "kept" not in answer.json
            told[chat.token].append(answer.json["seq"])
        return slowest

    chats[0].say("hello")
    with file_held(product), ThreadPoolExecutor(PEOPLE) as people:
        slowest = max(people.map(write, chats))
        ready = product.door.website("GET", "/ready")
        during = [message["seq"] for message in chats[0].history()]
    until(product.door.is_ready, 60, product.said)

    assert slowest < ANSWER_SECONDS
    assert (503, True) == (ready.status, "the store cannot be written" in ready.error["message"])
    assert [1, 2, 3, 4, 5, 6, 7, 8] == during == [message["seq"] for message in chats[0].history()]
    for chat in chats:
        replies = [message for message in chat.history() if message["from"] == "bot"]
        assert told[chat.token] == [message["seq"] for message in replies][-TURNS:]
        assert replies[-2]["reply"]["facts"] == ["toxic_stress_antidote"], "the follow-up knew what was said before"
    assert not product.journal.exists(), "nothing is left in the journal"
