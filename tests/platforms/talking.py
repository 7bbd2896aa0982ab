"""A person on a channel: says something by a webhook, sees what the platform shows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from tests.http.client import Door
from tests.http.product import until
from tests.platforms.driver import Delivery, Driver
from tests.platforms.fake import Button, Shown
from tests.platforms.in_process import InProcess

PATIENCE = 60  # seconds


@dataclass
class Person:
    """Somebody on a channel, by any name."""

    driver: Driver
    door: Door
    name: str
    is_done: Callable[[], bool] = lambda: True  # whether nothing more will come; the product cannot tell

    def send(self, delivery: Delivery) -> int:
        """Deliver a webhook; the status of its answer."""
        path = f"/webhooks/{self.driver.channel}/webhook"
        return self.door.call("POST", path, delivery.body, delivery.headers).status

    def hears(self, delivery: Delivery, holding: str = "") -> list[Shown]:
        """Deliver, and wait for an answer that holds some words: all messages that came since."""
        before = len(self.seen())
        assert self.send(delivery) == 200

        def is_heard() -> bool:
            new = self.seen()[before:]
            return bool(new) and holding in words(new) and self.is_done()

        until(is_heard, PATIENCE, self._explain)
        return self.seen()[before:]

    def say(self, text: str, holding: str = "") -> list[Shown]:
        return self.hears(self.driver.text(self.name, text), holding)

    def choose(self, place: int) -> list[Shown]:
        """Take a choice of the last message, by its place from 1: with a tap, or by typing its number."""
        if not self.driver.taps:
            return self.say(str(place))
        until(self.buttons, PATIENCE, self._explain)  # they come with the last message of an answer
        return self.hears(self.driver.tap(self.name, self.buttons()[place - 1].data))

    def buttons(self) -> tuple[Button, ...]:
        return self.seen()[-1].buttons

    def seen(self) -> list[Shown]:
        return self.driver.seen(self.name)

    def _explain(self) -> str:
        fake = self.driver.fake
        return f"{self.name} saw nothing new; calls {fake.taken[-5:]}, refused {fake.refused}"


@dataclass(frozen=True)
class Channel:
    """One channel of the server in this process."""

    driver: Driver
    bot: InProcess

    def person(self, name: str = "") -> Person:
        """Somebody new, or somebody by name."""
        return Person(self.driver, self.bot.door, name or uuid.uuid4().hex, self.is_done)

    def is_done(self) -> bool:
        return self.bot.is_idle(self.driver.channel)


def words(shown: list[Shown]) -> str:
    """Everything in some messages, as one line, so that cuts between messages and lines do not matter."""
    return " ".join(" ".join(message.text for message in shown).split())
