from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.deciding import MOST_OFFERED, Guess, Limits, decide

LIMITS = Limits(fact=0.5, sure=0.45, offer=0.3, known=0.25)
KINDS = ("fact", "out_of_scope", "advice", "smalltalk", "followup", "crisis")
BEST = {
    "fact": "ask_age_range", "out_of_scope": "oos_other", "advice": "advice_legal", "smalltalk": "smalltalk_bot",
    "followup": "followup_more", "crisis": "crisis_overdose",
}  # fmt: skip


def guess(nearness: float = 0.8, facts: tuple[tuple[str, float], ...] | None = None, **mass: float) -> Guess:
    whole = {kind: mass.get(kind, 0.0) for kind in KINDS}
    ranked = (
        facts
        if facts is not None
        else (("ask_age_range", whole["fact"]), ("ask_resources", 0.0), ("ask_sud_help", 0.0))
    )
    return Guess(whole, BEST, ranked, nearness)


def test_one_fact_that_stands_out_is_answered() -> None:
    verdict = decide(guess(fact=0.9, smalltalk=0.1), LIMITS, context=False)
    assert (verdict.kind, verdict.intents) == ("fact", ("ask_age_range",))
    assert verdict.confidence == pytest.approx(0.9)


def test_facts_that_tie_are_offered_best_first_and_not_too_many() -> None:
    tied = (("ask_a", 0.3), ("ask_b", 0.28), ("ask_c", 0.22), ("ask_d", 0.1))
    verdict = decide(guess(fact=0.9, facts=tied, smalltalk=0.1), LIMITS, context=False)
    assert (verdict.kind, verdict.intents) == ("unsure", ("ask_a", "ask_b", "ask_c"))
    assert MOST_OFFERED == 3


@pytest.mark.parametrize("kind", ["out_of_scope", "smalltalk"])
def test_a_fact_not_far_behind_is_offered_rather_than_a_no_said(kind: str) -> None:
    assert decide(guess(fact=0.35, **{kind: 0.65}), LIMITS, context=False).kind == "unsure"
    assert decide(guess(fact=0.25, **{kind: 0.75}), LIMITS, context=False).kind == kind


def test_advice_is_never_called_back_to_a_choice_of_facts() -> None:
    verdict = decide(guess(fact=0.4, advice=0.6), LIMITS, context=False)
    assert (verdict.kind, verdict.intents) == ("advice", ("advice_legal",))


def test_a_text_near_to_nothing_known_is_unknown_whatever_fits_best() -> None:
    verdict = decide(guess(nearness=0.2, fact=1.0), LIMITS, context=False)
    assert (verdict.kind, verdict.intents) == ("unknown", ())
    assert decide(guess(nearness=0.25, fact=1.0), LIMITS, context=False).kind == "fact"


def test_what_leans_on_an_answer_and_names_one_fact_asks_for_that_fact() -> None:
    named = guess(fact=0.35, followup=0.6, facts=(("ask_a", 0.3), ("ask_b", 0.05)))
    assert (decide(named, LIMITS, context=True).kind, decide(named, LIMITS, context=True).intents) == (
        "fact",
        ("ask_a",),
    )
    torn = guess(fact=0.35, followup=0.6, facts=(("ask_a", 0.15), ("ask_b", 0.14), ("ask_c", 0.06)))
    assert decide(torn, LIMITS, context=True).kind == "unsure"


def test_what_surely_leans_on_an_answer_is_a_follow_up_whatever_it_names() -> None:
    low = Limits(fact=0.5, sure=0.45, offer=0.15, known=0.25)
    assert decide(guess(fact=0.2, followup=0.8), low, context=True).kind == "followup"


def test_a_follow_up_needs_something_to_follow() -> None:
    leaning = guess(followup=0.55, out_of_scope=0.45)
    assert decide(leaning, LIMITS, context=True).kind == "followup"
    assert decide(leaning, LIMITS, context=False).kind == "out_of_scope"


def test_what_can_only_be_a_follow_up_is_one_even_to_nothing_unless_a_fact_fits() -> None:
    assert decide(guess(followup=0.7, advice=0.3), LIMITS, context=False).kind == "followup"
    assert decide(guess(followup=0.7, fact=0.3), LIMITS, context=False).kind == "fact"


def test_danger_is_left_to_the_safety_net() -> None:
    assert decide(guess(crisis=0.9, out_of_scope=0.1), LIMITS, context=False).kind == "out_of_scope"


def test_limits_come_from_a_configuration_and_other_keys_are_passed_over() -> None:
    assert Limits.of({"fact": "0.6", "temperature": 2, "known": 0.1}) == Limits(fact=0.6, known=0.1)
    assert Limits.of({}) == Limits()


shares = st.lists(st.floats(0.001, 1), min_size=len(KINDS), max_size=len(KINDS))


@given(shares, st.floats(-1, 1), st.booleans())
def test_whatever_is_guessed_the_verdict_is_a_known_kind_with_a_confidence(
    parts: list[float], nearness: float, context: bool
) -> None:
    mass = {kind: part / sum(parts) for kind, part in zip(KINDS, parts, strict=True)}
    verdict = decide(guess(nearness, **mass), LIMITS, context)
    assert verdict.kind in {"fact", "unsure", "unknown", *KINDS} - {"crisis"}
    assert 0 <= verdict.confidence <= 1
    assert len(verdict.intents) <= MOST_OFFERED
    assert bool(verdict.intents) == (verdict.kind != "unknown")
    assert context or verdict.kind != "followup"
