"""Which facts a message asks for, weighing the whole against its clauses and their halves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from faq.folding import fold
from faq.knowledge import Knowledge
from faq.understanding import Part, Understanding

ANSWERS_MOST: Final = 2  # two answers are read, three are skipped
# Chosen on the development set: confidence at which each stands for a question of its own.
CLAUSE_LEAST: Final = 0.37  # a clause beside another that asks something else
HALF_LEAST: Final = 0.6  # a half beside another that asks something else
ALONE_LEAST: Final = 0.65  # a clause when the whole message is no question (a story before it)
NEAREST_LEAST: Final = 0.12  # probability of the likeliest fact to be offered beside advice
_WHY: Final = "followup_why"
_AGREE: Final = re.compile(
    r"(?:\b(?:right|correct|true|agreed|no|yeah|yes|huh|eh)|\b(?:isn'?t|aren'?t|don'?t|doesn'?t|can'?t|won'?t) (?:it|that|they|he|she|we))\s*\?+\s*$"
    r"|^(?:so |but |hey |wait )*(?:is it true|isn'?t it true|am i right|it'?s true)\b"
)


def facts_asked(knowledge: Knowledge, message: Understanding) -> tuple[str, ...]:
    """Ids of the facts asked for, in order, at most ANSWERS_MOST; () when none is sure."""
    clauses = _sure(message.parts, CLAUSE_LEAST)
    if len(clauses) == 1:
        clauses = (*clauses, *_reason_asked(knowledge, message, clauses[0]))
    if len(clauses) > 1:
        return clauses[:ANSWERS_MOST]
    halves = _sure(message.halves, HALF_LEAST)
    if len(halves) > 1 and message.whole.kind in ("fact", "unsure"):
        return halves[:ANSWERS_MOST]
    if message.whole.fact:
        return (message.whole.fact,)
    alone = _sure(message.parts, ALONE_LEAST)
    return alone[:1] if message.whole.kind != "advice" else ()


def takes_for_granted(text: str) -> bool:
    """Whether a question only asks to be agreed with: "babies are too young for that, right?" """
    return _AGREE.search(fold(text)) is not None


def offered_facts(message: Understanding) -> tuple[str, ...]:
    """Ids of the facts to offer as choices when none is sure; () when none is near enough."""
    if message.whole.kind != "unsure":
        return ()
    return tuple(f for f, _ in message.whole.facts)[:3]


def nearest_fact(message: Understanding) -> str:
    """Id of the fact nearest to a message that no fact answers, or ""."""
    if not message.whole.facts or message.whole.facts[0][1] < NEAREST_LEAST:
        return ""
    return message.whole.facts[0][0]


def _sure(parts: Iterable[Part], least: float) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.fact for p in parts if p.kind == "fact" and p.confidence >= least))


def _reason_asked(knowledge: Knowledge, message: Understanding, fact: str) -> tuple[str, ...]:
    """The reason behind a fact, when a later clause is a bare "and why?" """
    first = next(i for i, p in enumerate(message.parts) if p.fact == fact)
    why = knowledge.facts[fact].why
    asked = any(p.intent == _WHY or p.leaning == _WHY for p in message.parts[first + 1 :])
    return (why,) if asked and why != fact else ()
