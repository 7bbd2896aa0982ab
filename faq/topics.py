"""Topics: the facts whose loose names stand in a text, and what an answer is about."""

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


def in_focus(knowledge: Knowledge, facts: tuple[str, ...]) -> tuple[str, ...]:
    """What an answer with these facts is about: all of them, or only the one that says more on an item of the first's list."""
    first, *onward = facts or ("",)
    return tuple(onward) if onward and set(onward) <= set(knowledge.facts[first].items_lead_to) else facts


def _position(key: str, name: str) -> int:
    match = re.search(rf" {re.escape(name)}(?:s|es)? ", key)
    return match.start() if match else -1
