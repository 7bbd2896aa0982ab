"""Phone numbers, card numbers and social security numbers, in digits or spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from faq.personal.kept import Kept, digits_of
from faq.personal.shadow import Found

PHONE: Final = "[phone number]"
CARD: Final = "[card number]"
SOCIAL: Final = "[social security number]"

_GAP: Final = r"[ \t.\-/]{0,3}"
# Numbers that nobody lives at: who dials one pays nothing, so they belong to help lines and offices.
_TOLL_FREE: Final = ("800", "833", "844", "855", "866", "877", "888")
_NATIONAL: Final = re.compile(
    rf"(?<![\w$#])(?:\+?1{_GAP})?(?:\([2-9]\d\d\)|[2-9]\d\d){_GAP}[2-9]\d\d{_GAP}\d{{4}}(?: ?(?:x|ext\.?|extension) ?\d{{1,6}})?(?![\w$%])",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(r"(?<![\w$#/.,-])[2-9]\d\d[-.]\d{4}(?![\w$%/-])")
_ABROAD: Final = re.compile(r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}(?:[ .\-]?\(?\d{1,5}\)?){2,6}(?!\w)")
_LEADS: Final = re.compile(
    r"\b(?:phone|cell|mobile|number|call(?: me)?|text(?: me)?|reach (?:me|him|her|us)|whats ?app|fax|landline|tel|telephone|"
    r"tel[ée]fono|celular|m[óo]vil|n[úu]mero|ll[áa]m(?:e|a|en)(?:me|nos)?|m[áa]rque(?:me|nme)?|m[áa]rcame)\b[^\d\n.!?;]{0,24}",
    re.IGNORECASE,
)
_LED: Final = re.compile(r"\(?\d(?:[ .()\-]{0,3}\d){6,14}(?![\w%])")
_DIGIT_WORDS: Final = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
)
_SPELLED: Final = re.compile(
    rf"\b(?:(?:{_DIGIT_WORDS})(?:[ ,.\-]{{1,3}}|\b)){{7,16}}(?:(?<=[ ,.\-])(?:{_DIGIT_WORDS}))?\b", re.IGNORECASE
)
_CARD: Final = re.compile(r"(?<![\w.+-])[2-6](?:[ \-]{0,2}\d){12,18}(?![\w-])")
_CARD_LEADS: Final = re.compile(
    r"\b(?:credit|debit|card|visa|master ?card|amex|tarjeta)\b[^\d\n]{0,30}$", re.IGNORECASE
)
_SOCIAL: Final = re.compile(r"(?<![\w.\-/])(?!000)\d{3}([- .])\d{2}\1\d{4}(?![\w\-/])")
_SOCIAL_LED: Final = re.compile(
    r"\b(?:ssn|itin|socials?|social security|seguro social|n[úu]mero de seguro)\b[^\d\n]{0,30}"
    r"(\d{3}[ .\-]?\d{2}[ .\-]?\d{4}|\d{4})(?![\w-])",
    re.IGNORECASE,
)


def numbers(text: str, kept: Kept) -> Iterator[Found]:
    """What stands in a shadow, but not the numbers that are kept."""
    for pattern in (_SOCIAL, _SOCIAL_LED):
        for match in pattern.finditer(text):
            start, end = match.span(1) if pattern is _SOCIAL_LED else match.span()
            yield Found(start, end, SOCIAL)
    for match in _CARD.finditer(text):
        if is_card(match[0]) or _CARD_LEADS.search(text, max(0, match.start() - 40), match.start()):
            yield Found(*match.span(), CARD)
    for start, end in _phones(text):
        if not _stays(text[start:end], kept):
            yield Found(start, end, PHONE)


def is_card(number: str) -> bool:
    """Whether the digits of a number end as those of a card do (Luhn)."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = [
        digit if place % 2 == 0 else (2 * digit - 9 if digit > 4 else 2 * digit) for place, digit in enumerate(digits)
    ]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def _phones(text: str) -> Iterator[tuple[int, int]]:
    whole = []
    for pattern in (_NATIONAL, _ABROAD, _SPELLED):
        for match in pattern.finditer(text):
            whole.append((match.start(), match.start() + len(match[0].rstrip(" ,.-"))))
    yield from whole
    for match in _LOCAL.finditer(text):
        if not _is_range(match[0]) and not any(start <= match.start() < end for start, end in whole):
            yield match.span()
    for lead in _LEADS.finditer(text):
        led = _LED.match(text, lead.end())
        if led:
            yield led.span()


def _is_range(number: str) -> bool:
    """ "400-1000" and "300-1500" count something."""
    first, last = re.split(r"[-.]", number)
    return first.endswith("0") and last.endswith("00")


def _stays(number: str, kept: Kept) -> bool:
    digits = digits_of(re.split(r"(?i)x|ext", number)[0])
    return digits in kept.numbers or (digits.startswith(_TOLL_FREE) and len(digits) == 10)
