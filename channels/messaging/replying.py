"""What the bot answers to an event: through Rasa when something was said, from the phrases when nothing was."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import structlog

from channels.errors import ApiError
from channels.exchange import Exchange, Said
from channels.history import reply_of
from channels.incoming import TEXT_MOST, asked_text
from channels.messaging.counting import COUNTS
from channels.messaging.erasing import asks_to_erase
from channels.messaging.lengths import cut
from channels.messaging.parts import Event, Sent, Turn
from channels.messaging.platform import Platform
from channels.messaging.telling import told
from channels.messaging.typed_reply import typed_reply
from channels.wording import Wording
from faq import composing
from faq.answering import EVENTS_READ, Events
from faq.reply import Kind, Paragraph, Reply
from stores.steady import SteadyConversations

logger = structlog.get_logger()
PIECES_MOST: Final = 10  # of a long text; no platform takes more than 40,000 characters
# Of the replies to the pieces of a long text, the one that matters most is given.
_GRAVEST_FIRST: Final = (Kind.CRISIS, Kind.ANSWER, Kind.ADVICE, Kind.CLARIFY, Kind.OUT_OF_SCOPE, Kind.SMALLTALK)


@dataclass(frozen=True)
class Replying:
    """`tells_danger`: whether the safety net sees danger in a text, without answering it."""

    platform: Platform
    exchange: Exchange
    conversations: SteadyConversations
    wording: Wording
    tells_danger: Callable[[str], Awaitable[bool]]

    async def reply(self, conversation: str, event: Event, key: str) -> Reply | None:
        """The Reply to an event, None when it needs none. `key`: the event's key, under which its message is stored."""
        try:
            last = partial(self._last, conversation)
            meant = await asyncio.to_thread(self.platform.meant, event, last, self.wording)
            return await self._reply(conversation, meant, key)
        except Exception as error:  # whatever failed, the person gets the emergency lines  # noqa: BLE001
            logger.error("channel.not_answered", error=type(error).__name__)
            return self._typed(self.wording.unavailable_reply())

    def too_fast(self) -> Reply:
        """Asks to slow down, with the emergency lines."""
        return self._with_emergency("too_fast")

    async def _reply(self, conversation: str, event: Event, key: str) -> Reply | None:
        if event.sent is Sent.START:
            return await self._tell(conversation, self._phrase("greeting", composing.STARTERS))
        if event.sent is Sent.MEDIA:
            return self._phrase("media")
        if event.sent is Sent.CHOICE:
            return await self._choice(conversation, event, key)
        if event.sent is Sent.EDITED and not await self.tells_danger(event.text):
            return None
        if event.sent is Sent.TEXT and asks_to_erase(event.text):
            return await self._erase(conversation)
        return await self._text(conversation, event.text, key)

    async def _choice(self, conversation: str, event: Event, key: str) -> Reply:
        title = self.wording.title_of_choice(event.choice)
        if not title:  # of a fact that is gone, or made up
            return await self._tell(conversation, self._phrase("choice_unknown", composing.STARTERS))
        return await self._say(conversation, Said(key, event.text or title, event.choice))

    async def _text(self, conversation: str, text: str, key: str) -> Reply:
        pieces = cut(text, TEXT_MOST)
        if len(pieces) > PIECES_MOST:
            return self._with_emergency("too_long")
        replies = []
        for place, piece in enumerate(pieces):
            try:
                words = asked_text({"text": piece}, "text", TEXT_MOST)
            except ApiError:  # nothing in it that can be seen
                replies.append(self._phrase("empty"))
                continue
            replies.append(await self._say(conversation, Said(f"{key}.{place}" if place else key, words)))
        return min(replies, key=lambda reply: _GRAVEST_FIRST.index(reply.kind))

    async def _say(self, conversation: str, said: Said) -> Reply:
        stored = await self.exchange.answer(conversation, said)
        return self._typed(reply_of(stored[-1]))

    def _last(self, conversation: str) -> Turn | None:
        stored = self.conversations.newest(conversation, EVENTS_READ)
        said = next((event for event in reversed(stored) if event.type_name == "user"), None)
        reply = next((event for event in reversed(stored) if event.type_name == "bot"), None)
        if said is None or reply is None:
            return None
        return Turn(str((said.data.get("metadata") or {}).get("choice") or ""), self._typed(reply_of(reply)))

    async def _erase(self, conversation: str) -> Reply:
        await self.exchange.forget(conversation)
        COUNTS[self.exchange.channel]["erased"] += 1
        return self._phrase("erased")

    async def _tell(self, conversation: str, reply: Reply) -> Reply:
        """Say what Rasa has no part in, and keep it: a number typed next takes one of its choices."""
        shown = reply

        def telling(before: Events) -> list[dict[str, Any]]:
            nonlocal shown
            shown, events = told(self.wording.knowledge, before, reply, self.exchange.channel, time.time())
            return events

        await self.exchange.note(conversation, telling)
        return shown

    def _phrase(self, phrase: str, topics: Sequence[str] = ()) -> Reply:
        return composing.say(self.wording.knowledge, Kind.SMALLTALK, phrase, topics)

    def _with_emergency(self, phrase: str) -> Reply:
        knowledge = self.wording.knowledge
        said = Paragraph(f"{knowledge.phrase(phrase)} {knowledge.phrase('emergency_lead')}")
        lines = (composing.helpline(line) for line in knowledge.lines_for("emergency"))
        return Reply(Kind.SMALLTALK, (), (said, *lines))

    def _typed(self, data: Mapping[str, Any]) -> Reply:
        return typed_reply(data, self.wording.knowledge)
