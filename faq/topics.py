"""Topics: the facts whose loose names stand in a text, and what an answer is about."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import Final

from faq.choices import FILLERS, phrase_key
from faq.folding import words_key
from faq.knowledge import Knowledge

_FEW_WORDS: Final = 5
_LONG_NAME: Final = 8  # letters: shorter names are like too many other words
_ALIKE: Final = 0.85  # share of letters that two names have in common, in order


def topics_named(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """Ids of the facts whose names stand in `text`, the longest name first, each once."""
    key = f" {words_key(text)} "
    hits = []
    for fact in knowledge.facts.values():
        for name in fact.names:
            position = _position(key, name)
            if position >= 0:
                hits.append((-len(name), position, fact.id))
    return tuple(dict.fromkeys(fact for _, _, fact in sorted(hits)))


def nearly_named(knowledge: Knowledge, text: str) -> str:
    """Id of the fact whose name a short text misspells ("brane architecture"); "" when it comes near none."""
    words = [w for w in words_key(text).split() if w not in FILLERS]
    if len(words) > _FEW_WORDS:
        return ""
    names = {phrase_key(n): fact.id for fact in knowledge.facts.values() for n in fact.names if len(n) >= _LONG_NAME}
    near = difflib.get_close_matches(" ".join(words), names, n=1, cutoff=_ALIKE)
    return names[near[0]] if near else ""


def in_focus(knowledge: Knowledge, facts: tuple[str, ...]) -> tuple[str, ...]:
    """What an answer with these facts is about: all of them, or only the one that says more on an item of the first's list."""
    first, *onward = facts or ("",)
    return tuple(onward) if onward and set(onward) <= set(knowledge.facts[first].items_lead_to) else facts


def _position(key: str, name: str) -> int:
    match = _named(name).search(key)
    return match.start() if match else -1


@lru_cache(maxsize=4096)  # there are a few hundred, more than `re` keeps
def _named(name: str) -> re.Pattern[str]:
    """What finds a name of the knowledge in a key."""
    return re.compile(rf" {re.escape(phrase_key(name))}(?:s|es)? ")
