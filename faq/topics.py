"""Topics: the facts whose loose names stand in a text."""

from __future__ import annotations

import re

from faq.folding import words_key
from faq.knowledge import Knowledge


def topics_named(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """Ids of the facts whose names stand in `text`, the longest name first, each once."""
    key = f" {words_key(text)} "
    hits = []
    for fact in knowledge.facts.values():
        for name in fact.names:
            position = _position(key, words_key(name))
            if position >= 0:
                hits.append((-len(name), position, fact.id))
    return tuple(dict.fromkeys(fact for _, _, fact in sorted(hits)))


def _position(key: str, name: str) -> int:
    match = re.search(rf" {re.escape(name)}(?:s|es)? ", key)
    return match.start() if match else -1
