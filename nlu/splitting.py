"""Splitting a message into the parts that may each ask something."""

from __future__ import annotations

import re
from typing import Final, Sequence

from spacy.tokens import Doc

MOST_PARTS: Final = 60  # a message of 4,000 characters rarely holds more sentences; the rest is joined to the last
_FEWEST_WORDS: Final = 2
# Words after which a second question often begins inside one sentence.
_JOINTS: Final = re.compile(
    r"\s*(?:[,;:]|\s-+\s)?\s+(?:and|also|plus|or|but|as well as|then|y)\s+(?=(?:also\s+)?(?:what|how|why|who|where|when|which|is|are|can|could|do|does|did|tell|explain|show|give|send|whether|if|the|any|should)\b)"
    r"|\s*[;]\s+|\s+-\s+|\s*,\s+(?=(?:what|how|why|who|where|when|which|can|could|does|is|are)\b)|\s+\+\s+",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s+(?:and|&|plus|\+)\s+", re.IGNORECASE)


def sentences(doc: Doc) -> list[str]:
    """The sentences of a spaCy Doc (sentence starts set), stripped, without empty ones."""
    return [s.text.strip() for s in doc.sents if s.text.strip()]


def parts(doc: Doc) -> list[str]:
    """Sentences and question clauses of a message, in order, at most MOST_PARTS, each of two words or more."""
    found: list[str] = []
    for sentence in sentences(doc):
        clauses = [c.strip(" ,;:-") for c in _JOINTS.split(sentence)]
        found.extend(c for c in clauses if len(c.split()) >= _FEWEST_WORDS)
    return found[:MOST_PARTS]


def windows(items: Sequence[str], width: int) -> list[str]:
    """Runs of `width` neighbours joined by a space, for meaning that spreads over sentences."""
    return [" ".join(items[i : i + width]) for i in range(len(items) - width + 1)]
