"""What the bot answers to an event: through Rasa when something was said, from the phrases when nothing was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog

from channels.errors import ApiError
from channels.exchange import Exchange, Said
from channels.history import reply_of
from channels.incoming import TEXT_MOST, asked_text
from channels.messaging.lengths import cut
from channels.messaging.parts import Event, Sent
from channels.messaging.typed_reply import typed_reply
from channels.wording import Wording
from faq import composing
from faq.reply import Kind, Paragraph, Reply

logger = structlog.get_logger()
PIECES_MOST: Final = 10  # of a long text; no platform takes more than 40,000 characters
# Of the replies to the pieces of a long text, the one that matters most is given.
_GRAVEST_FIRST: Final = (Kind.CRISIS, Kind.ANSWER, Kind.ADVICE, Kind.CLARIFY, Kind.OUT_OF_SCOPE, Kind.SMALLTALK)


@dataclass(frozen=True)
class Replying:
    """`tells_danger`: whether the safety net sees danger in a text, without answering it."""

    exchange: Exchange
    wording: Wording
    tells_danger: Callable[[str], Awaitable[bool]]

    async def reply(self, conversation: str, event: Event, key: str) -> Reply | None:
        """The Reply to an event, None when it needs none. `key`: the event's key, under which its message is stored."""
        try:
            return await self._reply(conversation, event, key)
        except Exception as error:  # whatever failed, the person gets the emergency lines  # noqa: BLE001
            logger.error("channel.not_answered", error=type(error).__name__)
            return self._typed(self.wording.unavailable_reply())

    def too_fast(self) -> Reply:
        """Asks to slow down, with the emergency lines."""
        return self._with_emergency("too_fast")

    async def _reply(self, conversation: str, event: Event, key: str) -> Reply | None:
        if event.sent is Sent.START:
            return self._typed(self.wording.greeting())
        if event.sent is Sent.MEDIA:
            return self._phrase("media")
        if event.sent is Sent.CHOICE:
            return await self._choice(conversation, event, key)
        if event.sent is Sent.EDITED and not await self.tells_danger(event.text):
            return None
        return await self._text(conversation, event.text, key)

    async def _choice(self, conversation: str, event: Event, key: str) -> Reply:
        title = self.wording.title_of_choice(event.choice)
        if not title:  # of a fact that is gone, or made up
            return composing.say(self.wording.knowledge, Kind.SMALLTALK, "choice_unknown", composing.STARTERS)
        return await self._say(conversation, Said(key, title, event.choice))

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

    def _phrase(self, phrase: str) -> Reply:
        return composing.say(self.wording.knowledge, Kind.SMALLTALK, phrase)

    def _with_emergency(self, phrase: str) -> Reply:
        knowledge = self.wording.knowledge
        said = Paragraph(f"{knowledge.phrase(phrase)} {knowledge.phrase('emergency_lead')}")
        lines = (composing.helpline(line) for line in knowledge.lines_for("emergency"))
        return Reply(Kind.SMALLTALK, (), (said, *lines))

    def _typed(self, data: Mapping[str, Any]) -> Reply:
        return typed_reply(data, self.wording.knowledge)
