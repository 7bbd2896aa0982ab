"""Telegram's Bot API on loopback, with its published limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Final

from tests.platforms.fake import Button, Fake, Shown, needs, only_fields

BOT: Final = 7007007
TOKEN: Final = f"{BOT}:AAmade-up-for-the-tests-of-telegram"
USERNAME: Final = "PaAimhTestBot"
_TAGS: Final = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "a",
    "code",
    "pre",
    "blockquote",
    "tg-spoiler",
}
_TEXT_MOST, _DATA_MOST, _BUTTONS_MOST, _ROW_MOST = 4096, 64, 100, 8
_ACTIONS: Final = {"typing", "upload_photo", "upload_document", "find_location", "choose_sticker"}


class _Entities(HTMLParser):
    """Telegram's HTML parse mode: few tags, closed in order, few named entities, nothing unescaped."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.plain, self.links, self._open = "", [], []  # type: tuple[str, list[str], list[str]]
        stray = re.search(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)", text)
        needs(not stray, "can't parse entities: unescaped &")
        needs(not re.search(r"<(?!/?[a-z])", text), "can't parse entities: unescaped <")
        self.feed(text)
        self.close()
        needs(not self._open, f"can't parse entities: {self._open} not closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        needs(tag in _TAGS, f"can't parse entities: unsupported start tag {tag}")
        needs(not attrs or tag == "a", f"{tag} with attributes")
        self._open.append(tag)
        for name, value in attrs:
            needs(name == "href" and re.match(r"https?://|tg://", value or ""), f"a link that Telegram drops: {value}")
            self.links.append(str(value))

    def handle_endtag(self, tag: str) -> None:
        needs(self._open and self._open.pop() == tag, f"can't parse entities: unexpected end tag {tag}")

    def handle_data(self, data: str) -> None:
        self.plain += data


class FakeTelegram(Fake):
    """The Bot API's calls that are used."""

    def __init__(self) -> None:
        super().__init__()
        self.queries: set[str] = set()  # taps that wait for their answer

    def name_of(self, path: str, headers: Mapping[str, str]) -> str:
        start, _, name = path.rpartition("/")
        needs(start == f"/bot{TOKEN}", "Unauthorized")
        return name

    def shows(self, name: str) -> bool:
        return name == "sendMessage"

    def refusal(self, reason: str) -> tuple[int, dict[str, Any]]:
        status = 401 if reason == "Unauthorized" else 400
        return status, {"ok": False, "error_code": status, "description": f"Bad Request: {reason}"}

    def take(self, name: str, body: dict[str, Any]) -> tuple[dict[str, Any], Shown | None]:
        if name == "getMe":
            return _ok({"id": BOT, "is_bot": True, "first_name": "Test", "username": USERNAME}), None
        if name == "sendChatAction":
            only_fields(body, {"chat_id", "action"}, {"message_thread_id", "business_connection_id"})
            needs(body["action"] in _ACTIONS, "wrong parameter action in request")
            return _ok(True), None
        if name == "answerCallbackQuery":
            only_fields(body, {"callback_query_id"}, {"text", "show_alert", "url", "cache_time"})
            needs(body["callback_query_id"] in self.queries, "query is too old or query ID is invalid")
            needs(len(body.get("text", "")) <= 200, "MESSAGE_TOO_LONG")
            self.queries.discard(body["callback_query_id"])
            return _ok(True), None
        needs(name == "sendMessage", "method not found")
        return self._message(body)

    def _message(self, body: dict[str, Any]) -> tuple[dict[str, Any], Shown]:
        optional = {
            "message_thread_id",
            "parse_mode",
            "link_preview_options",
            "reply_parameters",
            "reply_markup",
            "entities",
            "disable_notification",
            "protect_content",
        }
        only_fields(body, {"chat_id", "text"}, optional)
        needs(isinstance(body["chat_id"], int), "chat not found")
        needs(body.get("parse_mode") == "HTML", "sent without a parse mode")
        found = _Entities(body["text"])
        units = len(found.plain.strip().encode("utf-16-le")) // 2
        needs(units, "message text is empty")
        needs(units <= _TEXT_MOST, "message is too long")
        only_fields(body.get("link_preview_options", {}), set(), {"is_disabled", "url", "prefer_small_media"})
        only_fields(
            body.get("reply_parameters", {"message_id": 0}),
            {"message_id"},
            {"chat_id", "allow_sending_without_reply", "quote"},
        )
        buttons = _buttons(body.get("reply_markup", {"inline_keyboard": []}))
        shown = Shown(str(body["chat_id"]), found.plain, buttons, tuple(found.links))
        return _ok({"message_id": len(self.shown) + 1, "date": 0, "chat": {"id": body["chat_id"]}}), shown


def _buttons(markup: dict[str, Any]) -> tuple[Button, ...]:
    only_fields(markup, {"inline_keyboard"}, set())
    rows = markup["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    needs(len(buttons) <= _BUTTONS_MOST and all(0 < len(row) <= _ROW_MOST for row in rows), "reply markup is too long")
    for button in buttons:
        only_fields(button, {"text", "callback_data"}, set())
        needs(button["text"].strip(), "button text is empty")
        needs(1 <= len(button["callback_data"].encode()) <= _DATA_MOST, "BUTTON_DATA_INVALID")
    return tuple(Button(button["text"], button["callback_data"]) for button in buttons)


def _ok(result: Any) -> dict[str, Any]:
    return {"ok": True, "result": result}
