"""Which facts a message asks for, weighing the whole against its parts."""

from __future__ import annotations

from typing import Final

from faq.understanding import Part, Understanding

ANSWERS_MOST: Final = 2  # two answers are read, three are skipped
PART_LEAST: Final = 0.6  # confidence of a part to be a question of its own beside another
ALONE_LEAST: Final = 0.75  # confidence of a part to be the question when the whole is none (a story before it)
NEAREST_LEAST: Final = 0.12  # probability of the likeliest fact to be offered beside advice


def facts_asked(message: Understanding) -> tuple[str, ...]:
    """Ids of the facts asked for, in order, at most ANSWERS_MOST; () when none is sure."""
    certain = _distinct(p for p in message.parts if p.kind == "fact" and p.confidence >= PART_LEAST)
    whole = message.whole.fact
    if len(certain) > 1:
        return certain[:ANSWERS_MOST]
    if whole:
        return (whole,)
    strong = _distinct(p for p in message.parts if p.kind == "fact" and p.confidence >= ALONE_LEAST)
    if strong and message.whole.kind in ("out_of_scope", "unsure", "smalltalk", "unknown", "followup"):
        return strong[:1]
    return ()


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


def _distinct(parts: "object") -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.fact for p in parts if isinstance(p, Part)))  # type: ignore[attr-defined]
