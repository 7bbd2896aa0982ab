"""What the shared tests need to know of a channel: how a person's doing reaches us, and what the person then sees."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from channels.messaging.connector import Connector
from tests.platforms.fake import Fake, Shown


@dataclass(frozen=True)
class Delivery:
    """A webhook's request: headers and body, signed."""

    headers: Mapping[str, str]
    body: bytes

    def without(self, *headers: str) -> Delivery:
        """The same without some headers."""
        return replace(self, headers={k: v for k, v in self.headers.items() if k.lower() not in headers})


class Driver(ABC):
    """One channel. A `person` is any name; the driver makes the platform's id of it. What a platform does not have is None or []."""

    connector: ClassVar[type[Connector]]
    taps: ClassVar[bool] = True  # whether choices are tapped; else they are numbered, and numbers are typed
    fake: Fake

    @property
    def channel(self) -> str:
        return self.connector.name()

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """The settings that open the channel on the fake platform."""

    def webhook_url(self) -> str:
        """The address of the webhook as the platform knows it, for platforms that sign it."""
        return f"https://bot.example.org/webhooks/{self.channel}/webhook"

    # ---- What a person does, as the platform delivers it; each call is a new event ----

    @abstractmethod
    def text(self, person: str, words: str) -> Delivery: ...

    def tap(self, person: str, data: str) -> Delivery:
        """A button tapped, by what the platform sends back for it."""
        raise NotImplementedError

    def start(self, person: str) -> Delivery | None:
        """The conversation opened without a word."""
        return None

    @abstractmethod
    def media(self, person: str) -> list[Delivery]:
        """Pictures, voice, places, stickers … without words."""

    def captioned(self, person: str, words: str) -> Delivery | None:
        """A picture with words."""
        return None

    def edited(self, person: str, words: str) -> Delivery | None:
        """An earlier message changed into these words."""
        return None

    def in_group(self, person: str, words: str, addressed: bool) -> Delivery | None:
        """Said among others, to the bot or not. What the bot says there is `seen` by "the group"."""
        return None

    @abstractmethod
    def no_persons(self) -> list[Delivery]:
        """Events that are no person's doing: by bots, by the bot itself, receipts, service messages."""

    def batch(self, said: Mapping[str, str]) -> Delivery | None:
        """What several people (by name) said, in one request."""
        return None

    # ---- What did not come from the platform, or not like this ----

    @abstractmethod
    def forged(self, person: str, words: str) -> list[Delivery]:
        """Unsigned, wrongly signed, signed for other words, signed with nothing …"""

    def stale(self, person: str, words: str) -> Delivery | None:
        """Rightly signed, long ago."""
        return None

    @abstractmethod
    def malformed(self) -> list[Delivery]:
        """Rightly signed, and no event at all."""

    # ---- What the person sees ----

    def seen(self, person: str) -> list[Shown]:
        """The messages to a person, in order."""
        return [shown for shown in list(self.fake.shown) if shown.to == self.address(person)]

    @abstractmethod
    def address(self, person: str) -> str:
        """`Shown.to` of a person."""

    @abstractmethod
    def too_many(self, seconds: int) -> Mapping[str, object]:
        """Arguments of the Fault with which the platform says 429 and how long to wait."""
