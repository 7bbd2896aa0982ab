"""The stock REST channel: readable text and the same Reply, never an empty answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.http.client import Door

MESSAGES = [
    "hello",
    "What counters toxic stress?",
    "Who won the world series in 1987?",
    "Should I give my baby antibiotics for her ear?",
    "I want to kill myself",
    "asdfghjkl",
    "\U0001f476\U0001f476",
    "?",
    "no",
    "/restart",
    '/ask_toxic_stress{"a": "b"}',
    "/stop",
]


@pytest.mark.parametrize("text", MESSAGES)
def test_every_message_gets_text_and_a_reply(door: Door, text: str) -> None:
    answer = door.rest({"sender": f"rest {text}", "message": text})

    assert answer.status == 200
    (shown,) = (message for message in answer.json if "text" in message)
    (data,) = (message for message in answer.json if "custom" in message)
    assert shown["text"].strip()
    assert data["custom"]["text"] == shown["text"]
    assert {message["recipient_id"] for message in answer.json} == {f"rest {text}"}


@pytest.mark.parametrize("text", MESSAGES)
def test_both_doors_give_the_same_reply(door: Door, text: str) -> None:
    answer = door.rest({"sender": f"both doors {text}", "message": text})
    (reply,) = (message["custom"] for message in answer.json if "custom" in message)
    assert reply == door.session().say(text)


def test_what_a_button_sends_is_plain_words_that_lead_to_its_fact(door: Door) -> None:
    (shown,) = (
        m for m in door.rest({"sender": "buttons", "message": "What counters toxic stress?"}).json if "text" in m
    )

    assert shown["buttons"]
    for button in shown["buttons"]:
        assert not button["payload"].startswith("/")
        pressed = door.rest({"sender": f"pressed {button['title']}", "message": button["payload"]})
        (reply,) = (message["custom"] for message in pressed.json if "custom" in message)
        assert reply["kind"] == "answer"


def test_a_person_who_writes_twice_at_once_gets_two_answers(door: Door) -> None:
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda _: door.rest({"sender": "at once", "message": "hello"}), range(8)))

    assert {answer.status for answer in answers} == {200}
    assert all(answer.json for answer in answers)


def test_a_get_says_that_the_door_is_there_and_its_address_takes_posts_only(door: Door) -> None:
    assert door.call("GET", "/webhooks/rest/").status == 200
    refused = door.call("GET", "/webhooks/rest/webhook")
    assert (refused.status, refused.error["code"]) == (405, "wrong_method")
