"""How Telegram's updates are made and signed, and what a person sees."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

from channels.telegram import TelegramInput
from tests.platforms.driver import Delivery, Driver
from tests.platforms.telegram_api import BOT, TOKEN, USERNAME, FakeTelegram

SECRET: Final = "made_up_for_the_webhook-of-telegram"
GROUP: Final = -100200300


class TelegramDriver(Driver):
    """Telegram's updates."""

    connector = TelegramInput

    def __init__(self) -> None:
        self.fake: FakeTelegram = FakeTelegram()
        self._numbers = itertools.count(1000)

    def environment(self) -> dict[str, str]:
        return {"FAQ_TELEGRAM_TOKEN": TOKEN, "FAQ_TELEGRAM_SECRET": SECRET, "FAQ_TELEGRAM_API": self.fake.url}

    def address(self, person: str) -> str:
        return str(GROUP if person == "the group" else _id(person))

    def text(self, person: str, words: str) -> Delivery:
        return self._message(person, text=words)

    def tap(self, person: str, data: str) -> Delivery:
        query = f"query{next(self._numbers)}"
        self.fake.queries.add(query)
        message = {"message_id": 5, "date": 0, "chat": _private(person), "from": {"id": BOT, "is_bot": True}}
        return self._update(
            callback_query={"id": query, "from": _user(person), "message": message, "data": data, "chat_instance": "1"}
        )

    def start(self, person: str) -> Delivery:
        return self.text(person, "/start")

    def media(self, person: str) -> list[Delivery]:
        file = {"file_id": "f", "file_unique_id": "u"}
        kinds: list[dict[str, Any]] = [
            {"photo": [file]},
            {"voice": file},
            {"sticker": file},
            {"location": {"latitude": 40.2, "longitude": -76.9}},
            {"contact": {"phone_number": "1"}},
            {"document": file},
        ]
        return [self._message(person, **kind) for kind in kinds]

    def captioned(self, person: str, words: str) -> Delivery:
        return self._message(person, photo=[{"file_id": "f"}], caption=words)

    def edited(self, person: str, words: str) -> Delivery:
        return self._update(edited_message={**self._body(person), "edit_date": 1, "text": words})

    def in_group(self, person: str, words: str, addressed: bool) -> Delivery:
        chat = {"id": GROUP, "type": "supergroup", "title": "A group"}
        return self._message(person, chat=chat, text=f"@{USERNAME} {words}" if addressed else words)

    def no_persons(self) -> list[Delivery]:
        group = {"id": GROUP, "type": "supergroup", "title": "A group"}
        bot = {"id": 9, "is_bot": True, "first_name": "Other"}
        return [
            self._message("Ann", **{"from": bot}, text="What counters toxic stress?"),
            self._message("Ann", **{"from": {"id": BOT, "is_bot": True}}, text="What counters toxic stress?"),
            self._message("Ann", chat=group, new_chat_members=[bot]),
            self._message("Ann", chat=group, pinned_message={"message_id": 1}),
            self._update(my_chat_member={"chat": _private("Ann"), "from": _user("Ann")}),
            self._update(channel_post={"message_id": 1, "chat": {"id": -5, "type": "channel"}, "text": "hello"}),
            self._update(poll={"id": "1"}),
        ]

    def forged(self, person: str, words: str) -> list[Delivery]:
        good = self.text(person, words)
        name = "X-Telegram-Bot-Api-Secret-Token"
        wrong = ["", SECRET[:-1], SECRET + "x", SECRET.upper(), TOKEN, "é"]
        return [good.without(name.lower()), *(Delivery({**good.headers, name: value}, good.body) for value in wrong)]

    def malformed(self) -> list[Delivery]:
        bodies = [
            b"",
            b"{",
            b"[]",
            b"null",
            b'"x"',
            b"\xff\xfe",
            b"{}",
            b'{"update_id": "x"}',
            b'{"update_id": 1, "message": 5}',
            b'{"update_id": 2, "message": {"from": {}}}',
            b"[" * 9000,
        ]
        return [Delivery(_HEADERS, body) for body in bodies]

    def too_many(self, seconds: int) -> Mapping[str, object]:
        return {"status": 429, "answer": {"ok": False, "error_code": 429, "parameters": {"retry_after": seconds}}}

    def _message(self, person: str, **fields: Any) -> Delivery:
        return self._update(message={**self._body(person), **fields})

    def _body(self, person: str) -> dict[str, Any]:
        return {"message_id": next(self._numbers), "date": 0, "chat": _private(person), "from": _user(person)}

    def _update(self, **fields: Any) -> Delivery:
        return Delivery(_HEADERS, json.dumps({"update_id": next(self._numbers), **fields}).encode())


_HEADERS: Final = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}


def _id(person: str) -> int:
    return zlib.crc32(person.encode())


def _user(person: str) -> dict[str, Any]:
    return {"id": _id(person), "is_bot": False, "first_name": person, "language_code": "en"}


def _private(person: str) -> dict[str, Any]:
    return {"id": _id(person), "type": "private", "first_name": person}
