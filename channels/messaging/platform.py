"""What a messaging platform has to say for itself. Everything else is the same for all: channels/messaging/connector.py."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from sanic.request import Request
from sanic.response import HTTPResponse, empty

from channels.messaging.parts import Call, Event, Incoming, Outcome, Turn
from channels.wording import Wording
from faq.reply import Reply

FIRST_WAIT: Final = 0.5  # seconds before a call that failed is tried again; doubled each time


class Platform(ABC):
    """One platform. `title`: its name for people; `secrets`: the names of the settings without which it cannot be open."""

    title: ClassVar[str]
    secrets: ClassVar[tuple[str, ...]]
    base: str  # the address of its API, without a slash at the end

    @abstractmethod
    def verify(self, incoming: Incoming, now: float) -> None:
        """Raise RefusedError unless the platform itself sent this, lately. Called before anything is read; compares in constant time."""

    @abstractmethod
    def events(self, incoming: Incoming) -> list[Event]:
        """What people did, in order; without what is no person's doing. KeyError, TypeError and ValueError count as malformed."""

    @abstractmethod
    def render(self, reply: Reply, event: Event, wording: Wording) -> list[Call]:
        """The calls that show a Reply, in order, each within the platform's limits. Calls no network."""

    def meant(self, event: Event, last: Callable[[], Turn | None], wording: Wording) -> Event:
        """What is said to the bot for an event, for platforms that show less than all and are asked for the rest. Runs in a thread.

        `last` reads the last exchange of the conversation from the store.
        """
        return event

    def on_arrival(self, event: Event) -> list[Call]:
        """Calls made at once, while the answer is being looked up: a typing sign, the end of a button's waiting sign. One try each."""
        return []

    def handshake(self, request: Request) -> HTTPResponse | None:
        """The answer to a GET of the webhook, for platforms that try it when it is set up."""
        return None

    def challenge(self, incoming: Incoming) -> HTTPResponse | None:
        """The answer to a signed request that is no event but a question to the server, for platforms that ask one."""
        return None

    def acknowledgement(self) -> HTTPResponse:
        """What tells the platform that its events are taken."""
        return empty(status=200)

    def check(self) -> Call | None:
        """A call that shows whether the platform takes our secrets, or None when it has no such call."""
        return None

    def checked(self, answer: Mapping[str, Any]) -> None:
        """Keep what the platform said of us."""
        return

    def headers(self) -> Mapping[str, str]:
        """Headers of every call, such as the one with our token."""
        return {}

    def outcome(self, status: int, headers: Mapping[str, str], answer: Mapping[str, Any]) -> Outcome:
        """How a call went, by HTTP status, headers (names in lower case) and the JSON answer ({} when it was none)."""
        if 200 <= status < 300:
            return Outcome(True)
        if status == 429 or status >= 500:
            return Outcome(False, seconds(headers.get("retry-after")), f"HTTP {status}")
        return Outcome(False, None, f"HTTP {status}")


def seconds(text: Any) -> float:
    """The seconds that a platform asks to wait; FIRST_WAIT when it does not say."""
    try:
        return max(float(text), FIRST_WAIT)
    except (TypeError, ValueError):
        return FIRST_WAIT
