"""Twilio's error codes in words, for the log."""

from __future__ import annotations

from typing import Final

_MEANINGS: Final = {
    "20003": "not authenticated",
    "20429": "too many calls",
    "21211": "there is no such number to send to",
    "21408": "sending to that country is switched off",
    "21606": "the sender cannot send this",
    "21608": "a trial account sends to verified numbers only",
    "21610": "the person has unsubscribed",
    "21611": "too many messages wait at Twilio",
    "21614": "that number takes no text messages",
    "21617": "the text is too long",
    "21703": "the Messaging Service has no sender",
    "30003": "the phone cannot be reached",
    "30005": "the number is unknown",
    "30006": "a landline, or a carrier that cannot be reached",
    "30007": "a carrier filtered it",
    "30034": "the number is not registered for A2P 10DLC",
    "63015": "the person has not joined the WhatsApp sandbox",
    "63016": "the 24 hours after the person's last message are over",
    "63018": "too many messages for WhatsApp",
}


def meaning(code: object) -> str:
    """A code with its meaning, fit for the log; "no error code" when there is none."""
    named = str(code or "")
    if not named.isascii() or not named.isdigit():
        return "no error code"
    return f"{_MEANINGS.get(named, 'error')} ({named[:6]})"
