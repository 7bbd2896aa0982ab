"""Explaining: one line on what was understood of a message, how surely, what came next, and why the reply was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from faq.choosing import Outcome
from faq.understanding import FACT_PREFIX, Understanding

NEXT_MOST: Final = 3
NEXT_LEAST: Final = 0.005  # probability below which a runner-up is not worth a word
_NOTICED: Final = {"pattern": "by a pattern", "learned": "by what was learned from examples"}
_UNREADABLE: Final = {"language": "it is in another language", "steering": "it tries to steer the bot"}


def explained(message: Understanding, outcome: Outcome) -> str:
    """The line, parts joined by " · "; ids of intents as in data/nlu/, probabilities in per cent."""
    seen = [_understood(message), *_parts(message), *_next(message), _why(message, outcome)]
    return "why: " + " · ".join(part for part in seen if part)


def _understood(message: Understanding) -> str:
    whole = message.whole
    if message.danger:
        return f"danger, crisis_{message.danger.category}, noticed {_NOTICED.get(message.danger.by, 'by its intent')}"
    if whole.kind == "unknown":
        return "understood nothing"
    if whole.kind == "unsure":
        return f"understood one of {len(whole.intents)} facts, {_percent(whole.confidence)} in all"
    return f"understood {whole.intent} {_percent(whole.confidence)}"


def _parts(message: Understanding) -> list[str]:
    """Each clause of a message that has several."""
    if len(message.parts) < 2:
        return []
    read = ", ".join(f"{p.intent or p.kind} {_percent(p.confidence)}" for p in message.parts)
    return [f"in {len(message.parts)} parts: {read}"]


def _next(message: Understanding) -> list[str]:
    """The likeliest besides what was understood: facts one by one, other kinds as a whole."""
    whole = message.whole
    taken = {"fact", "crisis" if message.danger else whole.kind}
    facts = [(f"{FACT_PREFIX}{fact}", p) for fact, p in whole.facts]
    if whole.kind == "fact" and not message.danger:
        facts = [row for row in facts if row[0] != whole.intent]
    kinds = [(kind.replace("_", " "), p) for kind, p in whole.mass.items() if kind not in taken]
    others = sorted((*facts, *kinds), key=lambda row: -row[1])
    shown = [f"{name} {_percent(p)}" for name, p in others[:NEXT_MOST] if p >= NEXT_LEAST]
    return [f"next {', '.join(shown)}"] if shown else []


def _why(message: Understanding, outcome: Outcome) -> str:
    reason = REASONS.get(outcome.step)
    return f"{outcome.reply.kind.value} because {reason(message)}" if reason else ""


def _fact_sure(message: Understanding) -> str:
    whole, limits = message.whole, message.limits
    if whole.kind != "fact":
        return "a part of it is a sure question"
    mass = whole.mass.get("fact", 0.0)
    of_facts = whole.facts[0][1] / mass if whole.facts and mass else 1.0
    return (
        f"facts have {_percent(mass)} (enough from {_percent(limits.fact)}) and this one {_percent(of_facts)} of that "
        f"(enough from {_percent(limits.sure)})"
    )


def _nothing_fits(message: Understanding) -> str:
    whole, limits = message.whole, message.limits
    if whole.kind == "unknown":
        return f"no known question is near ({whole.nearness:.2f}, near from {limits.known:.2f})"
    return f"facts have only {_percent(whole.mass.get('fact', 0.0))} (offered from {_percent(limits.offer)})"


def _always(words: str) -> Callable[[Understanding], str]:
    return lambda _: words


# By the names of the steps in faq/choosing.py; a test finds each there.
REASONS: Final[Mapping[str, Callable[[Understanding], str]]] = {
    "danger": _always("danger goes before everything"),
    "choice_taken": _always("a choice was taken by its words, number or place"),
    "danger_goes_on": _always("it goes on with the danger told before"),
    "unreadable": lambda m: _UNREADABLE.get(m.unreadable, "it cannot be read"),
    "follow_up": _always("it leans on what was just said"),
    "role": _always("it only says who the person is"),
    "half_asked": _always("it is only the beginning of a question"),
    "facts": _fact_sure,
    "advice": _always("it is about one child, case or person"),
    "misspelt": _always("it is nearly the name of a topic"),
    "small_talk": _always("it is small talk"),
    "unclear": lambda m: f"several facts fit and none is sure (enough from {_percent(m.limits.sure)} of the facts)",
    "out_of_scope": _nothing_fits,
}


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
