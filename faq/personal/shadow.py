"""The form of a text in which patterns look for personal details, with the way back to the text itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Draw nothing, or stand for what is no character, and would hide a detail from a pattern: zero-width marks, bidirectional controls,
# soft hyphen, variation selectors, control characters, lone surrogates.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SAME: Final = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
        "\u2022": ".", "\u00b7": ".", "\u2024": ".",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A personal detail: from where to where it stands, and the mark that takes its place."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True)
class Shadow:
    """`text`: plain digits, hyphens, quotes and spaces, nothing invisible; `places`: where each character of it came from."""

    text: str
    places: tuple[int, ...]

    def back(self, found: Found) -> Found:
        """The same detail by its places in the text itself."""
        return Found(self.places[found.start], self.places[found.end - 1] + 1, found.mark)


def shadow_of(text: str) -> Shadow:
    """The shadow of a text."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in _plain(character):
            characters.append(plain)
            places.append(place)
    return Shadow("".join(characters), tuple(places))


def _plain(character: str) -> str:
    if " " <= character < "\x7f" or character in "\t\n\r":
        return character
    if _INVISIBLE.match(character):
        return ""
    if character.isspace():
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return unicodedata.normalize("NFKC", character.translate(_SAME)).translate(_SAME)
