from __future__ import annotations

import pytest

from benchmarks.development import Example
from benchmarks.development_report import confusion, operating_point, stated
from benchmarks.evaluate import Result
from benchmarks.peers.peer import Ranking
from benchmarks.rules import AS_SHIPPED, NEVER, Rule, choose_rule, cost_of, reply
from faq.reply import Kind

RULE = Rule(danger=0.3, answer=0.6, offer=0.4)


@pytest.mark.parametrize(
    ("ranking", "kind", "facts"),
    [
        ((("ask_resources", 0.7), ("ask_age_range", 0.2)), Kind.ANSWER, ("resources",)),
        ((("ask_resources", 0.5), ("oos_other", 0.3), ("ask_age_range", 0.2)), Kind.CLARIFY, ("resources", "age_range")),
        ((("ask_resources", 0.35), ("ask_age_range", 0.3)), Kind.OUT_OF_SCOPE, ()),
        ((("ask_resources", 0.6), ("crisis_suicide", 0.3)), Kind.CRISIS, ()),
        ((("crisis_suicide", 0.25), ("ask_resources", 0.2)), Kind.OUT_OF_SCOPE, ()),
        ((("advice_sleep", 0.8),), Kind.ADVICE, ()),
        ((("tell_role", 0.8),), Kind.SMALLTALK, ()),
        ((("oos_weather", 0.8),), Kind.OUT_OF_SCOPE, ()),
        ((), Kind.OUT_OF_SCOPE, ()),
    ],
)  # fmt: skip
def test_the_rule_makes_a_reply_of_a_ranking(ranking: Ranking, kind: Kind, facts: tuple[str, ...]) -> None:
    given = reply(ranking, RULE)
    assert (given.kind, given.facts) == (kind, facts)


def test_stock_rasa_as_it_ships_falls_back_on_low_and_on_close_scores() -> None:
    assert reply((("ask_resources", 0.29), ("ask_age_range", 0.1)), AS_SHIPPED).kind is Kind.OUT_OF_SCOPE
    assert reply((("ask_resources", 0.45), ("ask_age_range", 0.4)), AS_SHIPPED).kind is Kind.OUT_OF_SCOPE
    assert reply((("ask_resources", 0.5), ("ask_age_range", 0.3)), AS_SHIPPED).kind is Kind.ANSWER
    assert reply((("ask_resources", 0.4), ("crisis_suicide", 0.2)), AS_SHIPPED).kind is Kind.ANSWER
    assert reply((("crisis_suicide", 0.5), ("ask_resources", 0.3)), AS_SHIPPED).kind is Kind.CRISIS


def example(label: str, sort: str = "plain") -> Example:
    return Example((label,), sort, "text", "d0")


def test_the_rule_chosen_separates_danger_facts_and_the_unknown_when_scores_do() -> None:
    examples = (
        [example("ask_resources")] * 4 + [example("oos_other", "far")] * 4 + [example("crisis_suicide", "direct")] * 4
    )
    rankings: list[Ranking] = [
        *[(("ask_resources", 0.9 - i / 100), ("crisis_suicide", 0.01)) for i in range(4)],
        *[(("ask_resources", 0.5 - i / 100), ("crisis_suicide", 0.02)) for i in range(4)],
        *[(("ask_resources", 0.6 - i / 100), ("crisis_suicide", 0.3)) for i in range(4)],
    ]
    rule = choose_rule(examples, rankings)
    assert sum(cost_of(e, reply(r, rule)) for e, r in zip(examples, rankings, strict=True)) == 0
    assert rule.danger is not None
    assert 0.02 < rule.danger <= 0.3
    assert 0.5 < rule.answer <= 0.87


def test_missed_danger_costs_more_than_a_wrong_fact_and_that_more_than_a_choice() -> None:
    missed = cost_of(example("crisis_suicide", "veiled"), reply((("ask_resources", 1.0),), RULE))
    wrong = cost_of(example("ask_age_range"), reply((("ask_resources", 1.0),), RULE))
    offered = cost_of(example("ask_resources"), reply((("ask_resources", 0.5),), RULE))
    right = cost_of(example("ask_resources"), reply((("ask_resources", 1.0),), RULE))
    assert missed > wrong > offered > right == 0


def test_a_fact_stated_to_an_out_of_scope_message_counts_as_wrong() -> None:
    rankings: list[Ranking] = [
        (("ask_resources", 0.9),),
        (("oos_other", 0.8), ("ask_resources", 0.2)),
        (("oos_other", 1.0),),
    ]
    labels = ["ask_resources", "oos_other", "oos_other"]
    results = [Result(example(i), reply(r, RULE), "") for i, r in zip(labels, rankings, strict=True)]
    assert stated(results, rankings) == ([0.9, 0.2, -NEVER], [True, False, False])
    assert operating_point(results) == (1 / 3, 0)


def test_the_confusion_counts_facts_stated_and_everything_else_done() -> None:
    rankings: list[Ranking] = [(("ask_resources", 0.9),), (("ask_age_range", 0.9),), (("ask_resources", 0.5),)]
    results = [Result(example("ask_resources"), reply(r, RULE), "") for r in rankings]
    counts, rows, columns = confusion(results, ["age_range", "resources"])
    asked = counts[rows.index("resources")]
    assert {c: n for c, n in zip(columns, asked, strict=True) if n} == {"age_range": 1, "resources": 1, "clarify": 1}
    assert counts.sum() == 3
