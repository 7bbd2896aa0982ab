"""Slack's events and taps: which are a person's doing that is meant for the bot, and what was done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs

import structlog

from channels.messaging.parts import Event, Sent
from channels.slack.mrkdwn import names, plain

logger = structlog.get_logger()
# Subtypes of what a person wrote; all others are joined, renamed, deleted, said by a bot …: nobody asks anything.
_WRITTEN: Final = ("", "file_share", "thread_broadcast", "me_message")
_SLACKBOT: Final = "USLACKBOT"
Json = Mapping[str, Any]


@dataclass
class Reader:
    """Reads webhooks. `bot`: the bot's user id, empty until Slack has told it; Slack names it in its events too."""

    bot: str = ""

    def events(self, body: bytes, is_form: bool) -> list[Event]:
        """What people did. `is_form`: a tap, which comes as a form. Raises KeyError, TypeError or ValueError when it is neither."""
        if is_form:
            return _taps(body)
        envelope = json.loads(body)
        if envelope["type"] == "app_rate_limited":
            logger.warning(
                "channel.events_left_out", channel="slack"
            )  # more than 30,000 an hour; Slack keeps the rest back
        if envelope["type"] != "event_callback":
            return []
        event, app = envelope["event"], str(envelope.get("api_app_id") or "")
        bots = {self.bot, *(str(a.get("user_id")) for a in envelope.get("authorizations") or () if a.get("is_bot"))} - {
            ""
        }
        if event["type"] == "app_mention":
            return _mention(app, event, bots)
        if event["type"] == "message" and _is_direct(event["channel"]):
            return _direct(app, event, bots)
        return []


def _direct(app: str, event: Json, bots: set[str]) -> list[Event]:
    """A direct message, or an edit of one."""
    if event.get("subtype") == "message_changed":
        changed = {**event["message"], "channel": event["channel"]}
        return _edit(app, changed, bots) if changed.get("edited") else []  # else Slack added a preview of a link
    return _message(app, event, bots)


def _mention(app: str, event: Json, bots: set[str]) -> list[Event]:
    """A message in a channel that names the bot.

    An edited one comes again. When the name was added by the edit the message is new to us; else only its danger matters.
    """
    return [*_message(app, event, bots), *(_edit(app, event, bots) if event.get("edited") else [])]


def _message(app: str, message: Json, bots: set[str]) -> list[Event]:
    person = str(message.get("user") or "")
    if not person or person in {*bots, _SLACKBOT} or message.get("bot_id") or message.get("hidden"):
        return []
    if (message.get("subtype") or "") not in _WRITTEN:
        return []
    channel, ts = str(message["channel"]), str(message["ts"])
    sent, words = _said(message, bots)
    thread = str(message.get("thread_ts") or "")
    # A message is known by its place: it may come as a message and as a mention, under two event ids.
    return [Event(f"{app} {channel} {ts}", _person(person, channel), _address(channel, ts, thread), sent, words)]


def _edit(app: str, message: Json, bots: set[str]) -> list[Event]:
    edited = str(message["edited"]["ts"])
    return [
        Event(f"{event.id} {edited}", event.person, event.address, Sent.EDITED, event.text)
        for event in _message(app, message, bots)
        if event.sent is Sent.TEXT
    ]


def _said(message: Json, bots: set[str]) -> tuple[Sent, str]:
    text = str(message.get("text") or "")
    words = plain(text)
    if words.strip():
        return Sent.TEXT, words.strip()
    if message.get("files") or message.get("attachments"):
        return Sent.MEDIA, ""
    return (Sent.START if bots & names(text) or message["type"] == "app_mention" else Sent.EMPTY), ""


def _taps(body: bytes) -> list[Event]:
    """Taps on buttons under our messages; forms of other kinds are nothing that we ask for."""
    fields = parse_qs(body.decode(), max_num_fields=20)
    if "payload" not in fields:
        return []
    payload = json.loads(fields["payload"][0])
    if payload["type"] != "block_actions" or "message" not in payload:
        return []
    channel, message, person = str(payload["channel"]["id"]), payload["message"], str(payload["user"]["id"])
    # Slack keeps the thread in the message, or only in what contains it.
    thread = str(message.get("thread_ts") or (payload.get("container") or {}).get("thread_ts") or "")
    address = _address(channel, str(message["ts"]), thread)
    return [
        Event(
            f"{payload.get('api_app_id') or ''} {channel} {person} tap {action['action_ts']} {action.get('action_id')}",
            _person(person, channel),
            address,
            Sent.CHOICE,
            choice=str(action.get("value") or ""),
        )
        for action in payload["actions"]
        if action["type"] == "button"
    ]


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")


def _person(person: str, channel: str) -> str:
    """Who; in a channel also where, so that nothing said in private comes up before others."""
    return person if _is_direct(channel) else f"{channel} {person}"


def _address(channel: str, ts: str, thread: str) -> dict[str, Any]:
    """Where to answer: in the message's thread; in a channel in one of its own when it has none."""
    where = thread or ("" if _is_direct(channel) else ts)
    return {"channel": channel, "thread_ts": where} if where else {"channel": channel}
