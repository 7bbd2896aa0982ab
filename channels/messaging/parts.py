"""What goes through a messaging channel: a webhook's request, the events in it, and the calls that answer them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from faq.reply import Reply


class Sent(enum.Enum):
    """What a person sent."""

    TEXT = "text"
    CHOICE = "choice"
    START = "start"  # opened the conversation without saying anything
    MEDIA = "media"  # a picture, a voice message, a place … without words
    EMPTY = "empty"
    EDITED = "edited"  # changed the words of an earlier message


class RefusedError(Exception):
    """A webhook that is not the platform's own; the reason is for the log alone."""


@dataclass(frozen=True)
class Incoming:
    """A webhook's request as it came. Names of `headers` are in lower case; `url` is the address as the server saw it."""

    headers: Mapping[str, str]
    body: bytes
    url: str = ""


@dataclass(frozen=True)
class Event:
    """One thing that a person did.

    `id`: the platform's own, the same when it sends the event again. `person`: who, and where when that makes it another
    conversation; hashed before anything keeps it. `address`: what `Platform.render` needs to answer. `text`: the words, for TEXT and
    EDITED, and for CHOICE where the person typed some. `choice`: the opaque id, for CHOICE.
    """

    id: str
    person: str
    address: Mapping[str, Any]
    sent: Sent
    text: str = ""
    choice: str = ""


@dataclass(frozen=True)
class Turn:
    """The last exchange of a conversation: the choice that was taken, "" when it was asked in words alone, and the Reply."""

    choice: str
    reply: Reply


@dataclass(frozen=True)
class Call:
    """One call of a platform's API: the path behind its base address, and the body, as JSON or as a form; a GET sends no body."""

    path: str
    body: Mapping[str, Any]
    form: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"


@dataclass(frozen=True)
class Outcome:
    """How the platform took a call. `again_after`: seconds after which to try again, None when it would not help."""

    good: bool
    again_after: float | None = None
    reason: str = ""
