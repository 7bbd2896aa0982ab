"""A platform's API on loopback: it keeps the calls, enforces the published limits, and fails when told to."""

from __future__ import annotations

import json
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

HOST = "127.0.0.1"


class LimitError(Exception):
    """A call that the platform would refuse, and why."""


@dataclass(frozen=True)
class Button:
    """Something to tap: its words, and what the platform sends back when it is tapped."""

    title: str
    data: str


@dataclass(frozen=True)
class Shown:
    """One message as a person sees it: plain text, what can be tapped, where its links lead."""

    to: str
    text: str
    buttons: tuple[Button, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """One call that came in. `name`: the method or path; `status`: how it was answered, 0 when not at all."""

    name: str
    body: Mapping[str, Any]
    status: int
    at: float


@dataclass(frozen=True)
class Fault:
    """How the next message is failed: with a status and an answer, slowly, or without any answer (status 0)."""

    status: int
    answer: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0


class Fake(ABC):
    """One platform. A subclass says which calls there are, which of them show something, and what the limits are."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.shown: list[Shown] = []
        self.refused: list[str] = []  # why calls were refused, faults apart: a test that did not mean it fails
        self.faults: deque[Fault] = deque()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer((HOST, 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._server.server_address[1]}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def calls(self, name: str) -> list[Taken]:
        """The calls of one method that were taken well."""
        return [call for call in self.taken if call.name == name and call.status == 200]

    @abstractmethod
    def name_of(self, path: str, headers: Mapping[str, str]) -> str:
        """The name of the method at a path; LimitError when there is none, or when the token is wrong."""

    @abstractmethod
    def shows(self, name: str) -> bool:
        """Whether a call of that name shows something to the person: these are the calls that faults hit."""

    @abstractmethod
    def take(self, name: str, body: dict[str, Any]) -> tuple[dict[str, Any], Shown | None]:
        """The answer to a call within the limits, and what the person sees; LimitError otherwise."""

    def refusal(self, reason: str) -> tuple[int, dict[str, Any]]:
        """How the platform answers a call that it does not take."""
        return 400, {"error": reason}

    def respond(self, path: str, headers: Mapping[str, str], content: bytes) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of the answer to a call."""
        body, name, shown = _read(content, headers), path, None
        with self._lock:
            try:
                name = self.name_of(path, headers)
                fault = self.faults.popleft() if self.faults and self.shows(name) else None
                if fault:
                    status, answer, more = fault.status, dict(fault.answer), dict(fault.headers)
                else:
                    (answer, shown), status, more = self.take(name, body), 200, {}
            except LimitError as error:
                fault, more = None, {}
                status, answer = self.refusal(str(error))
                self.refused.append(f"{name}: {error}")
            self.taken.append(Taken(name, body, status, time.monotonic()))
            if shown:
                self.shown.append(shown)
        if fault:
            time.sleep(fault.seconds)
        return status, more, json.dumps(answer).encode()


def needs(condition: object, reason: str) -> None:
    """LimitError with the reason unless the condition holds."""
    if not condition:
        raise LimitError(reason)


def only_fields(body: Mapping[str, Any], required: set[str], optional: set[str]) -> None:
    """LimitError when a field is missing or not known."""
    needs(required <= set(body), f"missing: {sorted(required - set(body))}")
    needs(set(body) <= required | optional, f"unknown: {sorted(set(body) - required - optional)}")


def _read(content: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(content.decode(), keep_blank_values=True))
    return dict(json.loads(content or b"{}"))


def _handler_of(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, answer = fake.respond(self.path, headers, content)
            if status == 0:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **more, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    return Handler
