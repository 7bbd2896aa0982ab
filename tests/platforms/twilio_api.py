"""Twilio's Messages API on loopback, for SMS and WhatsApp, with its published limits."""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from tests.platforms.fake import Fake, LimitError, Shown, needs, only_fields

ACCOUNT: Final = "AC0123456789abcdef0123456789abcdef"
TOKEN: Final = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
NUMBER: Final = "+17175550100"  # the bot's
SERVICE: Final = "MG0123456789abcdef0123456789abcdef"
BODY_MOST: Final = 1600
_OPTIONAL: Final = {
    "From", "MessagingServiceSid", "StatusCallback", "ValidityPeriod", "SmartEncoded", "ShortenUrls", "SendAsMms", "ProvideFeedback",
    "AddressRetention", "ContentRetention", "RiskCheck", "ApplicationSid", "MaxPrice", "Attempt", "ForceDelivery",
}  # fmt: skip
_GSM: Final = re.compile(
    r"[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\\[~\]|€]*"
)
# A mark that opens stands before a visible character and behind none; one that closes the other way round.
_FORMATTED: Final = re.compile(r"(?<![^\W_])([*_~])(?=\S)([^\n]+?)(?<=\S)\1(?![^\W_])")


class FakeTwilio(Fake):
    """Messages of both doors, which have one address. `unsubscribed`: who has said STOP; `closed`: who wrote too long ago."""

    _running: ClassVar[FakeTwilio | None] = None

    def __init__(self) -> None:
        super().__init__()
        self.unsubscribed: set[str] = set()
        self.closed: set[str] = set()
        self._numbers = itertools.count(1)
        self._users = 1

    @classmethod
    def shared(cls) -> FakeTwilio:
        """The one that runs, else a new one; each who asked for it stops it once."""
        if cls._running is None:
            cls._running = cls()
        else:
            cls._running._users += 1
        return cls._running

    def stop(self) -> None:
        self._users -= 1
        if not self._users:
            if FakeTwilio._running is self:
                FakeTwilio._running = None
            super().stop()

    def name_of(self, path: str, headers: Mapping[str, str]) -> str:
        wanted = f"Basic {base64.b64encode(f'{ACCOUNT}:{TOKEN}'.encode()).decode()}"
        given = {name.lower(): value for name, value in headers.items()}.get("authorization")
        needs(given == wanted, "20003 Authenticate")
        start, found, name = path.partition(f"/2010-04-01/Accounts/{ACCOUNT}")
        needs(found and not start and name in (".json", "/Messages.json"), f"20404 {path} was not found")
        return "account" if name == ".json" else "Messages"

    def shows(self, name: str) -> bool:
        return name == "Messages"

    def refusal(self, reason: str) -> tuple[int, dict[str, Any]]:
        code = int(reason[:5]) if reason[:5].isdigit() else 20001
        status = {20003: 401, 20404: 404}.get(code, 400)
        link = f"https://www.twilio.com/docs/errors/{code}"
        return status, {"code": code, "message": reason, "more_info": link, "status": status}

    def respond(self, path: str, headers: Mapping[str, str], content: bytes) -> tuple[int, Mapping[str, str], bytes]:
        status, more, answer = super().respond(path, headers, content)
        made = status == 200 and path.endswith("/Messages.json")
        return 201 if made else status, more, answer

    def take(self, name: str, body: dict[str, Any]) -> tuple[dict[str, Any], Shown | None]:
        if name == "account":
            return {"sid": ACCOUNT, "status": "active", "friendly_name": "Test"}, None
        only_fields(body, {"To", "Body"}, _OPTIONAL)
        self._addressed(body)
        text = str(body["Body"])
        needs(text.strip(), "21602 Message body is required")
        needs(len(text.encode("utf-16-le")) // 2 <= BODY_MOST, "21617 The concatenated message body exceeds the limit")
        needs(re.fullmatch(r"https?://[^/]+/.*", body.get("StatusCallback", "https://x/")), "21609 Invalid callback")
        sid = f"SM{next(self._numbers):032x}"
        answer = {"sid": sid, "status": "queued", "error_code": None, "num_segments": str(segments_of(text))}
        return answer, Shown(body["To"], without_marks(text) if _prefix(body) else text)

    def _addressed(self, body: dict[str, Any]) -> None:
        prefix = _prefix(body)
        needs(("From" in body) != ("MessagingServiceSid" in body), "21603 one of 'From' and 'MessagingServiceSid'")
        needs(body.get("MessagingServiceSid", SERVICE) == SERVICE, "21701 The Messaging Service does not exist")
        needs(body.get("From", prefix + NUMBER) == prefix + NUMBER, "21606 'From' is not one of yours")
        needs(re.fullmatch(rf"{prefix}\+[1-9][0-9]{{6,14}}", body["To"]), "21211 Invalid 'To' phone number")
        needs(body["To"] not in self.unsubscribed, "21610 Attempt to send to unsubscribed recipient")
        needs(body["To"] not in self.closed, "63016 Outside the allowed window")


def _prefix(body: Mapping[str, Any]) -> str:
    return "whatsapp:" if str(body["To"]).startswith("whatsapp:") else ""


def segments_of(text: str) -> int:
    """The segments that Twilio bills, counted apart from the product's own count; near enough where no pair is cut in two."""
    if _GSM.fullmatch(text):
        septets = len(text) + len(re.findall(r"[\^{}\\\[~\]|€]", text))
        return 1 if septets <= 160 else -(-septets // 153)
    units = len(text.encode("utf-16-le")) // 2
    return 1 if units <= 70 else -(-units // 67)


def without_marks(text: str) -> str:
    """What WhatsApp shows of a text: formatted words without the marks around them."""
    while True:
        shown = _FORMATTED.sub(lambda found: found[2], text)
        if shown == text:
            return shown
        text = shown


def refusal_of(fake: FakeTwilio, body: dict[str, Any]) -> int:
    """The error code with which a message is refused, 0 when it is taken."""
    try:
        fake.take("Messages", body)
    except LimitError as error:
        return int(json.loads(json.dumps(fake.refusal(str(error))[1]))["code"])
    return 0
