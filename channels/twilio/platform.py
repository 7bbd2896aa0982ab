"""Twilio's messaging, the same for SMS and WhatsApp: the signature, the calls, and how it takes them."""

from __future__ import annotations

import base64
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import structlog
from sanic.response import HTTPResponse, raw

from channels.messaging.counting import COUNTS
from channels.messaging.parts import Call, Event, Incoming, Outcome
from channels.messaging.platform import Platform, seconds
from channels.twilio.errors import meaning
from channels.twilio.events import event_of, undelivered
from channels.twilio.signature import Signature, fields
from channels.wording import Wording
from faq.reply import Reply
from ops.settings import Settings

logger = structlog.get_logger()
TEXT_MOST: Final = (
    1600  # characters of one call, on every channel of Twilio; measured in UTF-16 units, which is never less
)
_NOTHING: Final = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'


class Twilio(Platform):
    """One door of Twilio. `channel`: its name here; `prefix`: of the addresses on it."""

    channel: ClassVar[str]
    prefix: ClassVar[str] = ""
    secrets = ("FAQ_TWILIO_ACCOUNT_SID", "FAQ_TWILIO_AUTH_TOKEN", "FAQ_TWILIO_PUBLIC_URL")

    def __init__(self, chosen: Settings, sender: str) -> None:
        """`sender`: the number or Messaging Service that answers, "" for the number that was written to."""
        self._account, self._sender = chosen.twilio_account_sid, sender
        self.base = f"{chosen.twilio_api}/2010-04-01/Accounts/{self._account}"
        named = f"{self._account}:{chosen.twilio_auth_token}".encode()
        self._headers = {"Authorization": f"Basic {base64.b64encode(named).decode()}"}
        self._address = f"{chosen.twilio_public_url.rstrip('/')}/webhooks/{self.channel}/webhook"
        self._signature = Signature(chosen.twilio_auth_token, self._address)

    @abstractmethod
    def texts(self, reply: Reply, event: Event, wording: Wording) -> list[str]:
        """A Reply as one or more texts of at most TEXT_MOST."""

    def verify(self, incoming: Incoming, now: float) -> None:
        """By Twilio's validator. Twilio signs no time: a webhook that comes again is found by its MessageSid."""
        self._signature.check(incoming)

    def events(self, incoming: Incoming) -> list[Event]:
        """The person's message in a webhook; a message of ours that did not arrive is counted and logged."""
        found = fields(incoming)
        error = undelivered(found)
        if error is not None:
            COUNTS[self.channel]["undelivered"] += 1
            logger.error("channel.message_lost", channel=self.channel, reason=meaning(error))
            return []
        event = event_of(found, self.prefix)
        return [event] if event else []

    def acknowledgement(self) -> HTTPResponse:
        """TwiML that says nothing; the answer follows as a call."""
        return raw(_NOTHING, content_type="text/xml")

    def render(self, reply: Reply, event: Event, wording: Wording) -> list[Call]:
        """One message a text, with the address at which Twilio tells of those that do not arrive."""
        common = {"To": str(event.address["to"]), **self._from(event), "StatusCallback": self._address}
        texts = self.texts(reply, event, wording)
        return [Call("/Messages.json", {**common, "Body": text}, form=True) for text in texts]

    def check(self) -> Call | None:
        """Which account this is."""
        return Call(".json", {}, method="GET")

    def headers(self) -> Mapping[str, str]:
        """The account and its token, as HTTP Basic has them."""
        return self._headers

    def outcome(self, status: int, headers: Mapping[str, str], answer: Mapping[str, Any]) -> Outcome:
        """Twilio's error code says why; of a message that is taken, it counts the segments that are paid for."""
        if 200 <= status < 300:
            parts = str(answer.get("num_segments") or "0")
            COUNTS[self.channel]["segments"] += int(parts) if parts.isascii() and parts.isdigit() else 0
            return Outcome(True)
        reason = f"HTTP {status}, {meaning(answer['code'])}" if "code" in answer else f"HTTP {status}"
        later = status == 429 or status >= 500
        return Outcome(False, seconds(headers.get("retry-after")) if later else None, reason)

    def _from(self, event: Event) -> dict[str, str]:
        if self._sender.startswith("MG"):
            return {"MessagingServiceSid": self._sender}
        chosen = self._sender and f"{self.prefix}{self._sender.removeprefix(self.prefix)}"
        return {"From": chosen or str(event.address["from"])}
