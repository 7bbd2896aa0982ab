"""A message that comes in by any of the website's doors: checked, counted once against the limits, and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from channels.errors import ApiError
from channels.exchange import Exchange, Said
from channels.incoming import TEXT_MOST, asked_text, client_id
from channels.limits import RateLimits
from channels.tokens import Tokens
from channels.wording import Wording
from stores.conversations import StoredEvent
from stores.steady import SteadyConversations
from stores.threads import off_loop


@dataclass(frozen=True)
class Saying:
    """What it takes to answer a message."""

    exchange: Exchange
    conversations: SteadyConversations
    limits: RateLimits
    wording: Wording
    tokens: Tokens

    async def answer(self, address: str, conversation: str, body: dict[str, Any]) -> list[StoredEvent]:
        """The stored replies to a message with `id` and either `text` or `choice`; the same ones when it comes again.

        Raises ApiError 400, 413, 429 or 503.
        """
        said = self._said(conversation, body)
        if await off_loop(self.conversations.replies_to, conversation, said.client_id) is None:
            await self.limits.check(address, conversation)
        return await self.exchange.answer(conversation, said)

    def _said(self, conversation: str, body: dict[str, Any]) -> Said:
        own_id = self.tokens.message_key(
            conversation, client_id(body)
        )  # the client's own may be anything, such as a phone number
        if ("choice" in body) == ("text" in body):
            raise ApiError(400, "bad_request", "Send either 'text' or 'choice'.")
        if "text" in body:
            return Said(own_id, asked_text(body, "text", TEXT_MOST))
        choice = client_id(body, "choice")
        title = self.wording.title_of_choice(choice)
        if not title:
            raise ApiError(400, "bad_request", "There is no such choice.")
        return Said(own_id, title, choice)
