"""How Messenger's webhooks are made and signed, and what a person sees."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
import zlib
from collections.abc import Mapping
from typing import Any, Final

from channels.messenger import MessengerInput
from tests.platforms.driver import Delivery, Driver
from tests.platforms.messenger_api import APP_SECRET, PAGE, TOKEN, FakeMessenger

VERIFY_TOKEN: Final = "made_up_for_the_handshake-of-messenger"
SIGNATURE: Final = "X-Hub-Signature-256"
DAY: Final = 86_400_000  # milliseconds


class MessengerDriver(Driver):
    """Messenger's webhooks."""

    connector = MessengerInput

    def __init__(self) -> None:
        self.fake: FakeMessenger = FakeMessenger()
        self._numbers = itertools.count(1000)

    def environment(self) -> dict[str, str]:
        return {
            "FAQ_MESSENGER_TOKEN": TOKEN,
            "FAQ_MESSENGER_APP_SECRET": APP_SECRET,
            "FAQ_MESSENGER_VERIFY_TOKEN": VERIFY_TOKEN,
            "FAQ_MESSENGER_API": self.fake.url,
        }

    def address(self, person: str) -> str:
        return psid(person)

    def text(self, person: str, words: str) -> Delivery:
        return self._message(person, text=words)

    def tap(self, person: str, data: str) -> Delivery:
        return self._message(person, text="the words on it", quick_reply={"payload": data})

    def postback(self, person: str, payload: str) -> Delivery:
        """A button of a template, of the menu, or "Get started"."""
        return self._one(person, postback={"mid": self._mid(), "title": "the words on it", "payload": payload})

    def start(self, person: str) -> Delivery:
        return self.postback(person, "GET_STARTED")

    def media(self, person: str) -> list[Delivery]:
        kinds = ("image", "audio", "video", "file", "location")
        sticker = {"sticker_id": 369239263222822, "attachments": [{"type": "image", "payload": {"sticker_id": 1}}]}
        return [
            *(self._message(person, attachments=[{"type": kind, "payload": {"url": "u"}}]) for kind in kinds),
            self._message(person, **sticker),
            self._message(person, is_unsupported=True),
        ]

    def captioned(self, person: str, words: str) -> Delivery:
        return self._message(person, text=words, attachments=[{"type": "fallback", "payload": {"url": "u"}}])

    def edited(self, person: str, words: str) -> Delivery:
        return self._one(person, message_edit={"mid": self._mid(), "text": words, "num_edit": 1})

    def no_persons(self) -> list[Delivery]:
        question, own = "What counters toxic stress?", {"sender": {"id": PAGE}, "recipient": {"id": psid("Ann")}}
        standby = {"id": PAGE, "time": now(), "standby": [self.event("Ann", message={"mid": "m", "text": question})]}
        return [
            self._signed_events({**self.event("Ann", message=self._said(is_echo=True, text=question)), **own}),
            self._signed_events(self.event(PAGE, message=self._said(text=question))),
            self._message("Ann", is_deleted=True),
            self._one("Ann", delivery={"mids": ["m_1"], "watermark": now()}),
            self._one("Ann", read={"watermark": now()}),
            self._one("Ann", reaction={"mid": "m_1", "action": "react", "reaction": "love"}),
            self._one("Ann", referral={"source": "SHORTLINK", "type": "OPEN_THREAD"}),
            self._one("Ann", optin={"ref": "x"}),
            self.signed({"object": "page", "entry": [standby]}),
            self.signed({"object": "page", "entry": [{"id": PAGE, "time": now(), "changes": [{"field": "feed"}]}]}),
            self.signed({"object": "instagram", "entry": [{"id": PAGE, "messaging": [self.event("Ann")]}]}),
        ]

    def batch(self, said: Mapping[str, str]) -> Delivery:
        """Two in one entry, the others in entries of their own."""
        made = [self.event(person, message=self._said(text=words)) for person, words in said.items()]
        entries = [made[:2], *([event] for event in made[2:])]
        return self.signed(
            {"object": "page", "entry": [{"id": PAGE, "time": now(), "messaging": messaging} for messaging in entries]}
        )

    def forged(self, person: str, words: str) -> list[Delivery]:
        good, other = self.text(person, words), self.text("somebody else", words)
        right = good.headers[SIGNATURE]
        sha1 = hmac.new(APP_SECRET.encode(), good.body, hashlib.sha1).hexdigest()
        wrong = ["", "sha256=", right.removeprefix("sha256="), right[:-1], right.upper(), f"sha1={sha1}", "sha256=é"]
        wrong += [f"sha256={hmac.new(key, good.body, hashlib.sha256).hexdigest()}" for key in (b"", TOKEN.encode())]
        return [
            good.without(SIGNATURE.lower()),
            Delivery({**good.without(SIGNATURE.lower()).headers, "X-Hub-Signature": f"sha1={sha1}"}, good.body),
            Delivery(other.headers, good.body),
            *(Delivery({**good.headers, SIGNATURE: value}, good.body) for value in wrong),
        ]

    def malformed(self) -> list[Delivery]:
        bodies = [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}", b'{"object": "page"}', b"[" * 9000]
        entries: list[Any] = [5, [5], [{"messaging": 5}], [{"messaging": [5]}], [{"messaging": [{"message": {}}]}]]
        bodies += [json.dumps({"object": "page", "entry": entry}).encode() for entry in entries]
        return [self.signed_bytes(body) for body in bodies]

    def too_many(self, seconds: int) -> Mapping[str, object]:
        answer = {"error": {"message": "(#613) Calls to this API have exceeded the rate limit.", "code": 613}}
        return {"status": 429, "answer": answer, "headers": {"Retry-After": str(seconds)}}

    # ---- What Messenger's own tests need too ----

    def event(self, person: str, **what: Any) -> dict[str, Any]:
        """One event of a batch."""
        return {"sender": {"id": psid(person)}, "recipient": {"id": PAGE}, "timestamp": now(), **what}

    def old(self, person: str, words: str) -> Delivery:
        """Said longer ago than Messenger takes answers to."""
        return self._signed_events({**self.event(person, message=self._said(text=words)), "timestamp": now() - 2 * DAY})

    def signed(self, body: Any) -> Delivery:
        return self.signed_bytes(json.dumps(body).encode())

    def signed_bytes(self, body: bytes) -> Delivery:
        signature = hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        return Delivery({"Content-Type": "application/json", SIGNATURE: f"sha256={signature}"}, body)

    def _message(self, person: str, **fields: Any) -> Delivery:
        return self._one(person, message=self._said(**fields))

    def _one(self, person: str, **what: Any) -> Delivery:
        return self._signed_events(self.event(person, **what))

    def _signed_events(self, *events: Mapping[str, Any]) -> Delivery:
        return self.signed({"object": "page", "entry": [{"id": PAGE, "time": now(), "messaging": list(events)}]})

    def _said(self, **fields: Any) -> dict[str, Any]:
        return {"mid": self._mid(), **fields}

    def _mid(self) -> str:
        return f"m_{next(self._numbers)}"


def now() -> int:
    """Milliseconds since 1970."""
    return int(time.time() * 1000)


def psid(person: str) -> str:
    """A person's id on the Page."""
    return PAGE if person == PAGE else f"7{zlib.crc32(person.encode())}"
