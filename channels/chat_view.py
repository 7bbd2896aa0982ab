"""A conversation as the page without JavaScript draws it: what its template (widget/chat.html) is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from channels.history import reply_of
from channels.links import line_label, prose, safe, ways
from channels.wording import Wording
from faq import composing
from stores.conversations import StoredEvent
from stores.tracker import COMMAND_GUARD

TURNS: Final = 10  # a question and its replies; more than this is a long way to scroll
_PHRASES: Final = (
    "ui_title ui_placeholder ui_send ui_leave ui_erase ui_erase_confirm ui_transcript ui_earlier ui_still_there ui_keep_page "
    "privacy_line feedback_question feedback_yes feedback_no feedback_thanks feedback_more feedback_comment source_lead "
    "related_lead from_user from_bot"
).split()


@dataclass(frozen=True)
class Notice:
    """What happened besides an answer. `emergency`: whether somebody may have been turned away who needs help now."""

    text: str
    emergency: bool = False


@dataclass(frozen=True)
class Shown:
    """One drawing of the page.

    `heading`: what happened, for the window's title; `opening`: said above the conversation, `notice` below it;
    `rated`: the seq of a reply and whether it helped; `draft`: what stands in the box.
    """

    token: str
    message_id: str
    turns: int = TURNS
    messages: Sequence[StoredEvent] = ()
    greeting: bool = False
    heading: str = ""
    opening: str = ""
    notice: Notice | None = None
    rated: tuple[int, bool] | None = None
    draft: str = ""


def values(wording: Wording, shown: Shown) -> dict[str, Any]:
    """Everything the template names."""
    turns = _turns(shown.messages)
    kept = turns[-shown.turns :]
    entries = [_entry(message) for turn in kept for message in turn]
    if shown.greeting:
        entries = [{"from": "bot", "seq": 0, **_drawn(wording.greeting())}]
    questions = [i for i, entry in enumerate(entries) if entry["from"] == "user"]
    return {
        "shown": shown,
        "words": {name: wording.phrase(name) for name in _PHRASES},
        "entries": entries,
        "newest": questions[-1] if questions and shown.notice is None and not shown.opening else None,
        "last": len(entries) - 1,
        "earlier": len(turns) - len(kept),
        "emergency_lead": wording.phrase("emergency_lead"),
        "emergency": _lines(composing.helpline(line).as_dict() for line in wording.knowledge.lines_for("emergency")),
    }


def _turns(messages: Sequence[StoredEvent]) -> list[list[StoredEvent]]:
    """The messages in turns, each begun by a question."""
    turns: list[list[StoredEvent]] = []
    for message in messages:
        if message.type_name == "user" or not turns:
            turns.append([])
        turns[-1].append(message)
    return turns


def _entry(message: StoredEvent) -> dict[str, Any]:
    if message.type_name == "user":
        return {"from": "user", "text": str(message.data.get("text") or "").removeprefix(COMMAND_GUARD)}
    return {"from": "bot", "seq": message.seq, **_drawn(reply_of(message))}


def _drawn(reply: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": reply["kind"],
        "blocks": _blocks(reply),
        "sources": [
            {**source, "url": safe(str(source.get("url") or "")), "title": source.get("title") or source.get("url")}
            for source in reply.get("sources") or ()
        ],
        "choices": reply.get("choices") or (),
    }


def _blocks(reply: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blocks with links found in them, help lines that follow each other as one list."""
    drawn: list[dict[str, Any]] = []
    for block in reply.get("blocks") or ():
        if block["type"] == "helpline":
            if not drawn or drawn[-1]["type"] != "helplines":
                drawn.append({"type": "helplines", "lines": []})
            drawn[-1]["lines"] += _lines([block])
        elif block["type"] == "list":
            drawn.append({"type": "list", "items": [prose(str(item)) for item in block["items"]]})
        elif block["type"] == "quote":
            drawn.append(block)
        else:
            drawn.append({"type": "paragraph", "pieces": prose(str(block.get("text") or ""))})
    return drawn or [{"type": "paragraph", "pieces": prose(line)} for line in str(reply["text"]).split("\n")]


def _lines(blocks: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": block.get("name") or "",
            "about": " · ".join(filter(None, (block.get("hours"), line_label(str(block.get("text") or ""))[1]))),
            "ways": list(ways(block)),
        }
        for block in blocks
    ]
