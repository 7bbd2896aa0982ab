"""Twilio's webhooks: which are a person's message, what was sent, and which messages of ours did not arrive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from channels.messaging.parts import Event, Sent

_NUMBER: Final = re.compile(r"\+[0-9]{7,15}")
_CHOICE: Final = re.compile(r"c[0-9a-f]{10}")
# Twilio sends nothing more to who says one of these, and answers them itself (its default, without Advanced Opt-Out).
LEFT_TO_TWILIO: Final = frozenset(
    ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "UNSTOP")
)
Fields = Mapping[str, str]


def event_of(fields: Fields, prefix: str) -> Event | None:
    """The person's message in a webhook, None when it is nobody's or Twilio's to answer.

    `prefix`: of addresses on this door, "whatsapp:" or "". KeyError or ValueError when it is no message of this door.
    """
    number, sender, ours = fields["MessageSid"], fields["From"], fields["To"]
    if not number or not _of_door(sender, prefix) or not _of_door(ours, prefix):
        raise ValueError("a message of another door, or of none")
    if _is_status(fields) or sender == ours or _is_left_to_twilio(fields, prefix):
        return None
    if not prefix and not _NUMBER.fullmatch(sender):
        return None  # short codes and sender names are programs: two of them would talk for ever
    address = {"to": sender, "from": ours}
    words = str(fields.get("ButtonText") or fields.get("ListTitle") or fields.get("Body") or "")
    tapped = fields.get("ButtonPayload") or fields.get("ListId") or ""
    if _CHOICE.fullmatch(tapped):
        return Event(number, sender, address, Sent.CHOICE, choice=tapped)
    if words.strip():
        return Event(number, sender, address, Sent.TEXT, words)
    media = int(fields.get("NumMedia") or 0) > 0 or fields.get("Latitude")
    return Event(number, sender, address, Sent.MEDIA if media else Sent.EMPTY)


def undelivered(fields: Fields) -> str | None:
    """The error code when a message of ours did not arrive, "" when Twilio names none; None for any other webhook."""
    if _is_status(fields) and fields.get("MessageStatus") in ("failed", "undelivered"):
        return fields.get("ErrorCode", "")
    return None


def _of_door(address: str, prefix: str) -> bool:
    return address.startswith(prefix) if prefix else ":" not in address


def _is_status(fields: Fields) -> bool:
    """Whether Twilio tells how a message of ours fares; what people send is "received" and carries no MessageStatus."""
    return "MessageStatus" in fields or fields.get("SmsStatus", "received") not in ("received", "receiving")


def _is_left_to_twilio(fields: Fields, prefix: str) -> bool:
    """STOP, START and HELP, when Twilio says that it has answered them; without its word, by SMS, those that it answers by default.

    HELP without its word is answered: who asks for help gets more than a notice.
    """
    return bool(fields.get("OptOutType")) or (not prefix and fields.get("Body", "").strip().upper() in LEFT_TO_TWILIO)
