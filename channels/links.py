"""Links in what the bot says: addresses and numbers in running text, and the ways to reach a help line.

The same rules as in widget/widget-draw.js, for pages that are drawn on the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_SAFE: Final = re.compile(r"(?:https?://|tel:|sms:)", re.IGNORECASE)  # anything else is not made a link
_IN_TEXT: Final = re.compile(r'https?://[^\s<>"]+|\bwww\.[^\s<>"]+|\b1-\d{3}-\d{3}-\d{4}\b|\b(?:911|988)\b')
_NUMBER: Final = re.compile(r"\d[\d\s().-]*\d")  # "1-833-852-6262", "(717) 216-0905", "988"
_WORD_TO_SEND: Final = re.compile(r"\b([A-Z]{2,12})\b\W+(?:to|al?)\W+\d")  # "HOME to 741741"
_ENDS_OF_SENTENCES: Final = ".,;:!?)]’”'"


@dataclass(frozen=True)
class Piece:
    """Words, and where they lead; `href` is empty when they lead nowhere."""

    text: str
    href: str = ""


def safe(address: str) -> str:
    """The address when it may be made a link, else ""."""
    return address if _SAFE.match(address) else ""


def prose(text: str) -> list[Piece]:
    """A text in pieces, its addresses and help line numbers with where they lead."""
    pieces, end = [], 0
    for match in _IN_TEXT.finditer(text):
        found = match[0].rstrip(_ENDS_OF_SENTENCES)
        pieces += [Piece(text[end : match.start()]), Piece(found, _address(found))]
        end = match.start() + len(found)
    return [piece for piece in (*pieces, Piece(text[end:])) if piece.text]


def line_label(text: str) -> tuple[str, str]:
    """Label and note of how to text a line: "Text 988 (Spanish: text AYUDA)" is "Text 988", and a note."""
    label, _, note = text.partition("(")
    return label.strip(), note.strip().removesuffix(")")


def ways(line: Mapping[str, Any]) -> Iterator[Piece]:
    """The ways to reach a help line's block, first to call, then to text; as words when no number can be read in them."""
    call, text = str(line.get("call") or ""), line_label(str(line.get("text") or ""))[0]
    if call:
        yield _way(f"Call {call}", "tel", call)
    if text:
        yield _way(text if text.lower().startswith("text") else f"Text {text}", "sms", text)


def _way(label: str, scheme: str, shown: str) -> Piece:
    number = _dialled(shown)
    word = _WORD_TO_SEND.search(shown) if scheme == "sms" else None
    return Piece(label, f"{scheme}:{number}{f'?&body={word[1]}' if word else ''}" if number else "")


def _address(found: str) -> str:
    if found[0].isdigit():
        return f"tel:{_dialled(found)}"
    return re.sub(r"^www\.", "http://www.", found)  # not every site has https; those that do lead on to it


def _dialled(shown: str) -> str:
    """The number as a phone dials it, or ""."""
    match = _NUMBER.search(shown)
    return re.sub(r"^1?(\d{10})$", r"+1\1", re.sub(r"\D", "", match[0])) if match else ""
