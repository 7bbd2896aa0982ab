"""People who write all the time, send again under the same id what was not answered, and remember all that they were told."""

from __future__ import annotations

import http.client
import json
import random
import string
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

from tests.http.client import WEBSITE, Door

TURNS_EACH: Final = 5  # of a conversation
ANSWER_SECONDS: Final = 20  # a call that says nothing for so long is given up; ten are allowed
GIVE_UP_SECONDS: Final = 180  # on one message
AGAIN_SECONDS: Final = 0.5
QUESTIONS: Final = (
    "what is infant mental health", "how can courts help babies", "what are aces", "and home visitors?", "thank you",
    "what counters toxic stress", "hello", "where does that come from?",
)  # fmt: skip


@dataclass
class Said:
    """One message: its text has a word that no other has. `tries`: when each began and ended, and how, a status or an error."""

    token: str
    text: str
    tries: list[tuple[float, float, str]] = field(default_factory=list)
    answer: dict[str, Any] | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it was acknowledged as kept."""
        return self.answer is not None and self.answer.get("kept", True) is True


class People:
    """So many people at a door; together they say `turns` messages, and go on until they may end."""

    def __init__(self, door: Door, turns: int, people: int) -> None:
        self._door, self._turns, self._people = door, turns, people
        self.said: list[Said] = []
        self._mutex, self._left = threading.Lock(), turns
        self._stop, self._may_end = threading.Event(), threading.Event()

    def write(self) -> None:
        """Return when all is said, or `stop` was called."""
        with ThreadPoolExecutor(self._people) as pool:
            for done in [pool.submit(self._person, number) for number in range(self._people)]:
                done.result()

    def may_end(self) -> None:
        """End once enough is said."""
        self._may_end.set()

    def stop(self) -> None:
        """Say nothing more."""
        self._stop.set()

    def acknowledged(self) -> int:
        """How many messages have been acknowledged."""
        return sum(said.answer is not None for said in list(self.said))

    def _person(self, number: int) -> None:
        chance = random.Random(number)
        while self._take():
            token = self._session()
            for turn in range(TURNS_EACH):
                if token is None or (turn and not self._take()):
                    return
                word = "".join(chance.choices(string.ascii_lowercase, k=12))
                said = Said(token, f"{chance.choice(QUESTIONS)} {word}")
                self.said.append(said)
                self._say(said)

    def _take(self) -> bool:
        with self._mutex:
            self._left -= 1
            return (self._left >= 0 or not self._may_end.is_set()) and not self._stop.is_set()

    def _session(self) -> str | None:
        for _ in self._again():
            _, status, body = self._call("POST", "/session", None, "")
            if status == "201":
                return str(body["token"])
        return None

    def _say(self, said: Said) -> None:
        message = {"id": uuid.uuid4().hex, "text": said.text}
        for _ in self._again():
            began, status, body = self._call("POST", "/messages", message, said.token)
            said.tries.append((began, time.monotonic(), status))
            if status == "200":
                said.answer = body
                return

    def _again(self) -> Iterator[None]:
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < deadline and not self._stop.is_set():
            yield
            time.sleep(AGAIN_SECONDS)

    def _call(self, method: str, path: str, body: Any, token: str) -> tuple[float, str, dict[str, Any]]:
        """When it began, the status or the kind of error, and what came."""
        began, headers = time.monotonic(), {"Authorization": f"Bearer {token}"} if token else {}
        try:
            status, content = call(self._door, method, path, body, headers)
            return began, str(status), json.loads(content) if content else {}
        except (OSError, http.client.HTTPException, ValueError) as error:
            return began, type(error).__name__, {}


def call(door: Door, method: str, path: str, body: Any, headers: dict[str, str]) -> tuple[int, bytes]:
    """One call of the website channel, on a connection of its own."""
    connection = door._connection()
    connection.timeout = ANSWER_SECONDS
    try:
        connection.request(method, f"{WEBSITE}{path}", None if body is None else json.dumps(body).encode(), headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
