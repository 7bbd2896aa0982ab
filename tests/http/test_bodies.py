"""What is malformed, too long or of a wrong type is refused with a clear error, and the bot answers afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from tests.http.client import REST, Answer, Chat, Door

BROKEN = {
    "nothing": b"",
    "half an object": b'{"id": "a", "text": "hel',
    "no JSON": b"text=hello&id=1",
    "an array": b'[{"id": "a", "text": "hello"}]',
    "a number": b"5",
    "a string": b'"hello"',
    "null": b"null",
    "true": b"true",
    "deep arrays": b"[" * 30_000,
    "deep objects": b'{"id":' * 10_000,
    "a huge number": b'{"id": ' + b"9" * 10_000 + b"}",
    "not UTF-8": b'{"id": "a", "text": "\xff\xfe\xfa"}',
}
WRONG_VALUES = [None, True, 5, 1.5, [], ["hello"], {}, {"text": "hello"}]
EMPTY = ["", " ", "\n\t ", "\u200b\u200d", "\ufeff", "\u0000"]
NO_CHOICES = ["nope", "c0000000000", "ask_toxic_stress", "/ask_toxic_stress", "none", "toxic_stress"]


def assert_refused(answer: Answer, status: int, code: str) -> None:
    assert (answer.status, answer.error["code"]) == (status, code)
    urgent = "911" in answer.error["message"] and "988" in answer.error["message"]
    assert urgent == (status in (413, 429) or status >= 500)


@pytest.mark.parametrize("body", BROKEN.values(), ids=list(BROKEN))
@pytest.mark.parametrize("path", ["/messages", "/feedback"])
def test_a_body_that_is_no_json_object_is_refused(chat: Chat, path: str, body: bytes) -> None:
    assert_refused(chat.call("POST", path, body), 400, "bad_request")


@pytest.mark.parametrize("body", BROKEN.values(), ids=list(BROKEN))
def test_rest_refuses_a_body_that_is_no_json_object(door: Door, body: bytes) -> None:
    assert_refused(door.call("POST", REST, body), 400, "bad_request")


@pytest.mark.parametrize("value", WRONG_VALUES)
@pytest.mark.parametrize("field", ["id", "text", "choice"])
def test_a_field_of_a_wrong_type_is_refused(chat: Chat, field: str, value: Any) -> None:
    whole = {"id": "a", "text": "hello"} if field != "choice" else {"id": "a"}
    assert_refused(chat.call("POST", "/messages", {**whole, field: value}), 400, "bad_request")
    assert chat.history() == []


@pytest.mark.parametrize("value", WRONG_VALUES)
def test_rest_refuses_a_message_of_a_wrong_type(door: Door, value: Any) -> None:
    assert_refused(door.rest({"sender": "wrong types", "message": value}), 400, "bad_request")


@pytest.mark.parametrize("body", [{}, {"id": "a"}, {"text": "hello"}, {"choice": "x"}])
def test_a_message_without_an_id_or_without_content_is_refused(chat: Chat, body: dict[str, Any]) -> None:
    assert_refused(chat.call("POST", "/messages", body), 400, "bad_request")


def test_a_message_with_both_text_and_choice_is_refused(chat: Chat) -> None:
    assert_refused(chat.post(text="hello", choice="x"), 400, "bad_request")


@pytest.mark.parametrize("own_id", ["", " ", "a b", "é", "a\n", "x" * 129])
def test_an_id_that_is_no_short_visible_ascii_is_refused(chat: Chat, own_id: str) -> None:
    assert_refused(chat.post(id=own_id, text="hello"), 400, "bad_request")


@pytest.mark.parametrize("text", EMPTY)
def test_a_text_in_which_nothing_can_be_seen_is_refused(chat: Chat, text: str) -> None:
    assert_refused(chat.post(text=text), 400, "empty")


@pytest.mark.parametrize("choice", NO_CHOICES)
def test_an_unknown_choice_is_refused(chat: Chat, choice: str) -> None:
    assert_refused(chat.post(choice=choice), 400, "bad_request")
    assert chat.history() == []


@pytest.mark.parametrize("character", ["a ", "é", "\U0001f600", "/"])
def test_a_text_of_4000_characters_is_answered_and_one_more_is_too_long(chat: Chat, character: str) -> None:
    longest = (character * 4000)[:4000]

    assert chat.post(text=longest).status == 200
    assert_refused(chat.post(text=f"{longest}x"), 413, "too_long")


def test_rest_takes_4000_characters_and_no_more(door: Door) -> None:
    longest = "why " * 1000

    assert door.rest({"sender": "long", "message": longest}).status == 200
    assert_refused(door.rest({"sender": "long", "message": f"{longest}x"}), 413, "too_long")


@pytest.mark.parametrize("size", [100_000, 900_000])
def test_a_large_body_is_too_long_whatever_is_in_it(chat: Chat, size: int) -> None:
    assert_refused(chat.post(text="hello", more="x" * size), 413, "too_long")
    assert_refused(chat.door.rest({"message": "hello", "metadata": "x" * size}), 413, "too_long")


@pytest.mark.parametrize("path", ["/webhooks/website/messages", REST])
def test_a_body_larger_than_the_server_reads_is_refused_before_it_is_sent(door: Door, path: str) -> None:
    assert_refused(door.call("POST", path, b"", {"Content-Length": "100000000"}), 413, "too_long")


@pytest.mark.parametrize("after", ["-1", "1.5", "x", "1e3", "9" * 30, "%00", "%ff", "0x1"])
def test_a_place_in_the_history_that_is_no_number_is_refused(chat: Chat, after: str) -> None:
    assert_refused(chat.call("GET", f"/messages?after={after}"), 400, "bad_request")


def test_the_bot_answers_after_all_that(chat: Chat) -> None:
    assert chat.say("What is the five numbers resource?")["facts"] == ["five_numbers"]
