"""Who sends too fast is told so, with the emergency lines and when to try again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.http.client import Answer, Chat
from tests.http.product import Product

LIMIT = 5


@pytest.fixture(scope="module")
def limited(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("limited"), FAQ_RATE_LIMIT=str(LIMIT))
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture
def chat_limited(limited: Product) -> Chat:
    return limited.door.session()


def assert_too_fast(answer: Answer) -> None:
    assert (answer.status, answer.error["code"]) == (429, "too_fast")
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert "911" in answer.error["message"]
    assert "988" in answer.error["message"]


def test_one_message_too_many_in_a_minute_is_refused(chat_limited: Chat) -> None:
    for _ in range(LIMIT):
        chat_limited.say("hello")

    assert_too_fast(chat_limited.post(text="hello"))
    assert len(chat_limited.history()) == 2 * LIMIT


def test_a_message_sent_again_does_not_count(chat_limited: Chat) -> None:
    answers = [chat_limited.post(id="same", text="hello") for _ in range(2 * LIMIT)]
    assert {answer.status for answer in answers} == {200}


def test_another_conversation_goes_on(limited: Product, chat_limited: Chat) -> None:
    for _ in range(LIMIT + 1):
        last = chat_limited.post(text="hello")

    assert_too_fast(last)
    assert limited.door.session().say("hello")["kind"] == "smalltalk"


def test_feedback_too_fast_is_refused(chat_limited: Chat) -> None:
    chat_limited.say("hello")
    answers = [chat_limited.call("POST", "/feedback", {"seq": 2, "helpful": True}) for _ in range(LIMIT + 1)]

    assert [answer.status for answer in answers[:-1]] == [204] * LIMIT
    assert_too_fast(answers[-1])
