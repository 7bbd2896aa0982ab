"""A small client for the doors over HTTP, close enough to the wire to send what no browser would."""

from __future__ import annotations

import http.client
import json
import ssl
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

HOST = "127.0.0.1"
WEBSITE, REST = "/webhooks/website", "/webhooks/rest/webhook"
PATIENCE = 60  # seconds for one answer on a slow, busy machine
Headers = Mapping[str, Any]  # text, or bytes as they go over the wire


@dataclass(frozen=True)
class Answer:
    """What came back from one call."""

    status: int
    headers: Message
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def error(self) -> dict[str, str]:
        """Code and message of a refused call, in the contract's form."""
        assert self.headers.get_content_type() == "application/json", self.content
        assert set(self.json) == {"error"}
        assert set(self.json["error"]) == {"code", "message"}
        error: dict[str, str] = self.json["error"]
        assert " " in error["message"], "a sentence, not a code"
        assert "Traceback" not in error["message"]
        return error


@dataclass(frozen=True)
class Door:
    """The bot at a port."""

    port: int
    certificate: str = ""  # of a server that speaks TLS: the file to trust

    def call(self, method: str, path: str, body: Any = None, headers: Headers | None = None) -> Answer:
        """One call; a body that is neither bytes nor None goes out as JSON."""
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = self._connection()
        try:
            connection.request(method, path, content, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if not self.certificate:
            return http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        trusted = ssl.create_default_context(cafile=self.certificate)
        return http.client.HTTPSConnection(HOST, self.port, timeout=PATIENCE, context=trusted)

    def website(self, method: str, path: str, body: Any = None, headers: Headers | None = None) -> Answer:
        """One call of the website channel."""
        return self.call(method, WEBSITE + path, body, headers)

    def rest(self, body: Any) -> Answer:
        """One call of the stock REST channel."""
        return self.call("POST", REST, body)

    def session(self) -> Chat:
        """A new conversation."""
        opened = self.website("POST", "/session")
        assert opened.status == 201, opened.content
        return Chat(self, opened.json["token"])

    def is_ready(self) -> bool:
        try:
            return self.website("GET", "/ready").status == 200
        except OSError:
            return False


@dataclass(frozen=True)
class Chat:
    """One conversation on the website channel."""

    door: Door
    token: str

    def call(self, method: str, path: str, body: Any = None) -> Answer:
        return self.door.website(method, path, body, {"Authorization": f"Bearer {self.token}"})

    def post(self, **body: Any) -> Answer:
        """POST /messages with the fields given, and an id of its own when none is."""
        return self.call("POST", "/messages", {"id": uuid.uuid4().hex, **body})

    def say(self, text: str) -> dict[str, Any]:
        """The Reply to a text."""
        return only_reply(self.post(text=text))

    def choose(self, choice: str) -> dict[str, Any]:
        """The Reply to a choice by its id."""
        return only_reply(self.post(choice=choice))

    def history(self, after: int = 0) -> list[dict[str, Any]]:
        """The stored messages."""
        answer = self.call("GET", f"/messages?after={after}")
        assert answer.status == 200, answer.content
        messages: list[dict[str, Any]] = answer.json["messages"]
        return messages


def only_reply(answer: Answer) -> dict[str, Any]:
    """The one Reply of an answered message."""
    assert answer.status == 200, answer.content
    (reply,) = answer.json["replies"]
    assert reply["text"].strip()
    return dict(reply)
