"""The stock REST channel, made careful: bad input is told so, nobody gets an empty answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from channels.errors import ApiError, api_errors
from channels.incoming import TEXT_MOST, asked_text, body_of
from channels.messaging.keys import Keys
from channels.wording import Wording
from faq.folding import clean
from ops import settings
from stores.private import redacted

SENDER_MOST = 200  # characters: what the database takes, less room for prefixes


class CarefulRestInput(RestInput):
    """Rasa's REST channel at the same address with the same answers, for staff, tests and servers beside the bot.

    It adds what the stock one lacks: text that Rasa would take for a command is text, a message that breaks something behind
    still gets a reply with the emergency lines, and wrong input gets a clear error.
    """

    @classmethod
    def name(cls) -> str:
        """The same as the stock channel's, so that the address is the same."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """GET / says that it is there; POST /webhook answers a message."""
        routes = Blueprint("faq_rest", "channels.rest")
        wording = Wording()

        @routes.route("/", methods=["GET"])
        @api_errors(wording)
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        @api_errors(wording)
        async def receive(request: Request) -> HTTPResponse:
            """One message and its replies; whatever fails behind the scenes, the emergency lines. Raises ApiError 400 and 413."""
            body = body_of(request)
            sender = clean(str(body.get("sender") or "default"))
            if len(sender) > SENDER_MOST:
                raise ApiError(400, "bad_request", f"'sender' may have at most {SENDER_MOST} characters.")
            text = asked_text(body, "message", TEXT_MOST)
            collector = CollectingOutputChannel()
            try:
                await on_new_message(UserMessage(text, collector, _known_as(sender), input_channel=self.name()))
            except Exception:  # the person gets a reply whatever failed  # noqa: BLE001
                collector.messages.clear()
            said = collector.messages or wording.unavailable(sender)
            return json([{**message, "recipient_id": sender} for message in said])

        return routes


def _known_as(sender: str) -> str:
    """The id of a sender's conversation: the sender as it is, unless somebody uses a phone number or an e-mail address for it."""
    return Keys("rest", settings.current().secret).conversation(sender) if redacted(sender).details else sender
