"""Which facts a message asks for, weighing the whole against its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from faq.folding import fold
from faq.knowledge import Knowledge
from faq.understanding import Part, Understanding

ANSWERS_MOST: Final = 2  # two answers are read, three are skipped
HEARD_LEAST: Final = (
    0.04  # probability of a fact in the whole at which a clause may ask for it although nothing answers the whole
)
AS_LIKELY: Final = 0.7  # share of the probability of advice at which a fact is nearly as likely
LEANING_MOST: Final = (
    0.2  # probability of a follow-up from which a message leans on what was said and asks for one thing
)
SECOND_LEAST: Final = 0.006  # share of the likeliest fact's probability at which another may be meant besides
OFFERED_MOST: Final = 3
OFFERED_LEAST: Final = 0.02  # share of the likeliest fact's probability at which another is offered beside it
NEAREST_LEAST: Final = 0.12  # probability of the likeliest fact to be offered beside advice
BESIDE_NO_LEAST: Final = 0.01  # probability of a fact to be named as a choice beside "I don't know that"
_REASON: Final = re.compile(r"\b(?:why|how come|reasons?|matters?|care)\b")
_WHY: Final = "followup_why"
_AGREE: Final = re.compile(
    r"(?:\b(?:(?:right|correct)\b|(?:true|agreed|no|yeah|yes|huh|eh)\s*\?)|, (?:does|do|is|are|can|will) (?:it|that|they|he|she|we)\b|\b(?:isn'?t|aren'?t|don'?t|doesn'?t|can'?t|won'?t) (?:it|that|they|he|she|we))[\s?!.]*$"
    r"|^(?:so |but |hey |wait )*(?:is it true|isn'?t it true|am i right|it'?s true)\b"
)


def facts_asked(knowledge: Knowledge, message: Understanding) -> tuple[str, ...]:
    """Ids of the facts asked for, in order, at most ANSWERS_MOST; () when none is sure."""
    whole, limits = message.whole, message.limits
    clauses = _sure(message.parts, limits.clause)
    if len(clauses) == 1 and (reason := _reason_asked(knowledge, message, clauses[0])):
        return (*clauses, *reason)
    likeliest = tuple(fact for fact, _ in whole.facts[:ANSWERS_MOST])
    if message.two >= limits.two and _has_room_for_two(whole):
        return _in_order_of(clauses, likeliest)
    if len(clauses) > 1 and message.two >= limits.both:
        return clauses[:ANSWERS_MOST]
    if whole.fact:
        return (whole.fact,)
    single = _sure(message.parts, limits.alone)
    return single[:1] if single and _may_be_a_question(whole, single[0]) else ()


def _has_room_for_two(whole: Part) -> bool:
    """Whether two facts may be meant: the message stands by itself, and the second fact is not out of the question."""
    if whole.mass.get("followup", 0.0) >= LEANING_MOST or whole.kind not in ("fact", "unsure"):
        return False
    return len(whole.facts) >= ANSWERS_MOST and whole.facts[1][1] >= SECOND_LEAST * whole.facts[0][1]


def _may_be_a_question(whole: Part, fact: str) -> bool:
    """Whether a clause may answer for the whole.

    Not against what nothing answers, unless the whole sounds of the fact too; not against a plea for advice, unless that is hardly
    likelier than the same fact.
    """
    if whole.kind == "out_of_scope":
        return dict(whole.facts).get(fact, 0.0) >= HEARD_LEAST
    likeliest, probability = whole.facts[0] if whole.facts else ("", 0.0)
    return whole.kind != "advice" or (likeliest == fact and probability >= AS_LIKELY * whole.mass["advice"])


def takes_for_granted(text: str) -> bool:
    """Whether a question only asks to be agreed with: "babies are too young for that, right?" """
    return _AGREE.search(fold(text)) is not None


def offered_facts(knowledge: Knowledge, message: Understanding) -> tuple[str, ...]:
    """Ids of the facts to offer as choices when none is sure; () when none is near enough.

    A choice that nobody could mean is worse than one next to the likeliest.
    """
    facts = message.whole.facts
    if message.whole.kind != "unsure" or not facts:
        return ()
    meant = [f for f, p in facts if p >= OFFERED_LEAST * facts[0][1]]
    beside = knowledge.facts[meant[0]].related if len(meant) < OFFERED_MOST - 1 else ()
    return tuple(dict.fromkeys((*meant, *beside)))[:OFFERED_MOST]


def nearest_fact(message: Understanding) -> str:
    """Id of the fact nearest to a message that no fact answers, or ""."""
    if not message.whole.facts or message.whole.facts[0][1] < NEAREST_LEAST:
        return ""
    return message.whole.facts[0][0]


def facts_beside_no(message: Understanding) -> tuple[str, ...]:
    """Ids of the facts to name as choices when nothing answers a message: should one have been meant, it is a tap away."""
    return tuple(fact for fact, p in message.whole.facts if p >= BESIDE_NO_LEAST)[:OFFERED_MOST]


def _in_order_of(said: Sequence[str], facts: Sequence[str]) -> tuple[str, ...]:
    """Facts in the order in which they were said, as far as that is known."""
    return tuple(sorted(facts, key=lambda f: said.index(f) if f in said else len(said)))


def _sure(parts: Iterable[Part], least: float) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.fact for p in parts if p.kind == "fact" and p.confidence >= least))


def _reason_asked(knowledge: Knowledge, message: Understanding, fact: str) -> tuple[str, ...]:
    """The reason behind a fact, when a later clause is a bare "and why?" """
    first = next(i for i, p in enumerate(message.parts) if p.fact == fact)
    why = knowledge.facts[fact].why
    later = message.parts[first + 1 :]
    asked = any(_WHY in (p.intent, p.leaning) and _REASON.search(fold(p.text)) for p in later)
    return (why,) if asked and why != fact else ()
