"""A lone surrogate and a NUL, in every field of every door, break nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.http.chat_form import TYPE
from tests.http.client import WEBSITE, Chat, Door

HOSTILE = {
    "lone surrogate": "\ud800",
    "low surrogate": "\udfff",
    "surrogates the wrong way round": "\udc00\ud800",
    "NUL": "\x00",
    "escape": "\x1b[31m",
    "every kind": "\x00\ud800\x7f\u202e\ufffe",
}
PLACES = {"alone": "{0}", "in words": "what is {0} toxic stress", "before a command": "{0}/restart"}
REST_FIELDS = ["sender", "message", "metadata", "input_channel", "stream", "another"]


@pytest.fixture(autouse=True)
def _still_answers(door: Door) -> Any:
    """The bot lives on, and so does the conversation store."""
    yield
    chat = door.session()
    chat.say("hello")
    assert [message["seq"] for message in chat.history()] == [1, 2]


@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_text_is_answered_or_refused(chat: Chat, hostile: str, place: str) -> None:
    answer = chat.post(text=place.format(hostile))

    assert answer.status in (200, 400), answer.content
    assert len(chat.history()) == (2 if answer.status == 200 else 0)
    assert chat.call("GET", "/transcript").status == 200


@pytest.mark.parametrize("field", ["id", "choice"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_id_is_refused(chat: Chat, hostile: str, field: str) -> None:
    body = {"id": "a", "text": "hello"} if field == "id" else {"id": "a"}
    answer = chat.call("POST", "/messages", {**body, field: f"x{hostile}"})

    assert (answer.status, answer.error["code"]) == (400, "bad_request")


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_field_that_nobody_asked_for_is_ignored(chat: Chat, hostile: str) -> None:
    more = {hostile: hostile, "metadata": {hostile: hostile}, "sender": hostile}
    assert chat.post(text="hello", **more).status == 200


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_comment_is_kept_or_refused(chat: Chat, hostile: str) -> None:
    chat.say("hello")
    answer = chat.call("POST", "/feedback", {"seq": 2, "helpful": True, "comment": f"good {hostile}"})
    assert answer.status in (204, 400), answer.content


@pytest.mark.parametrize("field", ["seq", "helpful"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_feedback_is_refused(chat: Chat, hostile: str, field: str) -> None:
    chat.say("hello")
    answer = chat.call("POST", "/feedback", {"seq": 2, "helpful": True, field: hostile})
    assert (answer.status, answer.error["code"]) == (400, "bad_request")


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_authorization_opens_nothing(chat: Chat, hostile: str) -> None:
    wire = hostile.replace("\x00", "\x01").encode("utf-8", "surrogatepass")  # a NUL ends the header for any server
    answer = chat.door.website("GET", "/messages", headers={"Authorization": f"Bearer {chat.token}".encode() + wire})

    assert (answer.status, answer.error["code"]) == (401, "bad_token")


@pytest.mark.parametrize("field", REST_FIELDS)
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_rest_answers_or_refuses_a_hostile_field(door: Door, hostile: str, field: str) -> None:
    value: Any = {hostile: hostile} if field == "metadata" else hostile
    answer = door.rest({"sender": "hostile", "message": "hello", field: value})

    assert answer.status in (200, 400), answer.content
    if answer.status == 200:
        assert answer.json
    else:
        assert answer.error


@pytest.mark.parametrize("sender", [None, "", 5, True, [], ["x"], {"x": "y"}, "x" * 10_000])
def test_rest_answers_or_refuses_any_sender(door: Door, sender: Any) -> None:
    answer = door.rest({"sender": sender, "message": "hello"})

    assert answer.status in (200, 400), answer.content
    assert answer.json


@pytest.mark.parametrize("field", ["token", "id", "text", "choice", "act", "turns", "rate", "comment", "another"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_the_chat_page_answers_or_refuses_a_hostile_field(chat: Chat, hostile: str, field: str) -> None:
    fields = {"token": chat.token, "id": "12345678", "text": "hello"}
    fields[field] = fields.get(field, "") + hostile
    body = "&".join(f"{name}={wire(value)}" for name, value in fields.items()).encode()
    answer = chat.door.call("POST", f"{WEBSITE}/chat", body, TYPE)

    assert answer.status in (200, 400), answer.content
    assert answer.headers.get_content_type() == "text/html"
    assert answer.content.decode("utf-8")


@pytest.mark.parametrize("path", ["/messages?after={}", "/{}", "/widget.{}.js", "/chat?{}={}", "/transcript/{}"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_address_is_refused_or_ignored(chat: Chat, hostile: str, path: str) -> None:
    answer = chat.call("GET", path.replace("{}", wire(hostile)))
    assert answer.status in (200, 400, 404), answer.content


def wire(text: str) -> str:
    """As it stands in a form or an address."""
    return quote(text.encode("utf-8", "surrogatepass"))
