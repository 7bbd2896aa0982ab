"""Choices: opaque ids for what can be tapped, and how a person takes one in words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from faq.folding import fold, words_key
from faq.knowledge import Knowledge
from faq.reply import Choice

NONE_OF_THESE: Final = "none"
_ORDINALS: Final = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5,
    "last": -1, "former": 0, "latter": -1, "top": 0, "bottom": -1, "middle": 1, "one": 0, "two": 1, "three": 2, "four": 3, "five": 4, "six": 5,
    "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6, "8": 7, "9": 8, "a": 0, "b": 1, "c": 2,
}  # fmt: skip
_NOT_ALONE: Final = frozenset({"one", "a", "b", "c", "top"})  # words that name a place only when nothing else is said
_FEW_WORDS: Final = 6  # a longer text is a question of its own
FILLERS: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "one",
        "ones",
        "about",
        "of",
        "on",
        "for",
        "i",
        "mean",
        "meant",
        "want",
        "please",
        "pls",
        "that",
        "this",
        "thing",
        "stuff",
        "part",
        "yes",
        "ok",
        "okay",
        "no",
        "tell",
        "me",
        "what",
        "s",
        "it",
        "to",
        "and",
        "with",
        "is",
        "are",
        "how",
        "do",
        "does",
    ]
)
_BY_PLACE: Final = re.compile(
    r"^(?:(?:ok(?:ay)?|and|now|so|then|or|but|yes|yeah|sure|um+|uh+|hm+|please|i(?:'ll| will)? (?:take|pick|choose|want|meant?|mean)|tell me(?: (?:more )?(?:about|on))?|say|more(?: (?:about|on))?|take me through|let'?s (?:do|go with|take|try)|"
    r"go with|give me|show me|maybe|probably|explain|what about|how about)[ ,]*){0,3}"
    r"(?:the |number |no\.? ?|nr\.? ?|option |choice |item |point |reason |topic |#){0,2}"
    r"(?P<place>1st|2nd|3rd|4th|first|second|third|fourth|5th|6th|fifth|sixth|last|former|latter|top|bottom|middle|one|two|three|four|five|six|[1-9]|[abc])"
    r"(?: (?:one|option|choice|item|point|reason|topic|thing|of (?:those|these|them)))?(?:[ ,]*(?:please|pls|plz|thanks|thank you|then|i guess|i think))*[ .!)?]*$"
)


@lru_cache(maxsize=4096)  # there are a few hundred
def phrase_key(phrase: str) -> str:
    """The key of words of the knowledge, worked out once; what a person wrote is not for here, because it would be kept."""
    return words_key(phrase)


def choice_id(target: str) -> str:
    """Opaque id of what a choice leads to: the same in every conversation, so it stays good while any of them lives."""
    return "c" + hashlib.sha256(f"faq-choice:{target}".encode()).hexdigest()[:10]


def fact_choice(knowledge: Knowledge, fact: str) -> Choice:
    """The choice that leads to a fact, in its human words."""
    return Choice(choice_id(fact), knowledge.facts[fact].title)


def none_choice(knowledge: Knowledge) -> Choice:
    """The choice that declines the others."""
    return Choice(choice_id(NONE_OF_THESE), knowledge.phrase("clarify_none"))


def targets(knowledge: Knowledge) -> Mapping[str, str]:
    """From choice id to what it leads to: a fact's id, or NONE_OF_THESE."""
    return {choice_id(t): t for t in (*knowledge.facts, NONE_OF_THESE)}


def title_of(knowledge: Knowledge, chosen: str) -> str:
    """The words on the choice with an id; "" when there is no such choice."""
    target = targets(knowledge).get(chosen, "")
    if target == NONE_OF_THESE:
        return knowledge.phrase("clarify_none")
    return knowledge.facts[target].title if target else ""


def place_named(text: str, count: int) -> int | None:
    """Place (from 0) among `count` things that a text names and does nothing else: "2", "the second one", "last"; None if none."""
    match = _BY_PLACE.match(fold(text))
    if match is None or count == 0:
        return None
    place = _ORDINALS[match.group("place")]
    index = count - 1 if place == -1 else place
    return index if index < count else None


def place_mentioned(text: str, count: int) -> int | None:
    """Place (from 0) among `count` things that a text mentions anywhere: "more on the third reason"; None if none."""
    for word in re.findall(r"[a-z0-9]+", fold(text)):
        place = _ORDINALS.get(word) if word not in _NOT_ALONE else None
        if place is not None:
            index = count - 1 if place == -1 else place
            return index if index < count else None
    return None


def offered_by_words(knowledge: Knowledge, text: str, offered: Sequence[str]) -> str:
    """The one fact among those offered whose title or names a short text brings up; "" when none or several."""
    words = set(words_key(text).split()) - FILLERS
    if not words or len(words) > _FEW_WORDS:
        return ""
    fitting = []
    for fact in (knowledge.facts[f] for f in offered if f in knowledge.facts):
        own = {w for phrase in (fact.title, *fact.names) for w in phrase_key(phrase).split()}
        if words <= own | {f"{w}s" for w in own} | {w.removesuffix("s") for w in own}:
            fitting.append(fact.id)
    return fitting[0] if len(fitting) == 1 else ""


def names_place(text: str) -> bool:
    """Whether a text is nothing but a place, even one that does not exist ("4" of three)."""
    return _BY_PLACE.match(fold(text)) is not None


def target_by_words(knowledge: Knowledge, text: str) -> str:
    """What a text leads to when it is exactly the words of a choice or of a canonical question; "" when it is not."""
    key = words_key(text)
    if key == phrase_key(knowledge.phrase("clarify_none")):
        return NONE_OF_THESE
    for fact in knowledge.facts.values():
        if key in (phrase_key(fact.title), phrase_key(fact.question)):
            return fact.id
    return ""
