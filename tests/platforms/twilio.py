"""How Twilio's webhooks are made and signed, by its own validator, and what a person sees."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Mapping
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from channels.twilio import TwilioSmsInput, TwilioWhatsappInput
from tests.platforms.driver import Delivery, Driver
from tests.platforms.twilio_api import ACCOUNT, NUMBER, TOKEN, FakeTwilio

PUBLIC: Final = "https://bot.pa-aimh.test"
FORM: Final = "application/x-www-form-urlencoded; charset=utf-8"


class TwilioDriver(Driver):
    """What the two doors have in common."""

    prefix: ClassVar[str] = ""
    taps = False

    def __init__(self) -> None:
        self.fake: FakeTwilio = FakeTwilio.shared()
        self._numbers = itertools.count(1)

    def environment(self) -> dict[str, str]:
        return {
            "FAQ_TWILIO_ACCOUNT_SID": ACCOUNT,
            "FAQ_TWILIO_AUTH_TOKEN": TOKEN,
            "FAQ_TWILIO_PUBLIC_URL": PUBLIC,
            "FAQ_TWILIO_API": self.fake.url,
        }

    def webhook_url(self) -> str:
        return f"{PUBLIC}/webhooks/{self.channel}/webhook"

    def address(self, person: str) -> str:
        return f"{self.prefix}+1{zlib.crc32(person.encode()):010d}"

    def text(self, person: str, words: str) -> Delivery:
        return self.message(person, Body=words)

    def media(self, person: str) -> list[Delivery]:
        kinds = ["image/jpeg", "audio/ogg", "video/mp4", "application/pdf", "text/vcard"]
        return [self._with_media(person, kind, "") for kind in kinds]

    def captioned(self, person: str, words: str) -> Delivery:
        return self._with_media(person, "image/jpeg", words)

    def no_persons(self) -> list[Delivery]:
        ours = self.prefix + NUMBER
        question = "What counters toxic stress?"
        return [
            self.message("Ann", Body="STOP", OptOutType="STOP"),
            self.message("Ann", Body="START", OptOutType="START"),
            self.message("Ann", Body="Info", OptOutType="HELP"),
            self.message("Ann", From=ours, Body=question),
            *(self.status("Ann", status) for status in ("queued", "sent", "delivered", "read", "failed")),
        ]

    def forged(self, person: str, words: str) -> list[Delivery]:
        good = self.text(person, words)
        name = "X-Twilio-Signature"
        signature = good.headers[name]
        other = self.text(person, "other words").headers[name]
        local = f"http://127.0.0.1/webhooks/{self.channel}/webhook"
        fields = {"Body": words, **self._fields(person)}
        wrong = [
            "",
            signature[:-2],
            signature.swapcase(),
            other,
            "é",
            RequestValidator(TOKEN).compute_signature(local, fields),
            RequestValidator(TOKEN[:-1] + "x").compute_signature(self.webhook_url(), fields),
            RequestValidator(TOKEN).compute_signature(self.webhook_url(), {}),
        ]
        as_json = Delivery({**good.headers, "Content-Type": "application/json"}, json.dumps(fields).encode())
        more = Delivery(good.headers, good.body + b"&Body=other")
        return [
            good.without(name.lower()),
            as_json,
            more,
            Delivery(good.headers, b"\xff\xfe"),
            *(Delivery({**good.headers, name: value}, good.body) for value in wrong),
        ]

    def malformed(self) -> list[Delivery]:
        person = self._fields("Ann")
        bodies: list[dict[str, str]] = [
            {},
            {"x": ""},
            {"MessageSid": "SM1"},
            {**person, "MessageSid": ""},
            {**person, "NumMedia": "many", "Body": ""},
            {**person, "From": "messenger:123", "Body": "hello"},
        ]
        return [self.signed(body) for body in bodies]

    def too_many(self, seconds: int) -> Mapping[str, object]:
        answer = {"code": 20429, "message": "Too Many Requests", "status": 429}
        return {"status": 429, "answer": answer, "headers": {"Retry-After": str(seconds)}}

    def message(self, person: str, **fields: str) -> Delivery:
        """A message of a person, with more fields or others."""
        return self.signed({**self._fields(person), "NumMedia": "0", **fields})

    def status(self, person: str, status: str, **fields: str) -> Delivery:
        """How a message of the bot's to a person fares."""
        ways = {"From": self.prefix + NUMBER, "To": self.address(person), "SmsStatus": status, "MessageStatus": status}
        return self.signed({**self._fields(person), **ways, **fields})

    def signed(self, fields: dict[str, str]) -> Delivery:
        """A webhook of any fields."""
        signature = RequestValidator(TOKEN).compute_signature(self.webhook_url(), fields)
        return Delivery({"Content-Type": FORM, "X-Twilio-Signature": signature}, urlencode(fields).encode())

    def _with_media(self, person: str, kind: str, words: str) -> Delivery:
        media = {"MediaUrl0": "https://api.twilio.com/media/ME1", "MediaContentType0": kind}
        return self.message(person, Body=words, **{**media, "NumMedia": "1"})

    def _fields(self, person: str) -> dict[str, Any]:
        sid = f"SM{next(self._numbers):032x}"
        return {
            "MessageSid": sid,
            "SmsMessageSid": sid,
            "AccountSid": ACCOUNT,
            "From": self.address(person),
            "To": self.prefix + NUMBER,
            "SmsStatus": "received",
            "NumSegments": "1",
            "ApiVersion": "2010-04-01",
        }


class TwilioSmsDriver(TwilioDriver):
    """SMS: words in capitals that carriers reserve, and programs that send from short codes."""

    connector = TwilioSmsInput

    def no_persons(self) -> list[Delivery]:
        words = ("stop", " STOP ", "Unsubscribe", "QUIT", "unstop")
        return [
            *super().no_persons(),
            *(self.message("Ann", Body=word) for word in words),
            *(self.message("Ann", From=sender, Body="Your code is 1") for sender in ("72345", "PHARMACY")),
        ]


class TwilioWhatsappDriver(TwilioDriver):
    """WhatsApp: places as fields of their own."""

    connector = TwilioWhatsappInput
    prefix = "whatsapp:"

    def media(self, person: str) -> list[Delivery]:
        place = self.message(
            person, Body="", Latitude="40.27", Longitude="-76.88", Label="Home", MessageType="location"
        )
        return [*super().media(person), place, self._with_media(person, "image/webp", "")]
