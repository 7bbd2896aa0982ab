from __future__ import annotations

import json
import random
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy

from stores import rule_lookups

BY_RASA = RulePolicy._get_possible_keys
LISTEN = {"action_name": "action_listen"}
INTENTS = [f"ask_{n}" for n in range(12)]


def rule(*states: dict[str, Any]) -> str:
    return json.dumps(list(states))


def asked(intent: str, **more: Any) -> dict[str, Any]:
    return {"user": {"intent": intent, **more}, "prev_action": LISTEN}


def did(action: str, intent: str) -> dict[str, Any]:
    return {"user": {"intent": intent}, "prev_action": {"action_name": action}}


RULES = {
    **{rule(asked(i)): "action_answer" for i in INTENTS},
    **{rule(asked(i), did("action_answer", i)): "utter_unavailable" for i in INTENTS},
    **{rule(asked(i), did("action_answer", i), did("utter_unavailable", i)): "action_listen" for i in INTENTS},
    rule({}, asked("ask_1")): "first of all",
    rule({"user": {"text": "exactly this"}, "prev_action": LISTEN}): "words",
    rule({**asked("ask_2"), "slots": {"known": [1.0]}}): "slot",
    rule({**asked("ask_3"), "slots": {"known": "should_not_be_set"}}): "no slot",
    rule({"user": {"intent": "ask_4", "entities": ["place"]}, "prev_action": LISTEN}): "entity",
}


@pytest.fixture
def policy() -> RulePolicy:
    return RulePolicy.__new__(RulePolicy)


def moments(chance: random.Random) -> list[dict[str, Any]]:
    """A conversation as rules see it."""
    found: list[dict[str, Any]] = [{}] if chance.random() < 0.3 else []
    for _ in range(chance.randint(1, 5)):
        intent = chance.choice([*INTENTS, "never heard of"])
        more = chance.choice([{}, {"entities": ("place",)}, {"text": "something else"}])
        first = {**asked(intent, **more), **chance.choice([{}, {"slots": {"known": (1.0,)}}])}
        if chance.random() < 0.2:
            first = {"user": {"text": chance.choice(["exactly this", "other words"])}, "prev_action": LISTEN}
        found += [first, did("action_answer", intent), did("utter_unavailable", intent)][: chance.randint(1, 3)]
    return found


def test_the_rules_that_fit_are_those_that_rasa_finds(policy: RulePolicy) -> None:
    chance = random.Random(5)
    fitting = 0
    for _ in range(400):
        states = moments(chance)
        wanted = BY_RASA(policy, RULES, states)
        fitting += bool(wanted)
        assert wanted == rule_lookups._fitting(policy, RULES, states) == rule_lookups._fitting(policy, RULES, states)
    assert 100 < fitting < 400, "some fit and some do not"


def test_other_rules_have_a_table_of_their_own(policy: RulePolicy) -> None:
    fewer = {rule(asked("ask_1")): "action_answer"}
    growing = dict(fewer)

    assert len(rule_lookups._fitting(policy, RULES, [asked("ask_1")])) > 1
    assert set(fewer) == rule_lookups._fitting(policy, fewer, [asked("ask_1")])
    assert set(growing) == rule_lookups._fitting(policy, growing, [asked("ask_1")])
    growing[rule({"user": {"intent": "ask_1"}, "prev_action": {}})] = "another"
    assert BY_RASA(policy, growing, [asked("ask_1")]) == rule_lookups._fitting(policy, growing, [asked("ask_1")])


def test_what_a_person_wrote_is_not_kept_and_the_table_has_a_bound(
    policy: RulePolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_lookups, "KEPT_MOST", 5)
    for number in range(20):
        rule_lookups._fitting(policy, RULES, [{"user": {"text": f"secret {number}"}, "prev_action": LISTEN}])
        rule_lookups._fitting(policy, RULES, [asked(f"never {number}")])
    (table,) = vars(policy)["faq_tables"].values()

    assert 5 == len(table._known)
    assert "secret" not in repr(table._known)
