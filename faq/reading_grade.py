"""Reading grade: how many years of school a text asks for (Flesch-Kincaid), names and set terms apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from faq.facts import Fact, QuoteText

ANSWER_MOST: Final = 7.0  # school years, for everything the bot says
CRISIS_MOST: Final = 6.0  # school years, for words to somebody in danger
_TERM: Final = "term"  # stands for each set term: one short word
_DOTTED: Final = re.compile(r"\b(?:[A-Z]\.){2,}")  # "M.D." ends no sentence


def wording(fact: Fact) -> str:
    """The words of an answer that are the project's own: everything but quotations."""
    quoted = {block.quote for block in fact.answer if isinstance(block, QuoteText)}
    return " ".join(sentence.text for sentence in fact.sentences if sentence not in quoted)


def grade(text: str, set_terms: Sequence[str]) -> float:
    """Flesch-Kincaid grade of an English text, each set term counted as one short word."""
    from textstat import textstat  # reads its dictionary when imported

    plain = _DOTTED.sub(lambda m: m.group().replace(".", ""), _pattern(tuple(set_terms)).sub(_TERM, text))
    return float(textstat.flesch_kincaid_grade(plain))


@lru_cache(maxsize=4)
def _pattern(set_terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(set_terms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)", re.IGNORECASE)
