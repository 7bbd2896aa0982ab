"""One exchange: a message in, its replies out, once, in order, within a bounded time."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels.errors import ApiError
from faq.answering import EVENTS_READ, Events
from stores.conversations import Conversations, StoredEvent
from stores.exchanges import RECEIVED
from stores.redis_locks import BusyError
from stores.turns import Turns

SECONDS_MOST = 9  # every message is answered or refused within ten


@dataclass(frozen=True)
class Said:
    """What a person sent: the client's id of it, the text, and the choice's id when they tapped one."""

    client_id: str
    text: str
    choice: str = ""


class Exchange:
    """Passes messages to Rasa and reads the replies back from the store, which makes what was answered what is kept."""

    def __init__(
        self,
        channel: str,
        conversations: Conversations,
        turns: Turns,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
    ) -> None:
        self.channel, self._conversations, self._turns = channel, conversations, turns
        self._on_new_message = on_new_message

    async def answer(self, conversation: str, said: Said) -> list[StoredEvent]:
        """The stored replies to a message; the same ones when it is sent again.

        Raises ApiError 503 when it could not be answered in time or not be kept.
        """
        received = time.time()
        try:
            return await asyncio.wait_for(self._in_turn(conversation, said, received), SECONDS_MOST)
        except (asyncio.TimeoutError, BusyError):
            raise ApiError(503, "server_error") from None

    async def erase(self, conversation: str, until: float) -> None:
        """Remove a conversation, after the message in hand; messages behind it find it closed until `until`, in seconds since 1970."""
        async with self._turns.of(conversation):
            self._conversations.end(_key(conversation), until)
            await asyncio.to_thread(self._conversations.erase, conversation)

    async def forget(self, conversation: str) -> None:
        """Remove a conversation, after the message in hand; the next message begins anew."""
        async with self._turns.of(conversation):
            await asyncio.to_thread(self._conversations.erase, conversation)

    async def note(self, conversation: str, telling: Callable[[Events], list[dict[str, Any]]]) -> None:
        """Keep what is said without Rasa. `telling`: from the newest events, in Rasa's JSON form, to those to be stored."""
        async with self._turns.of(conversation):
            before = [dict(stored.data) for stored in self._conversations.newest(conversation, EVENTS_READ)]
            self._conversations.append(conversation, telling(before))

    def is_open(self, conversation: str) -> bool:
        """Whether a conversation has not been erased."""
        return not self._conversations.is_ended(_key(conversation))

    async def _in_turn(self, conversation: str, said: Said, received: float) -> list[StoredEvent]:
        async with self._turns.of(conversation):
            if not self.is_open(conversation):
                raise ApiError(401, "bad_token")
            earlier = self._conversations.replies_to(conversation, said.client_id)
            if earlier:
                return earlier
            metadata = {"client_id": said.client_id, RECEIVED: received}
            if said.choice:
                metadata["choice"] = said.choice
            collector = CollectingOutputChannel()
            await self._on_new_message(
                UserMessage(said.text, collector, conversation, input_channel=self.channel, metadata=metadata)
            )
            replies = self._conversations.replies_to(conversation, said.client_id)
            if not replies:
                raise ApiError(503, "server_error")
            return replies


def _key(conversation: str) -> str:
    return hashlib.sha256(conversation.encode()).hexdigest()
