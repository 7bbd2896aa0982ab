"""What the inputs meet: a running bot, somebody whose words nobody else may see, and tokens that are not theirs."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import jwt

from tests.http.client import Chat, Door
from tests.http.product import until
from tests.http.test_tokens import FORGED, claims_of
from tests.platforms.driver import Delivery, Driver
from tests.platforms.talking import PATIENCE, Person

VICTIM: Final = "somebody else"
WORDS: Final = "What counters toxic stress? I am called the"


@dataclass(frozen=True)
class Victim:
    """Somebody who said something before. `mark`: a word of theirs that nobody else may be shown."""

    chat: Chat
    mark: bytes
    history: str

    @classmethod
    def made(cls, door: Door, drivers: Mapping[str, Driver], through: Door) -> Victim:
        """Say something on the website of `door`, and on every platform of `through`."""
        mark = f"zanzibarquill{uuid.uuid4().hex[:12]}"
        chat = door.session()
        chat.say(f"{WORDS} {mark}")
        for driver in drivers.values():
            person = Person(driver, through, VICTIM)
            person.hears(driver.text(VICTIM, f"{WORDS} {mark}"))
        return cls(chat, mark.encode(), json.dumps(chat.history()))

    @property
    def conversation(self) -> str:
        """The id, as whoever saw the token would know it."""
        return str(claims_of(self.chat)["sub"])

    def is_unchanged(self) -> bool:
        """Whether the conversation is as it was."""
        return json.dumps(self.chat.history()) == self.history


def forged_tokens(chat: Chat) -> list[str]:
    """Tokens of a conversation that were not made for whoever sends them."""
    claims = claims_of(chat)
    made = [forge(claims) for forge in FORGED.values()]
    header, payload, signature = chat.token.split(".")
    made += [
        f"{header}.{payload}.",
        f"{header}.{payload}",
        f".{payload}.{signature}",
        f"{header}..{signature}",
        chat.token[:-1],
    ]
    made += [chat.token.swapcase(), chat.token + "x", f"{payload}.{header}.{signature}", "null", "undefined", "[]"]
    for change in (
        {"sub": "web-other"},
        {"aud": [chat.token]},
        {"exp": "9" * 20},
        {"exp": 1e400},
        {"exp": None},
        {"sub": 5},
    ):
        swapped = jwt.encode(
            {**claims, **change}, "an attacker's own secret, as long as it has to be", algorithm="HS256"
        )
        made.append(f"{header}.{swapped.split('.')[1]}.{signature}")
        made.append(swapped)
    return made


def forged_deliveries(driver: Driver, words: str) -> list[Delivery]:
    """Webhooks that the platform did not send, or sent long ago."""
    stale = driver.stale(VICTIM, words)
    return [*driver.forged(VICTIM, words), *([stale] if stale else [])]


def replayed(driver: Driver, through: Door, times: int) -> int:
    """How often one event, delivered again and again, was answered beyond the first time."""
    person = Person(driver, through, f"replayed {uuid.uuid4().hex}")
    delivery = driver.text(person.name, "hello")
    person.hears(delivery)
    first = len(person.seen())
    for _ in range(times):
        person.send(delivery)
    person.hears(driver.text(person.name, "hello"))  # comes after all that was acknowledged before
    return len(person.seen()) - 2 * first


def settled(drivers: Mapping[str, Driver]) -> None:
    """Wait until the platforms are told nothing more."""

    def calls() -> int:
        return sum(len(driver.fake.taken) for driver in drivers.values())

    def quiet() -> bool:
        before = calls()
        time.sleep(1)
        return calls() == before

    until(quiet, 10 * PATIENCE, lambda: "the bot does not stop answering")


def shown_to_others(drivers: Mapping[str, Driver], mark: bytes) -> int:
    """How many messages with the mark the platforms showed to anybody but the victim."""
    return sum(
        mark.decode() in shown.text and shown.to != driver.address(VICTIM)
        for driver in drivers.values()
        for shown in list(driver.fake.shown)
    )
