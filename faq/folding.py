"""Folding: one plain form for text that people write in many ways."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Characters that draw nothing but split words: zero-width marks, bidirectional controls, soft hyphen, BOM.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_QUOTES: Final = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u2026": "...",
    }
)  # fmt: skip
_LEET: Final = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_LEET_WORD: Final = re.compile(r"(?<![\w@$!])(?=[\w@$!]*[a-z])(?=[\w@$!]*[013457@$!])[\w@$!]+(?<![!])(?![\w@$])")
_STRETCHED: Final = re.compile(r"(\w)\1{2,}")
_SPACES: Final = re.compile(r"\s+")


def clean(text: str) -> str:
    """Text with everything removed that can break a store or a log, and nothing else changed.

    Lone surrogates become U+FFFD; control characters other than tab and line ends are dropped.
    """
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", text))


def fold(text: str) -> str:
    """The plain lower-case form in which patterns and vocabularies see text.

    Compatibility forms (NFKC) are unified, curly quotes and dashes straightened, invisible characters
    dropped, accents kept, white space made single.
    """
    unified = unicodedata.normalize("NFKC", _INVISIBLE.sub("", clean(text)).translate(_QUOTES))
    return _SPACES.sub(" ", unified.translate(_QUOTES).lower()).strip()


def unmask(folded: str) -> str:
    """Folded text with disguises undone: "su1c1de" -> "suicide", "heeelp" -> "help", accents dropped.

    Numbers that stand alone stay numbers.
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    letters = _LEET_WORD.sub(lambda m: m.group().translate(_LEET), bare)
    return _STRETCHED.sub(r"\1", letters)


def words_key(text: str) -> str:
    """Key under which two spellings of the same title or question are equal: letters and digits only."""
    return " ".join(re.findall(r"[^\W_]+", fold(text).replace("'", "")))
