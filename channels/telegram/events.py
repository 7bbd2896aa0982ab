"""Telegram's updates: which are a person's doing that is meant for the bot, and what was done."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from channels.messaging.parts import Event, Sent

_COMMAND: Final = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+|\Z)")
_MENTION: Final = re.compile(r"@(\w{3,})")
# Joined, left, renamed …: Telegram's own messages about a chat, which nobody wrote.
_SERVICE: Final = re.compile(
    r"new_chat_|left_chat_|delete_chat_|group_chat_|supergroup_|channel_chat_|migrate_|pinned_message|message_auto_delete|forum_topic_|"
    r"general_forum_|video_chat_|boost_added|chat_background|write_access|giveaway|successful_payment|refunded_payment|connected_website"
)
Message = Mapping[str, Any]


@dataclass
class Reader:
    """Reads updates. `bot`: the bot's id; `username`: its name in lower case, empty until Telegram has told it."""

    bot: str
    username: str = ""

    def events(self, body: bytes) -> list[Event]:
        """The event in an update, or none. Raises KeyError, TypeError or ValueError when it is no update."""
        update = json.loads(body)
        number = f"{self.bot} {int(update['update_id'])}"  # another bot counts its updates anew
        if "callback_query" in update:
            return self._tap(number, update["callback_query"])
        if "message" in update:
            return self._message(number, update["message"])
        if "edited_message" in update:
            return self._edit(number, update["edited_message"])
        return []  # channel posts, polls, memberships …: nobody asks anything

    def _tap(self, number: str, query: Message) -> list[Event]:
        message = query.get("message")
        if not message or query["from"].get("is_bot"):  # a button under an inline message, which we never send
            return []
        address = {**_address(message), "callback_query": str(query["id"])}
        return [
            Event(
                number,
                _person(query["from"], message["chat"]),
                address,
                Sent.CHOICE,
                choice=str(query.get("data") or ""),
            )
        ]

    def _message(self, number: str, message: Message) -> list[Event]:
        sender = message.get("from")
        if not sender or sender.get("is_bot") or any(_SERVICE.match(field) for field in message):
            return []
        if not self._is_addressed(message):
            return []
        text = str(message.get("text") or message.get("caption") or "")
        sent, words = self._said(text, message)
        return [Event(number, _person(sender, message["chat"]), _address(message), sent, words)]

    def _edit(self, number: str, message: Message) -> list[Event]:
        return [
            Event(event.id, event.person, event.address, Sent.EDITED, event.text)
            for event in self._message(number, message)
            if event.sent is Sent.TEXT
        ]

    def _said(self, text: str, message: Message) -> tuple[Sent, str]:
        words = _without_name(text, self.username)
        command = _COMMAND.match(words)
        if command and command["name"].lower() in ("start", "help"):
            return Sent.START, ""
        if words.strip():
            return Sent.TEXT, words
        return (Sent.EMPTY if "text" in message else Sent.MEDIA), ""

    def _is_addressed(self, message: Message) -> bool:
        """In a group, only what names the bot, is a command, or replies to it is meant for it; in private everything."""
        if message["chat"]["type"] == "private":
            return True
        answered = ((message.get("reply_to_message") or {}).get("from") or {}).get("id")
        if str(answered) == self.bot:
            return True
        text = str(message.get("text") or message.get("caption") or "")
        command = _COMMAND.match(text)
        if command:
            return (command["bot"] or self.username).lower() == self.username
        return bool(self.username) and self.username in (name.lower() for name in _MENTION.findall(text))


def _without_name(text: str, username: str) -> str:
    """The words without the bot's own name, which says only whom they are for."""
    return re.sub(rf"@{re.escape(username)}\b", "", text, flags=re.IGNORECASE).strip() if username else text


def _person(sender: Message, chat: Message) -> str:
    """Who; in a group also where, so that nothing said in private comes up before others."""
    person = str(int(sender["id"]))
    return person if chat["type"] == "private" else f"{int(chat['id'])} {person}"


def _address(message: Message) -> dict[str, Any]:
    """Where to answer: the chat, in its topic, in a group as a reply to the message."""
    chat = message["chat"]
    address: dict[str, Any] = {"chat_id": int(chat["id"])}
    if message.get("is_topic_message"):
        address["message_thread_id"] = int(message["message_thread_id"])
    if chat["type"] != "private":
        address["reply_to"] = int(message["message_id"])
    return address
