"""Messenger's webhooks: which of the events in a batch are a person's doing, and what was done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from channels.messaging.parts import Event, Sent

WINDOW_SECONDS: Final = 86_400  # Messenger takes no answer to what is older
_GET_STARTED: Final = "GET_STARTED"  # the payload that docs/channels.md gives the button
Message = Mapping[str, Any]


def read(body: bytes, now: float) -> list[Event]:
    """The events in a webhook, in the order of their times. `now`: seconds since 1970.

    Of a batch in which one event cannot be read, the others are. Raises KeyError, TypeError or ValueError when none can.
    """
    batch = json.loads(body)
    if batch["object"] != "page":
        return []
    found: list[tuple[int, Event]] = []
    unread: Exception | None = None
    for entry in batch["entry"]:
        # Beside "messaging" there is "standby": what is said while another app or a person answers.
        for message in entry.get("messaging") or ():
            try:
                found += _dated(message, now)
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
                unread = error
    if unread and not found:
        raise unread
    return [event for _, event in sorted(found, key=lambda dated: dated[0])]


def _dated(message: Message, now: float) -> list[tuple[int, Event]]:
    """The event with its time, in milliseconds; nothing when it is too old to be answered."""
    at = int(message.get("timestamp") or now * 1000)
    if now * 1000 - at > WINDOW_SECONDS * 1000:
        return []
    return [(at, event) for event in _event(message)]


def _event(message: Message) -> list[Event]:
    if "message" in message:
        return _message(message, message["message"])
    if "postback" in message:
        return _postback(message, message["postback"])
    if "message_edit" in message:
        return _edit(message, message["message_edit"])
    return []  # deliveries, reads, reactions, referrals, opt-ins …: nobody asks anything


def _message(whole: Message, message: Message) -> list[Event]:
    person = _person(whole)
    if message.get("is_echo") or message.get("is_deleted") or not person:
        return []
    quick, text = message.get("quick_reply"), str(message.get("text") or "")
    if quick:
        return [_made(str(message["mid"]), person, Sent.CHOICE, choice=str(quick["payload"]))]
    if text.strip():
        return [_made(str(message["mid"]), person, Sent.TEXT, text)]
    # Without words: pictures, voice, places, stickers, and what Messenger calls unsupported.
    silent = message.get("attachments") or message.get("sticker_id") or message.get("is_unsupported")
    return [_made(str(message["mid"]), person, Sent.MEDIA if silent else Sent.EMPTY)]


def _postback(whole: Message, postback: Message) -> list[Event]:
    person, payload = _person(whole), str(postback.get("payload") or "")
    if not person:
        return []
    # Older versions give a postback no id.
    own_id = str(postback.get("mid") or f"{person} {whole.get('timestamp')} {payload}")
    if payload.upper().startswith(_GET_STARTED):
        return [_made(own_id, person, Sent.START)]
    return [_made(own_id, person, Sent.CHOICE, choice=payload)]


def _edit(whole: Message, edit: Message) -> list[Event]:
    person, text = _person(whole), str(edit.get("text") or "")
    if not person or not text.strip():
        return []
    return [_made(f"{edit['mid']} {edit.get('num_edit')}", person, Sent.EDITED, text)]


def _made(own_id: str, person: str, sent: Sent, text: str = "", choice: str = "") -> Event:
    return Event(own_id, person, {"recipient": person}, sent, text, choice)


def _person(whole: Message) -> str:
    """Who, by the id that Messenger gives a person for this Page alone; "" when the Page itself has written."""
    sender = str(whole["sender"]["id"])
    return "" if sender == str((whole.get("recipient") or {}).get("id") or "") else sender
