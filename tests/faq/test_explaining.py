"""The line under a reply in the shell: what was understood, how surely, what came next, and why."""

from __future__ import annotations

from typing import Any

import pytest

from faq.answering import message_for
from faq.choosing import STEPS, choose
from faq.conversation import Conversation
from faq.explaining import REASONS, explained
from faq.knowledge import Knowledge
from faq.rendering.rasa_message import rasa_message
from faq.understanding import understanding_of

LIMITS = {"fact": 0.3, "sure": 0.55, "offer": 0.18, "known": 0.25}
NAMES = {
    "fact": "ask_help_courts",
    "out_of_scope": "oos_other",
    "advice": "advice_legal",
    "smalltalk": "smalltalk_thanks",
}


def parse_data(
    facts: dict[str, float], nearness: float = 0.9, danger: dict[str, str] | None = None, **mass: float
) -> dict[str, Any]:
    """What the NLU pipeline gives for a text with these probabilities."""
    ranked = [[f"ask_{name}", p] for name, p in facts.items()]
    kinds = {"fact": sum(facts.values()), **mass}
    whole = {"text": "", "mass": kinds, "best": NAMES, "facts": ranked, "nearness": nearness}
    return {"understanding": {"whole": whole, "parts": [whole], "danger": danger, "limits": LIMITS}}


def line(knowledge: Knowledge, data: dict[str, Any], text: str = "a question") -> str:
    understood = understanding_of(text, data, None)
    return explained(understood, choose(knowledge, understood, Conversation()))


SURE = parse_data({"help_courts": 0.8, "sud_help": 0.1, "help_clinicians": 0.02}, advice=0.06, out_of_scope=0.02)


def test_a_sure_fact_shows_its_confidence_the_runners_up_and_the_limits_it_passed(knowledge: Knowledge) -> None:
    assert (
        "why: understood ask_help_courts 80 % · next ask_sud_help 10 %, advice 6 %, ask_help_clinicians 2 % · "
        "answer because facts have 92 % (enough from 30 %) and this one 87 % of that (enough from 55 %)"
    ) == line(knowledge, SURE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (parse_data({"help_courts": 0.3, "sud_help": 0.3}, out_of_scope=0.4), ["understood one of 2 facts, 60 % in all", "clarify because several facts fit"]),
        (parse_data({"help_courts": 0.05}, out_of_scope=0.95), ["understood oos_other 95 %", "out_of_scope because facts have only 5 % (offered from 18 %)"]),
        (parse_data({"help_courts": 0.05}, nearness=0.1, advice=0.95), ["understood nothing", "no known question is near (0.10, near from 0.25)"]),
        (parse_data({"help_courts": 0.05}, advice=0.95), ["understood advice_legal 95 %", "advice because it is about one child, case or person"]),
        (parse_data({"help_courts": 0.05}, smalltalk=0.95), ["smalltalk because it is small talk"]),
        (parse_data({"help_courts": 0.8}, danger={"category": "overdose", "language": "en", "by": "pattern"}, crisis=0.1), ["danger, crisis_overdose, noticed by a pattern · next ask_help_courts 80 % · crisis because danger goes before everything"]),
    ],
)  # fmt: skip
def test_every_other_verdict_says_what_decided_it(knowledge: Knowledge, data: dict[str, Any], said: list[str]) -> None:
    shown = line(knowledge, data)

    assert [] == [words for words in said if words not in shown], shown


def test_the_parts_of_a_message_are_told_one_by_one(knowledge: Knowledge) -> None:
    data = parse_data({"help_courts": 0.8})
    other = parse_data({"sud_help": 0.7})["understanding"]["whole"]
    data["understanding"]["parts"].append(other)

    assert "in 2 parts: ask_help_courts 100 %, ask_sud_help 100 %" in line(knowledge, data)


def test_every_step_that_can_speak_has_its_reason() -> None:
    assert [step.__name__ for step in STEPS] == list(REASONS)


def test_only_the_shell_shows_the_line_and_there_it_is_dim_and_last(knowledge: Knowledge) -> None:
    said = {"event": "user", "text": "a question", "parse_data": SURE}
    plain = {channel: message_for(knowledge, [said], channel) for channel in ("cmdline", "website", "rest", "slack")}
    asked = {channel: message_for(knowledge, [said], channel, why=True) for channel in plain}

    assert [name for name in plain if plain[name] != asked[name]] == ["cmdline"]
    assert asked["cmdline"]["text"].startswith(plain["cmdline"]["text"] + "\n\x1b[0;2mwhy: understood ask_help_courts")
    assert asked["cmdline"]["text"].endswith("\x1b[0m")


def test_the_line_holds_nothing_that_the_person_wrote(knowledge: Knowledge) -> None:
    assert "canary" not in line(knowledge, SURE, "canary canary")


def test_a_reply_that_no_step_gave_is_explained_by_what_was_understood(knowledge: Knowledge) -> None:
    understood = understanding_of("x", {}, None)
    outcome = choose(knowledge, understood, Conversation())

    assert explained(understood, outcome).startswith("why: understood nothing")
    assert "why" not in rasa_message(knowledge, outcome, "cmdline")["text"].splitlines()[-1]
