"""From a ranking to a reply by three thresholds: the simple rule that every peer gets, its thresholds chosen by stated cost."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.costs import cost
from benchmarks.development import Example
from benchmarks.evaluate import Result
from benchmarks.peers.peer import Ranking
from faq.reply import Kind, Reply
from faq.understanding import fact_id
from nlu.intent_model import kind_of

OFFERED = 3
DANGER_STEPS, STEPS = 60, 25  # how many values of each threshold are tried: quantiles of the peer's own scores
NEVER = float("inf")
# A follow-up leans on something said before; the messages measured are the first of a conversation.
_REPLY = {
    "advice": Kind.ADVICE,
    "smalltalk": Kind.SMALLTALK,
    "out_of_scope": Kind.OUT_OF_SCOPE,
    "followup": Kind.OUT_OF_SCOPE,
}


@dataclass(frozen=True)
class Rule:
    """Danger when the best crisis label scores at least `danger`. Otherwise the best of the other labels decides: a fact is
    stated from `answer`, three facts are offered from `offer`, below it refused; another kind is replied to as such from `offer`.

    `danger` None: danger is a label like any other. `gap`: how far the best label must be ahead of the second to be taken at all
    (Rasa's FallbackClassifier asks for that).
    """

    danger: float | None
    answer: float
    offer: float
    gap: float = 0.0


# What Rasa ships: the best label is believed unless it scores below 0.3 or is less than 0.1 ahead; danger is a label like any other.
AS_SHIPPED = Rule(None, 0.3, 0.3, 0.1)


def reply(ranking: Ranking, rule: Rule) -> Reply:
    """The reply to a text with this ranking."""
    if rule.danger is not None:
        danger = next(((label, score) for label, score in ranking if kind_of(label) == "crisis"), ("", -NEVER))
        if danger[0] and danger[1] >= rule.danger:
            return _of(Kind.CRISIS, (), danger[0])
        ranking = tuple((label, score) for label, score in ranking if kind_of(label) != "crisis")
    if not ranking:
        return _of(Kind.OUT_OF_SCOPE)
    (label, score), second = ranking[0], ranking[1][1] if len(ranking) > 1 else -NEVER
    if score < rule.offer or score - second < rule.gap:
        return _of(Kind.OUT_OF_SCOPE)
    if kind_of(label) == "crisis":
        return _of(Kind.CRISIS, (), label)
    if kind_of(label) != "fact":
        return _of(_REPLY[kind_of(label)])
    if score >= rule.answer:
        return _of(Kind.ANSWER, (fact_id(label),))
    return _of(Kind.CLARIFY, tuple(fact_id(i) for i, _ in ranking if fact_id(i))[:OFFERED])


def _of(kind: Kind, facts: tuple[str, ...] = (), label: str = "") -> Reply:
    return Reply(kind, facts, (), category=label.removeprefix("crisis_"))


def cost_of(example: Example, given: Reply) -> float:
    """What this reply to this message costs (costs.py)."""
    result = Result(example, given, "")
    matched = sum(result.matches(f) for f in result.wanted)
    wanted_kind = kind_of(example.labels[0])
    return cost(wanted_kind, result.wanted, example.sort == "veiled", given.kind.value, matched, len(given.facts))


def choose_rule(examples: Sequence[Example], rankings: Sequence[Ranking]) -> Rule:
    """The rule with the least total cost on these messages, among quantiles of the peer's scores."""
    crisis = np.array([max((s for i, s in r if kind_of(i) == "crisis"), default=-np.inf) for r in rankings])
    top = np.array([max((s for i, s in r if kind_of(i) != "crisis"), default=-np.inf) for r in rankings])
    alarm, answered, offered, refused = _costs(examples, rankings)
    dangers = [*np.unique(np.quantile(crisis[np.isfinite(crisis)], np.linspace(0, 1, DANGER_STEPS))), NEVER]
    tops = np.unique(np.quantile(top[np.isfinite(top)], np.linspace(0, 1, STEPS)))
    best, least = Rule(NEVER, NEVER, NEVER), np.inf
    for offer, answer in itertools.combinations_with_replacement(tops, 2):
        quiet = np.where(top >= answer, answered, np.where(top >= offer, offered, refused))
        for danger in dangers:
            total = float(np.where(crisis >= danger, alarm, quiet).sum())
            if total < least:
                best, least = Rule(_below(danger), _below(answer), _below(offer)), total
    return best


def _costs(examples: Sequence[Example], rankings: Sequence[Ranking]) -> np.ndarray:
    """Cost (4, n) of each message when it is taken for danger, stated, offered, refused."""
    rules = (Rule(-NEVER, 0, 0), Rule(NEVER, -NEVER, -NEVER), Rule(NEVER, NEVER, -NEVER), Rule(NEVER, NEVER, NEVER))
    alarm = _of(Kind.CRISIS)
    return np.array([
        [cost_of(e, alarm if n == 0 else reply(r, rule)) for e, r in zip(examples, rankings, strict=True)]
        for n, rule in enumerate(rules)
    ])  # fmt: skip


def _below(score: float) -> float:
    """A threshold just below a score, so that rounding does not shut it out."""
    return float(score) - 1e-9  # infinity stays what it is
