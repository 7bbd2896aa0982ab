"""Messages that no question can be read from: keyboard mash, emoji alone, another language, attempts to steer the bot."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from faq.folding import fold

_WORD: Final = re.compile(r"[^\W\d_]+")
_VOWELS: Final = re.compile(r"[aeiouy\u00e0-\u00ff]")
_ROWS: Final = re.compile(r"[qwrt]{4,}|[sdfghjkl]{5,}|[zxcvbnm]{5,}|asdf|qwert|hjkl|zxcv")
_STEERING: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompts?|rules?|guidelines|programming|training|told)\b"
    r"|\b(?:system|developer|hidden|initial) prompt\b|\bjailbreak|\bdan mode\b|\bdo anything now\b|\bdeveloper mode\b"
    r"|\b(?:pretend|act|roleplay|role-play|behave)\b.{0,20}\b(?:as|like|you are|to be|you're)\b.{0,60}"
    r"\b(?:doctor|therapist|lawyer|chatgpt|ai|pirate|girlfriend|psychologist|person|unrestricted|no rules|human|judge)\b"
    r"|\byou are now\b|\bfrom now on you\b|<\s*/?\s*(?:script|system|img|iframe)\b|\bdrop table\b|\bselect \* from\b"
)
_SPANISH: Final = frozenset(
    _WORD.findall(
        "que qué como cómo por para los las del una uno mi mis tu su es está estoy tengo hijo hija bebé bebe niño niña ayuda "
        "ayudar puedo puede hola gracias dónde donde cuándo quién porque pero muy con sin salud familia familias mamá papá"
    )
)
_SPANISH_LEAST: Final = 3  # words: "mi", "es", "con" alone stand in English messages too


def unreadable(text: str) -> str:
    """Why a text cannot be read as an English question: "mash", "symbols", "language", "steering", or "" when it can."""
    folded = fold(text)
    if _STEERING.search(folded):
        return "steering"
    words = _WORD.findall(folded)
    if not words:
        return "symbols" if not re.search(r"\d", folded) else ""
    if _foreign(words):
        return "language"
    return "mash" if all(_is_mash(w) for w in words) else ""


def is_spanish(text: str) -> bool:
    """Whether a text is most likely Spanish, by its commonest words."""
    words = _WORD.findall(fold(text))
    known = sum(w in _SPANISH for w in words)
    return bool(words) and known >= min(_SPANISH_LEAST, len(words)) and known * 5 >= len(words)


def _foreign(words: list[str]) -> bool:
    letters = "".join(words)
    latin = sum(1 for c in letters if "LATIN" in unicodedata.name(c, ""))
    return latin < len(letters) / 2 or is_spanish(" ".join(words))


def _is_mash(word: str) -> bool:
    if len(word) <= 3:
        return False
    return bool(_ROWS.search(word)) or not _VOWELS.search(word) or len(set(word)) <= 2
