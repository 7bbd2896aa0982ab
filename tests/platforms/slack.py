"""How Slack's events and taps are made and signed, by slack_sdk's own verifier, and what a person sees."""

from __future__ import annotations

import itertools
import json
import time
import zlib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from channels.slack import SlackInput
from tests.platforms.driver import Delivery, Driver
from tests.platforms.slack_api import BOT, TOKEN, FakeSlack

SECRET: Final = "8f742231b10e8888abcd99yyyzzz85a5"
APP, TEAM, CHANNEL = "A0APP0APP", "T0TEAM0TEAM", "C0GROUP0GROUP"
_FORM: Final = "application/x-www-form-urlencoded"


class SlackDriver(Driver):
    """Slack's Events API and interactivity."""

    connector = SlackInput

    def __init__(self) -> None:
        self.fake: FakeSlack = FakeSlack()
        self._numbers = itertools.count(1)

    def environment(self) -> dict[str, str]:
        return {"FAQ_SLACK_TOKEN": TOKEN, "FAQ_SLACK_SIGNING_SECRET": SECRET, "FAQ_SLACK_API": self.fake.url}

    def address(self, person: str) -> str:
        return CHANNEL if person == "the group" else f"D{_number(person)}"

    def text(self, person: str, words: str) -> Delivery:
        return self.event(self.message(person, text=escaped(words)))

    def tap(self, person: str, data: str) -> Delivery:
        return self.tapped(
            person, self.address(person), data, {"ts": "1700000000.000007", "user": BOT, "bot_id": "B0BOT"}
        )

    def start(self, person: str) -> Delivery:
        return self.event(self.message(person, text=f"<@{BOT}>"))

    def media(self, person: str) -> list[Delivery]:
        files = [
            {"mimetype": "image/png"},
            {"mimetype": "audio/webm", "subtype": "slack_audio"},
            {"mimetype": "video/mp4"},
        ]
        shared = [self.message(person, subtype="file_share", text="", files=[{"id": "F1", **file}]) for file in files]
        forwarded = self.message(person, text="", attachments=[{"is_share": True, "text": "of another channel"}])
        return [self.event(message) for message in [*shared, forwarded]]

    def captioned(self, person: str, words: str) -> Delivery:
        return self.event(self.message(person, subtype="file_share", text=escaped(words), files=[{"id": "F1"}]))

    def edited(self, person: str, words: str) -> Delivery:
        message = self.message(person, text=escaped(words), edited={"user": user(person), "ts": self.ts()})
        return self.event(self.changed(message, "something else"))

    def in_group(self, person: str, words: str, addressed: bool) -> Delivery:
        said = {"channel": CHANNEL, "channel_type": "channel"}
        if not addressed:
            return self.event(self.message(person, text=words, **said))
        message = self.message(person, text=f"<@{BOT}> {escaped(words)}", **said)
        return self.event({**message, "type": "app_mention"})

    def no_persons(self) -> list[Delivery]:
        question = "What counters toxic stress?"
        own = self.message("Ann", text=question, user=BOT, bot_id="B0BOT")
        other = self.message("Ann", text=question, subtype="bot_message", bot_id="B1", username="Other")
        workflow = {
            **self.message("Ann", text=f"<@{BOT}> {question}", channel=CHANNEL, bot_id="B1"),
            "type": "app_mention",
        }
        preview = self.changed(self.message("Ann", text=question, attachments=[{"from_url": "https://x"}]), question)
        answer = self.changed({**own, "edited": {"user": BOT, "ts": self.ts()}}, question)
        events = [
            own,
            self.message("Ann", text=question, user=BOT),
            {k: v for k, v in other.items() if k != "user"},
            workflow,
            preview,
            answer,
            self.message("Ann", text=question, user="USLACKBOT"),
            self.message("Ann", subtype="message_deleted", deleted_ts=self.ts(), hidden=True),
            self.message("Ann", subtype="channel_topic", text="a topic"),
            self.message("Ann", subtype="a_subtype_of_next_year", text=question),
            {"type": "reaction_added", "user": user("Ann"), "reaction": "wave", "item": {}},
            {"type": "app_home_opened", "user": user("Ann"), "channel": self.address("Ann"), "tab": "home"},
            {"type": "member_joined_channel", "user": BOT, "channel": CHANNEL},
        ]
        modal = {"type": "view_submission", "user": {"id": user("Ann")}, "view": {}}
        chosen = {"type": "block_actions", "user": {"id": user("Ann")}, "container": {"type": "view"}, "actions": []}
        return [
            *map(self.event, events),
            self.sign(json.dumps({"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1}).encode()),
            self.sign(urlencode({"payload": json.dumps(modal)}).encode(), _FORM),
            self.sign(urlencode({"payload": json.dumps(chosen)}).encode(), _FORM),
            self.sign(b"command=%2Fask&text=hello&user_id=U1", _FORM),
        ]

    def forged(self, person: str, words: str) -> list[Delivery]:
        good, other = self.text(person, words), self.text(person, f"{words} Really")
        name, moment = "X-Slack-Signature", good.headers["X-Slack-Request-Timestamp"]
        signature = good.headers[name]
        wrong = [
            "",
            "v0=",
            signature[3:],
            signature[:-1],
            signature.upper(),
            f"{signature}0",
            "v1" + signature[2:],
            "é",
        ]
        return [
            good.without(name.lower()),
            good.without("x-slack-request-timestamp"),
            good.without(name.lower(), "x-slack-request-timestamp"),
            *(Delivery({**good.headers, name: value}, good.body) for value in wrong),
            Delivery(good.headers, other.body),
            Delivery({**good.headers, "X-Slack-Request-Timestamp": str(int(moment) + 1)}, good.body),
            *(
                Delivery({**good.headers, "X-Slack-Request-Timestamp": t}, good.body)
                for t in ("", "now", f"{moment}.0")
            ),
            self.sign(good.body, secret="another-secret-of-good-length"),
        ]

    def stale(self, person: str, words: str) -> Delivery:
        return self.sign(self.text(person, words).body, at=time.time() - 330)

    def malformed(self) -> list[Delivery]:
        bodies = [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}", b"[" * 9000]
        events: list[Any] = [
            None,
            5,
            {},
            {"type": "message"},
            {"type": "message", "channel": 5},
            {"type": "app_mention"},
        ]
        bodies += [json.dumps({"type": "event_callback", "event": event}).encode() for event in events]
        bodies += [b'{"type": "event_callback"}', b'{"type": "url_verification"}']
        forms = [
            b"payload=",
            b"payload={",
            b"payload=[]",
            b"payload=%7B%22type%22:%22block_actions%22,%22message%22:1%7D",
            b"\xff",
        ]
        return [*map(self.sign, bodies), *(self.sign(form, _FORM) for form in forms)]

    def too_many(self, seconds: int) -> Mapping[str, object]:
        limited = {"ok": False, "error": "ratelimited"}
        return {"status": 429, "answer": limited, "headers": {"Retry-After": str(seconds)}}

    # ---- How Slack writes it ----

    def ts(self) -> str:
        return f"1700000001.{next(self._numbers):06d}"

    def message(self, person: str, **fields: Any) -> dict[str, Any]:
        """A message event; in a direct message unless the fields say otherwise."""
        where = {"channel": self.address(person), "channel_type": "im", "team": TEAM}
        return {"type": "message", "user": user(person), "ts": self.ts(), **where, **fields}

    def changed(self, message: dict[str, Any], before: str) -> dict[str, Any]:
        """The event that a message has changed."""
        where = {key: message[key] for key in ("channel", "channel_type") if key in message}
        inner = {key: value for key, value in message.items() if key not in where}
        previous = {**inner, "text": before}
        return {"type": "message", "subtype": "message_changed", "hidden": True, "ts": self.ts(), **where} | {
            "message": inner,
            "previous_message": previous,
        }

    def event(self, event: dict[str, Any]) -> Delivery:
        """An event in its envelope, signed now."""
        authorizations = [{"team_id": TEAM, "user_id": BOT, "is_bot": True}]
        envelope = {"type": "event_callback", "api_app_id": APP, "team_id": TEAM, "authorizations": authorizations}
        numbered = {"event_id": f"Ev{next(self._numbers)}", "event_time": int(time.time()), "token": "old"}
        return self.sign(json.dumps({**envelope, **numbered, "event": event}).encode())

    def tapped(self, person: str, channel: str, data: str, message: Mapping[str, Any], **container: str) -> Delivery:
        """A tap on a button under a message."""
        action = {"type": "button", "action_id": "choice_1", "block_id": "b", "value": data, "action_ts": self.ts()}
        payload = {
            "type": "block_actions",
            "api_app_id": APP,
            "user": {"id": user(person), "username": "x", "team_id": TEAM},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel, **container},
            "channel": {"id": channel, "name": "directmessage"},
            "message": {"type": "message", **message},
            "actions": [action],
        }
        return self.sign(urlencode({"payload": json.dumps(payload)}).encode(), _FORM)

    def sign(self, body: bytes, kind: str = "application/json", secret: str = SECRET, at: float = 0) -> Delivery:
        """A request as Slack signs it; `at`: seconds since 1970, now when 0."""
        moment = str(int(at or time.time()))
        try:
            signature = SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)
        except UnicodeDecodeError:  # the verifier wants text; what has none is signed like this by nobody
            signature = "v0=" + "0" * 64
        headers = {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": str(signature)}
        return Delivery({"Content-Type": kind, **headers}, body)


def user(person: str) -> str:
    return f"U{_number(person)}"


def escaped(words: str) -> str:
    """Words as Slack delivers them."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _number(person: str) -> str:
    return f"{zlib.crc32(person.encode()):010d}"
