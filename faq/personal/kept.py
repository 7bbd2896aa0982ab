"""What stays although it looks like a personal detail: the bot's own links, help lines and the names that it quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from faq.facts import QuoteText
from faq.knowledge import Knowledge

_NUMBER: Final = re.compile(r"\+?\d[\d ().-]{1,18}\d")
_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,64}\w")
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Kept:
    """`numbers`: in digits, without the country's 1; `mails` and `links` in lower case; `people`: words of quoted people's names."""

    numbers: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


def digits_of(number: str) -> str:
    """The digits of a number as it is dialled inside the country."""
    digits = "".join(character for character in number if character.isdigit())
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def kept_of(knowledge: Knowledge) -> Kept:
    """What the bot itself may say, as knowledge/ stands."""
    said = "\n".join(_everything(knowledge))
    people = (b.attribution for f in knowledge.facts.values() for b in f.answer if isinstance(b, QuoteText))
    return Kept(
        numbers=frozenset(digits_of(found) for found in _NUMBER.findall(said)),
        mails=frozenset(found.lower() for found in _MAIL.findall(said)),
        links=frozenset(found.rstrip(".,;:!?)]/").lower() for found in _LINK.findall(said)),
        people=frozenset(word.lower() for name in people for word in _WORD.findall(name)),
    )


def _everything(knowledge: Knowledge) -> list[str]:
    lines = [str(v) for line in knowledge.helplines.values() for v in vars(line).values()]
    links = [str(v) for source in knowledge.sources.values() for v in vars(source).values()]
    return [*lines, *links, *knowledge.phrases.values(), knowledge.source_text]
