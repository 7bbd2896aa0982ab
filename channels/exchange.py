"""One exchange: a message in, its replies out, once, in order, within a bounded time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels.errors import ApiError
from faq.answering import EVENTS_READ, Events
from stores.conversations import StoredEvent
from stores.exchanges import RECEIVED
from stores.redis_locks import BusyError
from stores.steady import SteadyConversations
from stores.threads import off_loop
from stores.turns import Turns

SECONDS_MOST = 9  # every message is answered or refused within ten
TURN_SECONDS_MOST = 30  # a turn that nobody waits for any more is ended too


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
        conversations: SteadyConversations,
        turns: Turns,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
    ) -> None:
        self.channel, self._conversations, self._turns = channel, conversations, turns
        self._on_new_message = on_new_message
        self._going_on: set[asyncio.Task[list[StoredEvent]]] = set()  # the loop alone would let go of them

    async def answer(self, conversation: str, said: Said) -> list[StoredEvent]:
        """The stored replies to a message; the same ones when it is sent again.

        Raises ApiError 503 when it could not be answered in time. The turn then goes on, because what it stores cannot be called back:
        sent again, the message finds its replies.
        """
        turn = asyncio.create_task(asyncio.wait_for(self._in_turn(conversation, said, time.time()), TURN_SECONDS_MOST))
        self._going_on.add(turn)
        turn.add_done_callback(self._ended)
        try:
            return await asyncio.wait_for(asyncio.shield(turn), SECONDS_MOST)
        except (asyncio.TimeoutError, BusyError):
            raise ApiError(503, "server_error") from None

    def _ended(self, turn: asyncio.Task[list[StoredEvent]]) -> None:
        self._going_on.discard(turn)
        if not turn.cancelled():
            turn.exception()  # looked at; who still waits is told

    async def erase(self, conversation: str, until: float) -> None:
        """Remove a conversation, after the message in hand; messages behind it find it closed until `until`, in seconds since 1970."""
        async with self._turns.of(conversation):
            await off_loop(self._conversations.end, conversation, until)
            await off_loop(self._conversations.erase, conversation)

    async def forget(self, conversation: str) -> None:
        """Remove a conversation, after the message in hand; the next message begins anew."""
        async with self._turns.of(conversation):
            await off_loop(self._conversations.erase, conversation)

    async def note(self, conversation: str, telling: Callable[[Events], list[dict[str, Any]]]) -> None:
        """Keep what is said without Rasa. `telling`: from the newest events, in Rasa's JSON form, to those to be stored."""
        async with self._turns.of(conversation):
            newest = await off_loop(self._conversations.newest, conversation, EVENTS_READ)
            await off_loop(self._conversations.append, conversation, telling([dict(stored.data) for stored in newest]))

    async def is_open(self, conversation: str) -> bool:
        """Whether a conversation has not been erased."""
        return not await off_loop(self._conversations.is_ended, conversation)

    async def _in_turn(self, conversation: str, said: Said, received: float) -> list[StoredEvent]:
        async with self._turns.of(conversation):
            if not await self.is_open(conversation):
                raise ApiError(401, "bad_token")
            earlier = await off_loop(self._conversations.replies_to, conversation, said.client_id)
            if earlier:
                return earlier
            metadata = {"client_id": said.client_id, RECEIVED: received}
            if said.choice:
                metadata["choice"] = said.choice
            collector = CollectingOutputChannel()
            await self._on_new_message(
                UserMessage(said.text, collector, conversation, input_channel=self.channel, metadata=metadata)
            )
            replies = await off_loop(self._conversations.replies_to, conversation, said.client_id)
            if not replies:
                raise ApiError(503, "server_error")
            return replies
