"""Telegram's Bot API: the secret token of the webhook, the calls, and how it takes them."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any, Final

from channels.messaging.parts import Call, Event, Incoming, Outcome, RefusedError, Sent
from channels.messaging.platform import Platform, seconds
from channels.telegram.events import Reader
from channels.telegram.render import render
from channels.wording import Wording
from faq.reply import Reply
from ops.settings import Settings

_SECRET_HEADER: Final = "x-telegram-bot-api-secret-token"  # noqa: S105  # a header's name


class Telegram(Platform):
    """Telegram."""

    title = "Telegram"
    secrets = ("FAQ_TELEGRAM_TOKEN", "FAQ_TELEGRAM_SECRET")

    def __init__(self, chosen: Settings) -> None:
        self._secret = chosen.telegram_secret.encode()
        self.base = f"{chosen.telegram_api}/bot{chosen.telegram_token}"
        self._reader = Reader(bot=chosen.telegram_token.partition(":")[0])

    def verify(self, incoming: Incoming, now: float) -> None:
        """The header must hold the secret that setWebhook was given. Telegram signs no time: a repeated update is found by its id."""
        given = incoming.headers.get(_SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise RefusedError("the secret token is missing or wrong")

    def events(self, incoming: Incoming) -> list[Event]:
        """The event in an update, if a person's doing that is meant for the bot."""
        return self._reader.events(incoming.body)

    def on_arrival(self, event: Event) -> list[Call]:
        """The button's waiting sign ends, and "typing …" shows; not for an edit, which is seldom answered."""
        query = event.address.get("callback_query")
        ended = [Call("/answerCallbackQuery", {"callback_query_id": query})] if query else []
        if event.sent is Sent.EDITED:
            return ended
        where = {k: event.address[k] for k in ("chat_id", "message_thread_id") if k in event.address}
        return [*ended, Call("/sendChatAction", {**where, "action": "typing"})]

    def render(self, reply: Reply, event: Event, wording: Wording) -> list[Call]:
        """One or more messages, the choices as buttons under the last."""
        return render(reply, event.address, wording)

    def check(self) -> Call | None:
        """Who the bot is."""
        return Call("/getMe", {})

    def checked(self, answer: Mapping[str, Any]) -> None:
        """Keep the bot's name, by which groups address it."""
        self._reader.username = str((answer.get("result") or {}).get("username") or "").lower()

    def outcome(self, status: int, headers: Mapping[str, str], answer: Mapping[str, Any]) -> Outcome:
        """Telegram says in the answer's body how long to wait."""
        if status == 429:
            wait = (answer.get("parameters") or {}).get("retry_after")
            return Outcome(False, seconds(wait), "HTTP 429")
        if status == 200 and answer.get("ok") is not True:
            return Outcome(False, None, "not ok")
        return super().outcome(status, headers, answer)
