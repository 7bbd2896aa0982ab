"""Lengths as platforms count them, and text cut at sentences so that each piece fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

Measure = Callable[[str], int]
_SENTENCES: Final = re.compile(r"(?<=[.!?…:;][\"”’)])\s+|(?<=[.!?…:;])\s+|\n+")


def characters(text: str) -> int:
    """Unicode code points."""
    return len(text)


def utf16_units(text: str) -> int:
    """UTF-16 code units, as JavaScript and Telegram count: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_bytes(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def cut(text: str, most: int, measure: Measure = characters) -> list[str]:
    """The text in pieces of at most `most`, cut behind sentences, else between words, else anywhere; no word is lost."""
    if measure(text) <= most:
        return [text]
    pieces = joined(_SENTENCES.split(text), " ", most, measure)
    return [part for piece in pieces for part in _by_words(piece, most, measure)]


def joined(parts: Iterable[str], between: str, most: int, measure: Measure) -> list[str]:
    """Parts put together, in order, into as few texts as `most` allows; a part that is too long by itself stays alone."""
    found: list[str] = []
    for part in parts:
        longer = f"{found[-1]}{between}{part}" if found else ""
        if found and measure(longer) <= most:
            found[-1] = longer
        else:
            found.append(part)
    return found


def shortened(text: str, most: int, measure: Measure = characters) -> str:
    """The text, or its beginning with "…" where a label has to be short."""
    if measure(text) <= most:
        return text
    while text and measure(f"{text}…") > most:
        text = text[:-1].rstrip()
    return f"{text}…"


def _by_words(text: str, most: int, measure: Measure) -> list[str]:
    if measure(text) <= most:
        return [text]
    pieces = joined(text.split(), " ", most, measure)
    return [part for piece in pieces for part in _by_characters(piece, most, measure)]


def _by_characters(text: str, most: int, measure: Measure) -> list[str]:
    found = [""]
    for character in text:
        if measure(found[-1] + character) > most:
            found.append("")
        found[-1] += character
    return found
