"""The page without JavaScript as a browser with none has it: what it shows, and what its buttons send."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.http.client import HOST, Answer, Chat, Door

TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class ChatForm:
    """One drawing of the page."""

    door: Door
    answer: Answer

    @property
    def page(self) -> str:
        return self.answer.content.decode("utf-8")

    @property
    def words(self) -> str:
        """What can be read on it, without markup."""
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", self.page.partition("<body>")[2])))

    @property
    def title(self) -> str:
        return html.unescape(re.findall("<title>(.*?)</title>", self.page)[0])

    @property
    def hidden(self) -> dict[str, str]:
        """The fields that nobody sees."""
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.page))

    @property
    def questions(self) -> list[str]:
        return [
            html.unescape(text) for text in re.findall(r'<li class="user".*?You: </span>(.*?)</p>', self.page, re.S)
        ]

    @property
    def replies(self) -> list[str]:
        """The markup of each reply of the bot."""
        return re.findall(r'<li class="bot \w+">.*?(?=<li class="(?:user|bot)|</ol>)', self.page, re.S)

    @property
    def choices(self) -> dict[str, str]:
        """The ids to choose from, by the words on them."""
        found = re.findall(r'name="choice" value="(\w+)">(.*?)<', self.page)
        return {html.unescape(title): choice for choice, title in found}

    @property
    def links(self) -> list[str]:
        return [html.unescape(href) for href in re.findall(r'<a[^>]* href="([^"]*)"', self.page)]

    @property
    def problem_links(self) -> list[str]:
        """Where the links lead that stand under what went wrong."""
        box = self.page.partition('class="problem"')[2].partition("<form")[0]
        return [html.unescape(href) for href in re.findall(r'href="([^"]*)"', box)]

    @property
    def draft(self) -> str:
        found = re.search(r'<textarea id="text".*?>\n(.*?)</textarea>', self.page, re.S)
        assert found is not None
        return html.unescape(found[1])

    def history(self) -> list[str]:
        """What each side said in the page's conversation, as the website channel tells it."""
        entries = Chat(self.door, self.hidden["token"]).history()
        return [entry.get("text") or entry["reply"]["text"] for entry in entries]

    def press(self, headers: dict[str, Any] | None = None, **fields: str) -> ChatForm:
        """What comes when a button is pressed; `fields` stand in for the page's own."""
        body = urlencode({**self.hidden, "text": "", **fields}).encode()
        return ChatForm(
            self.door, self.door.website("POST", "/chat", body, {**TYPE, **own(self.door), **(headers or {})})
        )

    def send(self, text: str, **fields: str) -> ChatForm:
        return self.press(text=text, **fields)


def own(door: Door) -> dict[str, str]:
    """The origin that a browser names when the form is sent from the page itself."""
    return {"Origin": f"http://{HOST}:{door.port}"}


def opened(door: Door) -> ChatForm:
    """The page as it first comes."""
    form = ChatForm(door, door.website("GET", "/chat"))
    assert form.answer.status == 200
    return form
