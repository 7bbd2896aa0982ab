"""Reply: what the bot says, as data that every door can render (contract, section 4)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any


class Kind(str, enum.Enum):
    """The six kinds of reply."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    OUT_OF_SCOPE = "out_of_scope"
    ADVICE = "advice"
    CRISIS = "crisis"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True)
class Paragraph:
    """One or more sentences."""

    text: str

    def as_dict(self) -> dict[str, Any]:
        """The block as JSON-ready data."""
        return {"type": "paragraph", "text": self.text}

    def as_text(self) -> str:
        """The block as plain text, without blank lines."""
        return self.text


@dataclass(frozen=True)
class ItemList:
    """Items that stand side by side."""

    items: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The block as JSON-ready data."""
        return {"type": "list", "items": list(self.items)}

    def as_text(self) -> str:
        """The block as plain text, one item a line."""
        return "\n".join(f"- {item}" for item in self.items)


@dataclass(frozen=True)
class Quote:
    """Somebody else's words, verbatim, with who said them."""

    text: str
    attribution: str

    def as_dict(self) -> dict[str, Any]:
        """The block as JSON-ready data."""
        return {"type": "quote", "text": self.text, "attribution": self.attribution}

    def as_text(self) -> str:
        """The block as plain text in quotation marks."""
        return f"\u201c{self.text}\u201d ({self.attribution})"


@dataclass(frozen=True)
class HelplineBlock:
    """One help line: its name, the number to call, how to text, and its hours; what it lacks is empty."""

    name: str
    call: str
    text: str
    hours: str

    def as_dict(self) -> dict[str, Any]:
        """The block as JSON-ready data."""
        return {"type": "helpline", "name": self.name, "call": self.call, "text": self.text, "hours": self.hours}

    def as_text(self) -> str:
        """The block as one line of plain text."""
        ways = [f"call {self.call}" if self.call else "", self.text[:1].lower() + self.text[1:] if self.text else ""]
        hours = f" ({self.hours})" if self.hours else ""
        return f"{self.name}: {' or '.join(w for w in ways if w)}{hours}"


Block = Paragraph | ItemList | Quote | HelplineBlock


@dataclass(frozen=True)
class SourceNote:
    """Where an answer comes from: a source's id and title, the section in words, and where to find it."""

    id: str
    title: str
    section: str
    url: str

    def as_dict(self) -> dict[str, Any]:
        """The note as JSON-ready data."""
        return {"id": self.id, "title": self.title, "section": self.section, "url": self.url}


@dataclass(frozen=True)
class Choice:
    """Something to tap: an opaque id, and the words that stand on it and that may be typed instead."""

    id: str
    title: str

    def as_dict(self) -> dict[str, Any]:
        """The choice as JSON-ready data."""
        return {"id": self.id, "title": self.title}


@dataclass(frozen=True)
class Reply:
    """One whole reply. `facts` are ids of facts.md in the order given.

    `category` names the danger, advice or out-of-scope sort for the stored record; doors do not show it.
    `short` is a form of at most 320 characters for text messages, empty where there is none.
    """

    kind: Kind
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]
    sources: tuple[SourceNote, ...] = ()
    choices: tuple[Choice, ...] = ()
    category: str = ""
    short: str = ""

    def as_dict(self, text: str) -> dict[str, Any]:
        """The Reply of the contract, JSON-ready; `text` is the whole of it as plain text (faq/rendering/plain_text.py)."""
        return {
            "kind": self.kind.value,
            "facts": list(self.facts),
            "text": text,
            "blocks": [block.as_dict() for block in self.blocks],
            "sources": [source.as_dict() for source in self.sources],
            "choices": [choice.as_dict() for choice in self.choices],
        }
