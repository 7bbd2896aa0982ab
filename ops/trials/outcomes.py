"""What came of a question: right, or how wrong, by the costs that also chose the bot's thresholds (benchmarks/costs.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.costs import FALSE_ALARM, REFUSED, answers, cost
from faq.reply import Kind, Reply
from faq.understanding import fact_id
from nlu.intent_model import kind_of
from ops.trials.questions import Asked

RIGHT: Final = "right"


@dataclass(frozen=True)
class Outcome:
    """A question and what the bot did: the reply's kind, its facts and category, what that is called, and what it costs (0: right)."""

    asked: Asked
    kind: str
    facts: tuple[str, ...]
    category: str
    name: str
    cost: float

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same question in another run: its text, and whether it is trained on."""
        return self.asked.group, self.asked.text

    @property
    def topic(self) -> str:
        """The first intent wanted: the fact, or the sort of message."""
        return self.asked.intents[0]


def outcome(asked: Asked, reply: Reply) -> Outcome:
    """What came of it when this was the reply."""
    facts = wanted_facts(asked)
    matched = sum(any(answers(stated, fact) for stated in reply.facts) for fact in facts)
    wanted = kind_of(asked.intents[0])
    if asked.leans:
        price = _cost_of_follow_up(reply.kind)
    else:
        price = cost(wanted, facts, asked.veiled, reply.kind.value, matched, len(reply.facts))
    name = _name(wanted, reply.kind, len(facts), matched) if price else RIGHT
    return Outcome(asked, reply.kind.value, reply.facts, reply.category, name, price)


def _cost_of_follow_up(kind: Kind) -> float:
    """Whatever is said of the answer before is right; which of its forms is best is for tests/conversation/ to tell."""
    if kind is Kind.CRISIS:
        return FALSE_ALARM
    return REFUSED if kind in (Kind.OUT_OF_SCOPE, Kind.ADVICE) else 0.0


def wanted_facts(asked: Asked) -> tuple[str, ...]:
    """Ids of the facts that a question asks for; () when it asks for none."""
    return tuple(fact_id(intent) for intent in asked.intents if fact_id(intent))


def _name(wanted: str, kind: Kind, asked: int, matched: int) -> str:
    """What is wrong with a reply of a kind, in a few words; `asked`: facts wanted, `matched`: how many of them it names."""
    if wanted == "crisis":
        return "danger missed"
    if kind is Kind.CRISIS:
        return "false alarm"
    if wanted == "followup":
        return "not answered"
    if wanted != "fact":
        return _OF_OTHERS.get(kind, "another kind of reply")
    if kind is Kind.CLARIFY and matched:
        return "offered among choices"
    if kind is not Kind.ANSWER:
        return "not answered"
    if not matched:
        return "wrong fact"
    return "only one of two facts" if matched < asked else "a second fact besides"


_OF_OTHERS: Final = {Kind.ANSWER: "a fact where none fits", Kind.CLARIFY: "choices where none fits"}
