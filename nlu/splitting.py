"""Splitting a message into the parts that may each ask something."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc

MOST_PARTS: Final = 60  # a message of 4,000 characters rarely holds more sentences; the rest is joined to the last
_SHORTEST: Final = 4  # letters: "ACEs?", "ages" may be a question, "and", "so" are not
_ASKING: Final = (
    r"(?:also\s+)?(?:(?:what|how|who|where|why|when)(?:'?s|'?d|'?re)?|which|is|are|can|could|do|does|did|tell|explain|show|give|"
    r"send|whether|if|should|got any|do you|any)\b"
)
# Places inside a sentence where a second question often begins.
_JOINTS: Final = re.compile(
    rf"(?:\s*[,;:]|\s-+)?\s+(?:and|also|plus|or|but|as well as|then)\s+(?={_ASKING})|\s*;\s+|\s+-+\s+|\s*,\s+(?={_ASKING})|\s+\+\s+",
    re.IGNORECASE,
)


def sentences(doc: Doc) -> list[str]:
    """The sentences of a spaCy Doc (sentence starts set), stripped, without empty ones."""
    return [s.text.strip() for s in doc.sents if s.text.strip()]


def parts(doc: Doc) -> list[str]:
    """Sentences and question clauses of a message, in order, at most MOST_PARTS."""
    found: list[str] = []
    for sentence in sentences(doc):
        clauses = [c.strip(" ,;:-") for c in _JOINTS.split(sentence)]
        found.extend(c for c in clauses if _says_something(c))
    return found if len(found) <= MOST_PARTS else [*found[: MOST_PARTS - 1], " ".join(found[MOST_PARTS - 1 :])]


def _says_something(text: str) -> bool:
    return len(text.split()) > 1 or sum(c.isalpha() for c in text) >= _SHORTEST
