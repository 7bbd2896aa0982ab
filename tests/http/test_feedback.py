"""What a person thought of a reply is taken for every kind of reply, and kept once."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.http.client import Chat
from tests.http.product import Product

KINDS = {
    "answer": "What is the five numbers resource?",
    "out_of_scope": "Who won the world series in 1987?",
    "advice": "Should I give my baby antibiotics for her ear?",
    "crisis": "I want to kill myself",
    "smalltalk": "hello",
}
WRONG: list[dict[str, Any]] = [
    {},
    {"seq": 2},
    {"helpful": True},
    {"seq": 2, "helpful": "yes"},
    {"seq": 2, "helpful": 1},
    {"seq": 2, "helpful": None},
    {"seq": True, "helpful": True},
    {"seq": 2.0, "helpful": True},
    {"seq": -2, "helpful": True},
    {"seq": [2], "helpful": True},
    {"seq": 2, "helpful": True, "comment": 5},
    {"seq": 2, "helpful": True, "comment": []},
    {"seq": 2, "helpful": True, "comment": "x" * 1001},
]


def kept(product: Product, comment: str) -> list[tuple[int, int]]:
    """Number and verdict of the stored feedback with a comment."""
    with sqlite3.connect(product.folder / "conversations.sqlite") as database:
        rows = database.execute("select seq, helpful from feedback where comment = ?", [comment]).fetchall()
    database.close()
    return rows


@pytest.mark.parametrize("kind", KINDS)
def test_feedback_is_taken_on_every_kind_of_reply(chat: Chat, kind: str) -> None:
    assert chat.say(KINDS[kind])["kind"] == kind

    answer = chat.call("POST", "/feedback", {"seq": 2, "helpful": False, "comment": "not what I asked"})
    assert (answer.status, answer.content) == (204, b"")


def test_feedback_on_a_reply_that_offers_choices_is_taken(chat: Chat) -> None:
    assert chat.say("help families")["choices"]
    assert chat.call("POST", "/feedback", {"seq": 2, "helpful": True}).status == 204


def test_feedback_given_again_replaces_what_was_said_before(chat: Chat, product: Product) -> None:
    chat.say("hello")
    for helpful in (True, False):
        body = {"seq": 2, "helpful": helpful, "comment": "changed my mind about that"}
        assert chat.call("POST", "/feedback", body).status == 204

    assert kept(product, "changed my mind about that") == [(2, 0)]


@pytest.mark.parametrize("body", WRONG)
def test_wrong_feedback_is_refused(chat: Chat, body: dict[str, Any]) -> None:
    chat.say("hello")
    answer = chat.call("POST", "/feedback", body)
    assert (answer.status, answer.error["code"]) == (400, "bad_request")


@pytest.mark.parametrize("seq", [0, 1, 3, 999_999_999])
def test_feedback_on_what_is_no_reply_is_refused(chat: Chat, seq: int) -> None:
    chat.say("hello")
    answer = chat.call("POST", "/feedback", {"seq": seq, "helpful": True})
    assert (answer.status, answer.error["code"]) == (404, "not_found")
