"""Exchanges as stored: one message of a person with the replies to it, as little of it as is counted and reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from faq.conversation import MEMORY

RECEIVED: Final = "received"  # key in a user message's metadata: when it came in, in seconds since 1970
CRISIS: Final = "crisis"
UNAVAILABLE: Final = "unavailable"  # category of the reply that is given when something behind the bot failed


class Message(NamedTuple):
    """One stored message: its number in the conversation, "user" or "bot", when, and its data in Rasa's JSON form."""

    seq: int
    type_name: str
    timestamp: float
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Exchanged:
    """One message and its replies.

    `seq`, `replies`: their numbers in the conversation. `at`: seconds since 1970. `is_first`: whether the
    conversation began with it. `kind`, `category`, `facts`: of the reply; `kind` is "" when there was none.
    `seconds`: from the message to the last reply, None when there was none. `tells_danger`: it told of danger, or
    came soon after. `crisis`: the classifier's probability that it did. `nearest`: the likeliest facts with
    probability, best first. `nearness`: cosine to the nearest training question.
    """

    conversation: str
    seq: int
    replies: tuple[int, ...]
    at: float
    is_first: bool
    channel: str
    text: str
    was_tapped: bool
    kind: str
    category: str
    facts: tuple[str, ...]
    seconds: float | None
    tells_danger: bool
    crisis: float
    nearest: tuple[tuple[str, float], ...]
    nearness: float


def exchanges(conversation: str, messages: Iterable[Message]) -> Iterator[Exchanged]:
    """The exchanges of one conversation from its messages, oldest first; what the bot said unasked is passed over."""
    said: Message | None = None
    replies: list[Message] = []
    before = first = 0  # messages of the bot before the person's first, and that one's number
    for message in messages:
        if message.type_name == "user":
            if said is not None:
                yield _exchanged(conversation, said, replies, said.seq == first)
            elif message.seq == before + 1:
                first = message.seq
            said, replies = message, []
        elif said is not None:
            replies.append(message)
        else:
            before += 1
    if said is not None:
        yield _exchanged(conversation, said, replies, said.seq == first)


def _exchanged(conversation: str, said: Message, replies: list[Message], is_first: bool) -> Exchanged:
    metadata, parsed = _mapping(said.data.get("metadata")), _mapping(said.data.get("parse_data"))
    understanding = _mapping(parsed.get("understanding"))
    whole = _mapping(understanding.get("whole"))
    kind, category, facts = _gravest([_reply(reply) for reply in replies])
    began = float(metadata.get(RECEIVED) or said.timestamp)
    ended = replies[-1].timestamp if replies else None
    remembered = (_mapping(_mapping(reply.data.get("metadata")).get(MEMORY)) for reply in replies)
    return Exchanged(
        conversation=conversation,
        seq=said.seq,
        replies=tuple(reply.seq for reply in replies),
        at=said.timestamp,
        is_first=is_first,
        channel=str(said.data.get("input_channel") or ""),
        text=str(said.data.get("text") or ""),
        was_tapped=bool(metadata.get("choice")),
        kind=kind,
        category=category,
        facts=facts,
        seconds=None if ended is None else max(0.0, ended - began),
        tells_danger=kind == CRISIS or bool(understanding.get("danger")) or any(r.get("danger") for r in remembered),
        crisis=float(_mapping(whole.get("mass")).get(CRISIS, 0.0)),
        nearest=tuple((str(intent).removeprefix("ask_"), float(share)) for intent, share in whole.get("facts") or ()),
        nearness=float(whole.get("nearness") or 0.0),
    )


def _reply(stored: Message) -> tuple[str, str, tuple[str, ...]]:
    """Kind, category and facts of a reply; the shell's has no Reply, and tells by the memory that rides on it."""
    custom = _mapping(_mapping(stored.data.get("data")).get("custom"))
    memory = _mapping(_mapping(stored.data.get("metadata")).get(MEMORY))
    kind = str(custom.get("kind") or memory.get("kind") or "")
    category = str(memory.get("category") or "")
    if kind == "out_of_scope" and not category:
        category = UNAVAILABLE
    return (
        kind,
        category,
        tuple(map(str, custom.get("facts") or (memory.get("facts") if kind == "answer" else ()) or ())),
    )


def _gravest(replies: list[tuple[str, str, tuple[str, ...]]]) -> tuple[str, str, tuple[str, ...]]:
    return next((reply for reply in replies if reply[0] == CRISIS), replies[0] if replies else ("", "", ()))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
