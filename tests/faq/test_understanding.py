from __future__ import annotations

import json
from typing import Any

import pytest

from faq.understanding import Danger, fact_id, understanding_of

BEST = {"fact": "ask_age_range", "out_of_scope": "oos_other", "smalltalk": "smalltalk_bot", "followup": "followup_why"}
LIMITS = {"fact": 0.5, "sure": 0.45, "offer": 0.3, "known": 0.25}


def guess(text: str, **mass: float) -> dict[str, Any]:
    facts = [["ask_age_range", mass.get("fact", 0.0)], ["ask_resources", 0.0]]
    return {"text": text, "mass": mass, "best": BEST, "facts": facts, "nearness": 0.8}


def parsed(**more: Any) -> dict[str, Any]:
    whole = guess("which ages and why", fact=0.8, out_of_scope=0.1, followup=0.1)
    data = {"whole": whole, "parts": [], "two": 0.0, "unreadable": "", "danger": None, "limits": LIMITS, **more}
    return {"intent": {"name": "ask_age_range"}, "understanding": json.loads(json.dumps(data))}


def test_what_the_pipeline_found_is_read_into_its_typed_form() -> None:
    parts = [guess("which ages", fact=1.0), guess("why", followup=0.6, out_of_scope=0.4)]
    found = understanding_of("which ages and why", parsed(parts=parts), None)
    assert (found.whole.kind, found.whole.fact, found.whole.intent) == ("fact", "age_range", "ask_age_range")
    assert [p.text for p in found.parts] == ["which ages", "why"]
    assert found.whole.facts[0] == ("age_range", 0.8)
    assert (found.danger, found.unreadable, found.choice) == (None, "", "")


def test_whether_something_was_said_before_decides_what_a_follow_up_is() -> None:
    leaning = parsed(whole=guess("why", followup=0.55, out_of_scope=0.45))
    assert understanding_of("why", leaning, None, context=True).whole.kind == "followup"
    alone = understanding_of("why", leaning, None, context=False).whole
    assert alone.kind == "out_of_scope"
    assert alone.leaning == "followup_why"


def test_danger_carries_its_category_its_language_and_who_noticed() -> None:
    danger = {"category": "overdose", "language": "es", "by": "pattern"}
    assert understanding_of("x", parsed(danger=danger), None).danger == Danger("overdose", "es", "pattern")
    assert understanding_of("x", parsed(danger={"category": "overdose"}), None).danger == Danger("overdose", "en")


def test_a_choice_tapped_comes_with_the_message() -> None:
    assert understanding_of("Toxic stress", parsed(), {"choice": "c123", "other": 1}).choice == "c123"
    assert understanding_of("Toxic stress", parsed(), {"choice": None}).choice == ""


@pytest.mark.parametrize(
    ("intent", "kind", "fact"),
    [
        ("ask_age_range", "fact", "age_range"), ("oos_other", "out_of_scope", ""), ("smalltalk_bot", "smalltalk", ""),
        ("tell_role", "smalltalk", ""), ("advice_legal", "advice", ""), ("followup_more", "followup", ""),
    ],
)  # fmt: skip
def test_a_ready_made_intent_is_understood_alone(intent: str, kind: str, fact: str) -> None:
    found = understanding_of("x", {"intent": {"name": intent, "confidence": 1.0}}, None)
    assert (found.whole.kind, found.whole.fact, found.whole.intent) == (kind, fact, intent)


def test_a_ready_made_crisis_intent_is_danger() -> None:
    assert understanding_of("x", {"intent": {"name": "crisis_overdose"}}, None).danger == Danger("overdose", "en")


@pytest.mark.parametrize(
    "data", [{}, {"intent": None}, {"intent": {"name": None}}, {"understanding": None}, {"understanding": {}}]
)
def test_a_pipeline_that_found_nothing_is_an_unknown_message(data: dict[str, Any]) -> None:
    found = understanding_of("anything", data, None)
    assert (found.whole.kind, found.whole.intents, found.danger) == ("unknown", (), None)


def test_only_fact_intents_have_a_fact() -> None:
    assert fact_id("ask_age_range") == "age_range"
    assert fact_id("task_ask_age") == fact_id("") == fact_id("oos_other") == ""


def test_who_asks_for_a_fact_that_was_taken_out_asks_for_what_is_not_there() -> None:
    found = understanding_of("which ages", parsed(), None, facts=["resources"]).whole
    assert (found.kind, found.intent, found.facts) == ("out_of_scope", "oos_other", (("resources", 0.0),))
    assert understanding_of("which ages", parsed(), None, facts=["age_range"]).whole.fact == "age_range"


def test_an_intent_alone_for_a_fact_that_was_taken_out_is_out_of_scope() -> None:
    data = {"intent": {"name": "ask_age_range"}}
    assert understanding_of("x", data, None, facts=["resources"]).whole.kind == "out_of_scope"
    assert understanding_of("x", data, None, facts=["age_range"]).whole.fact == "age_range"
