"""Messenger's Send API on loopback, with its published limits."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.platforms.fake import Button, Fake, LimitError, Shown, needs, only_fields

PAGE: Final = "1020304050607"
TOKEN: Final = "EAAmadeUpForTheTestsOfMessenger"
APP_SECRET: Final = "0123456789abcdef9876543210fedcba"
_TEXT_MOST, _TEMPLATE_MOST, _TITLE_MOST, _PAYLOAD_MOST = 2000, 640, 20, 1000
_QUICK_MOST, _BUTTONS_MOST = 13, 3
_ACTIONS: Final = {"typing_on", "typing_off", "mark_seen", "react", "unreact"}
SIGN: Final = "me/messages (a sign)"
_VOID: Final = "Invalid OAuth access token"


class FakeMessenger(Fake):
    """The Graph API's calls that are used."""

    def name_of(self, path: str, headers: Mapping[str, str]) -> str:
        parts = urlsplit(path)
        token = {name.lower(): value for name, value in headers.items()}.get("authorization")
        needs(token == f"Bearer {TOKEN}", _VOID)
        proof = hmac.new(APP_SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
        needs(parse_qs(parts.query).get("appsecret_proof") == [proof], "Invalid appsecret_proof")
        version, _, name = parts.path.removeprefix("/").partition("/")
        needs(re.fullmatch(r"v2[56]\.0", version), "Unknown path components")
        return name

    def shows(self, name: str) -> bool:
        return name == "me/messages"

    def refusal(self, reason: str) -> tuple[int, dict[str, Any]]:
        code = 190 if reason == _VOID else 100
        return 400, {"error": {"message": f"(#{code}) {reason}", "type": "OAuthException", "code": code}}

    def respond(self, path: str, headers: Mapping[str, str], content: bytes) -> tuple[int, Mapping[str, str], bytes]:
        # Signs go to the address of messages; here they have a name of their own, so that faults hit messages alone.
        own = path.replace("/me/messages", f"/{SIGN}") if b'"sender_action"' in content else path
        return super().respond(own, headers, content)

    def take(self, name: str, body: dict[str, Any]) -> tuple[dict[str, Any], Shown | None]:
        if name == "me":
            needs(not body, "a body where none is read")
            return {"id": PAGE}, None
        needs(name in ("me/messages", SIGN), "Unsupported post request")
        only_fields(body.get("recipient", {}), {"id"}, set())
        person = body["recipient"]["id"]
        needs(isinstance(person, str) and person.isdigit() and person != PAGE, "No matching user found")
        if name == SIGN:
            only_fields(body, {"recipient", "sender_action"}, set())
            needs(body["sender_action"] in _ACTIONS, "Invalid sender_action")
            return {"recipient_id": person}, None
        only_fields(body, {"recipient", "messaging_type", "message"}, {"notification_type", "tag"})
        needs(body["messaging_type"] == "RESPONSE", "what is no response needs leave")
        shown = _shown(person, body["message"])
        return {"recipient_id": person, "message_id": f"m_{len(self.shown)}"}, shown


def _shown(person: str, message: dict[str, Any]) -> Shown:
    only_fields(message, set(), {"text", "attachment", "quick_replies", "metadata"})
    needs(("text" in message) != ("attachment" in message), "text or attachment, one of them")
    quick = message.get("quick_replies", [{}])
    needs(1 <= len(quick) <= _QUICK_MOST, "param message[quick_replies] has too few or too many elements")
    buttons = tuple(map(_quick, quick)) if "quick_replies" in message else ()
    if "text" in message:
        return Shown(person, _text(message["text"], _TEXT_MOST), buttons)
    text, links = _template(message["attachment"])
    return Shown(person, text, buttons, links)


def _template(attachment: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    only_fields(attachment, {"type", "payload"}, set())
    needs(attachment["type"] == "template", "another attachment than a template")
    payload = attachment["payload"]
    only_fields(payload, {"template_type", "text", "buttons"}, {"sharable"})
    needs(payload["template_type"] == "button", "another template than button")
    needs(1 <= len(payload["buttons"]) <= _BUTTONS_MOST, "too few or too many buttons")
    return _text(payload["text"], _TEMPLATE_MOST), tuple(map(_linked, payload["buttons"]))


def _linked(button: dict[str, Any]) -> str:
    """Where a button leads."""
    _titled(button)
    if button["type"] == "web_url":
        only_fields(button, {"type", "title", "url"}, {"webview_height_ratio"})
        needs(re.match(r"https?://[\w.-]+/?", button["url"]), "Invalid URL")
        return str(button["url"])
    if button["type"] == "phone_number":
        only_fields(button, {"type", "title", "payload"}, set())
        needs(re.fullmatch(r"\+1\d{10}", button["payload"]), "Invalid phone number")
        return f"tel:{button['payload']}"
    raise LimitError(f"a button of type {button['type']}")


def _quick(reply: dict[str, Any]) -> Button:
    only_fields(reply, {"content_type", "title", "payload"}, {"image_url"})
    needs(reply["content_type"] == "text", "another content type than text")
    _titled(reply)
    needs(1 <= len(reply["payload"]) <= _PAYLOAD_MOST, "payload is empty or too long")
    return Button(reply["title"], reply["payload"])


def _titled(button: dict[str, Any]) -> None:
    needs(button["title"].strip(), "a button without a title")
    needs(_units(button["title"]) <= _TITLE_MOST, "Param title must be at most 20 characters")


def _text(text: str, most: int) -> str:
    needs(text.strip(), "an empty text")
    needs(_units(text) <= most, f"Length of param text must be less than or equal to {most}")
    return text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
