"""A token opens its own conversation and no other; what is forged, expired or damaged opens none."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from tests.http.client import Chat, Door
from tests.http.product import SECRET

CLOSED = [
    ("POST", "/messages", {"id": "a", "text": "hello"}),
    ("GET", "/messages", None),
    ("POST", "/feedback", {"seq": 2, "helpful": True}),
    ("GET", "/transcript", None),
    ("DELETE", "/session", None),
]
Claims = dict[str, Any]


def unsigned(claims: Claims) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts), ""])


def signed(claims: Claims, secret: str = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, secret, algorithm=algorithm)


FORGED: dict[str, Callable[[Claims], str]] = {
    "of another secret": lambda claims: signed(claims, "another secret, also more than 32 characters"),
    "unsigned": unsigned,
    "of another algorithm": lambda claims: signed(claims, algorithm="HS512"),
    "expired": lambda claims: signed({**claims, "exp": int(time.time()) - 1}),
    "for ever": lambda claims: signed({name: value for name, value in claims.items() if name != "exp"}),
    "with a time that is no number": lambda claims: signed({**claims, "exp": [1]}),
    "without a conversation": lambda claims: signed({name: value for name, value in claims.items() if name != "sub"}),
    "with a conversation that is no text": lambda claims: signed({**claims, "sub": ["x"]}),
    "for another audience": lambda claims: signed({**claims, "aud": "somebody else"}),
    "cut": lambda claims: signed(claims)[:-3],
    "of one letter": lambda claims: "x",
    "empty": lambda claims: "",
}


def claims_of(chat: Chat) -> Claims:
    claims: Claims = jwt.decode(chat.token, options={"verify_signature": False})
    return claims


@pytest.mark.parametrize(("method", "path", "body"), CLOSED)
@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic eDp4", "Bearer a b c", b"Bearer \xff\xfe\xed\xa0\x80"]
)
def test_a_call_without_a_good_token_is_refused(door: Door, method: str, path: str, body: Any, header: Any) -> None:
    answer = door.website(method, path, body, {} if header is None else {"Authorization": header})

    assert (answer.status, answer.error["code"]) == (401, "bad_token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_tests_can_sign_a_token_that_opens_its_conversation(chat: Chat) -> None:
    chat.say("hello")
    assert len(Chat(chat.door, signed(claims_of(chat))).history()) == 2


@pytest.mark.parametrize("forge", FORGED.values(), ids=list(FORGED))
def test_a_forged_token_opens_nothing(chat: Chat, forge: Callable[[Claims], str]) -> None:
    chat.say("hello")
    forged = Chat(chat.door, forge(claims_of(chat)))

    for method, path, body in CLOSED:
        assert forged.call(method, path, body).status == 401
    assert len(chat.history()) == 2


def test_a_token_opens_no_other_conversation(door: Door) -> None:
    mine, other = door.session(), door.session()
    mine.say("What counters toxic stress?")

    assert other.history() == []
    assert "toxic" not in other.call("GET", "/transcript").content.decode()
    assert other.call("POST", "/feedback", {"seq": 2, "helpful": False}).status == 404
    assert other.call("DELETE", "/session").status == 204
    assert len(mine.history()) == 2


def test_conversations_cannot_be_guessed_and_are_the_server_own(door: Door) -> None:
    ids = {claims_of(door.session())["sub"] for _ in range(20)}

    assert len(ids) == 20
    assert all(len(conversation) >= 22 for conversation in ids)
    asked_for = door.website("POST", "/session", {"sender": "mine", "id": "mine", "sub": "mine"})
    assert "mine" != claims_of(Chat(door, asked_for.json["token"]))["sub"]


def test_a_session_opens_with_a_greeting_and_says_how_long_it_lasts(door: Door) -> None:
    opened = door.website("POST", "/session")

    assert (opened.status, set(opened.json)) == (201, {"token", "expires_in", "replies"})
    assert opened.json["expires_in"] > 0
    (greeting,) = opened.json["replies"]
    assert (greeting["kind"], bool(greeting["text"].strip())) == ("smalltalk", True)
    assert claims_of(Chat(door, opened.json["token"]))["exp"] <= time.time() + opened.json["expires_in"] + 1
