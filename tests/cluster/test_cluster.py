"""Many bots are one bot to the people: on PostgreSQL, Redis and RabbitMQ, behind nginx, also when one of them dies."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.http.client import Answer, Chat, Door

pytestmark = pytest.mark.slow
QUESTION = "how can courts help babies?"


@pytest.fixture
def chat(cluster: Any) -> Chat:
    opened: Chat = cluster.door.session()
    return opened


def on(bot: Door, chat: Chat) -> Chat:
    """The same conversation at one bot, past nginx."""
    return Chat(bot, chat.token)


def test_a_question_is_answered_with_its_source_through_the_proxy(chat: Chat) -> None:
    reply = chat.say(QUESTION)

    assert "answer" == reply["kind"]
    assert reply["sources"]
    assert [1, 2] == [message["seq"] for message in chat.history()]


def test_a_conversation_goes_on_at_another_bot_as_if_nothing_had_happened(cluster: Any, chat: Chat) -> None:
    one, two = (on(bot, chat) for bot in cluster.bots)
    first = one.say(QUESTION)
    more = two.say("where does that come from?")

    assert first["facts"] == more["facts"]
    assert one.history() == two.history()
    assert 4 == len(two.history())


def test_one_message_sent_to_all_bots_at_once_is_answered_once(cluster: Any, chat: Chat) -> None:
    doors = [on(bot, chat) for bot in cluster.bots] * 4
    message = uuid.uuid4().hex
    with ThreadPoolExecutor(len(doors)) as pool:
        answers = list(pool.map(lambda door: door.post(id=message, text=QUESTION), doors))

    assert {200} == {answer.status for answer in answers}
    assert 1 == len({answer.content for answer in answers})
    assert 2 == len(chat.history())


def test_messages_of_one_conversation_sent_to_all_bots_at_once_are_all_answered_one_after_the_other(
    cluster: Any, chat: Chat
) -> None:
    doors = [on(bot, chat) for bot in cluster.bots] * 5
    with ThreadPoolExecutor(len(doors)) as pool:
        answers = list(pool.map(lambda door: door.post(text="hello"), doors))

    assert {200} == {answer.status for answer in answers}
    assert ["user", "bot"] * len(doors) == [message["from"] for message in chat.history()]


def test_what_is_erased_at_one_bot_is_gone_at_the_others(cluster: Any, chat: Chat) -> None:
    one, two = (on(bot, chat) for bot in cluster.bots)
    one.say(QUESTION)

    assert 204 == two.call("DELETE", "/session").status
    assert 401 == one.post(text="hello").status


def test_rest_and_what_is_not_the_websites_are_not_reached_from_outside(cluster: Any) -> None:
    for path in ("/webhooks/rest/webhook", "/", "/version", "/conversations/x/tracker"):
        assert 404 == cluster.door.call("POST", path, {"sender": "x", "message": "hi"}).status


def test_no_acknowledged_message_is_lost_when_a_bot_dies_and_the_next_one_is_answered_soon(cluster: Any) -> None:
    chats = [cluster.door.session() for _ in range(6)]
    acknowledged: dict[str, list[str]] = {chat.token: [] for chat in chats}
    for chat in chats:
        keep(acknowledged, chat, "first")
    cluster.kill_bot(1)
    started = time.monotonic()
    for chat in chats:
        keep(acknowledged, chat, "second")
    taken = time.monotonic() - started

    for chat in chats:
        told = [message["text"] for message in chat.history() if message["from"] == "user"]
        assert acknowledged[chat.token] == told
    # Generous on a busy machine: a dead bot is noticed at the first try, and the lock that it held dies in three seconds.
    assert taken < 60


def keep(acknowledged: dict[str, list[str]], chat: Chat, text: str) -> None:
    """Say something, again under the same id when it was refused, as the widget does."""
    message, answer = uuid.uuid4().hex, None
    for _ in range(10):
        answer = chat.post(id=message, text=text)
        if answer.status == 200:
            break
        time.sleep(1)
    assert isinstance(answer, Answer)
    assert 200 == answer.status, answer.content
    acknowledged[chat.token].append(text)
