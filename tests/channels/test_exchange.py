"""One message, one turn: who waits is told in time, and the turn goes on, so that sent again it is answered and not done again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from channels import exchange as exchanges
from channels.errors import ApiError
from channels.exchange import Exchange, Said
from stores.circuit import Circuit
from stores.steady import SteadyConversations
from stores.turns import Turns

SAID = Said("id", "hello")


@pytest.fixture
def steady(tmp_path: Path) -> SteadyConversations:
    return SteadyConversations(Circuit(f"sqlite:///{tmp_path}/conversations.sqlite", tmp_path / "journal"))


def rasa(steady: SteadyConversations, heard: list[str], seconds: float) -> Callable[[UserMessage], Awaitable[Any]]:
    """Rasa's part, which takes its time."""

    async def answer(message: UserMessage) -> None:
        heard.append(message.text)
        await asyncio.sleep(seconds)
        user = {"event": "user", "timestamp": 1.0, "text": message.text, "metadata": message.metadata}
        steady.append(message.sender_id, [user, {"event": "bot", "timestamp": 2.0, "text": "hi"}])

    return answer


def test_a_turn_that_takes_too_long_is_refused_goes_on_and_is_found_again(
    steady: SteadyConversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "SECONDS_MOST", 0.2)
    heard: list[str] = []
    exchange = Exchange("website", steady, Turns(), rasa(steady, heard, 0.6))

    async def scene() -> list[Any]:
        with pytest.raises(ApiError) as refused:
            await exchange.answer("a", SAID)
        assert 503 == refused.value.status
        monkeypatch.setattr(exchanges, "SECONDS_MOST", 30)
        return await exchange.answer("a", SAID)

    replies = asyncio.run(scene())

    assert ["hi"] == [reply.data["text"] for reply in replies]
    assert ["hello"] == heard


def test_a_turn_without_end_is_ended_and_the_conversation_goes_on(
    steady: SteadyConversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "SECONDS_MOST", 0.1)
    monkeypatch.setattr(exchanges, "TURN_SECONDS_MOST", 0.3)
    exchange = Exchange("website", steady, Turns(), rasa(steady, [], 60))

    async def scene() -> None:
        with pytest.raises(ApiError):
            await exchange.answer("a", SAID)
        await asyncio.wait_for(exchange.forget("a"), 30)

    asyncio.run(scene())


def test_a_turn_that_ends_after_its_conversation_was_erased_stores_nothing(steady: SteadyConversations) -> None:
    exchange = Exchange("website", steady, Turns(), rasa(steady, [], 0))

    async def scene() -> None:
        await exchange.answer("a", SAID)
        await exchange.erase("a", 10**10)
        with pytest.raises(ApiError):
            await exchange.answer("a", Said("late", "hello"))

    asyncio.run(scene())
    assert [] == steady.messages("a")
