"""Every fact is answered, from its canonical question and as people type it, with its sources, through both doors."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.http.client import Chat, Door
from tests.http.product import REPOSITORY

FACTS = yaml.safe_load((REPOSITORY / "knowledge" / "facts.yml").read_text("utf-8"))["facts"]
QUESTIONS = {fact["id"]: fact["question"] for fact in FACTS}
TITLES = {fact["title"]: fact["id"] for fact in FACTS}
TYPED = {
    "imh_definition": "hi, can you explain what infant mental health means?",
    "iecmh_definition": "what does iecmh stand for and mean",
    "iecmh_term_uses": "does IECMH have other meanings too?",
    "age_range": "up to what age is this for? 3 or 5?",
    "three_reasons": "why should i care about infant mental health",
    "brain_architecture": "why is it so important to build a strong brain early on?",
    "secure_attachment": "what is secure attachment and what is it good for",
    "toxic_stress": "whats toxic stress and what does it do to a baby",
    "toxic_stress_antidote": "is there anything that protects babies from toxic stress?",
    "behavior_relationships": "how do caregivers help kids learn to self regulate and get along with others?",
    "caregiver_role": "as a mom what can i do to support my babys mental health",
    "brain_connections": "how many brain connections form every second in a young child?",
    "aces_impact": "what happens to kids who have a lot of ACEs",
    "sud_root_cause": "what did nadine burke harris say about the cause of addiction",
    "sud_help": "what can professionals do for families struggling with addiction?",
    "help_courts": "what can a family court judge do about visitation when a parent uses drugs?",
    "help_home_visitors": "im a home visitor working with a grandma whose daughter died of an overdose. how can home visitors help",
    "help_medical_ei": "how can nurses and early intervention staff help newborns exposed to drugs",
    "help_consultants": "how can a consultant help child care teachers with a baby who had NAS",
    "help_clinicians": "do parenting groups led by clinicians help parents with a substance use disorder?",
    "help_addiction_specialists": "why should addiction counselors know about attachment?",
    "position_statements": "where do i find your position statements on SUD?",
    "about_pa_aimh": "who is behind PA-AIMH?",
    "about_alliance": "tell me about the alliance for the advancement of infant mental health",
    "policy_series": "where is the zero to three policy series?",
    "five_numbers": "what is that five numbers thing from harvard",
    "resources": "can you give me all the links please",
}


JUDGES = "how can judges help families with addiction?"  # the six professions, or theirs: either is right


def block_words(block: dict[str, Any]) -> list[str]:
    """The words of a block that its plain text must hold."""
    if block["type"] == "helpline":
        return [block["name"], block["call"]]
    return list(block.get("items") or [block["text"]])


def assert_is_the_answer(reply: dict[str, Any], fact: str) -> None:
    assert (reply["kind"], reply["facts"]) == ("answer", [fact])
    assert reply["text"].strip()
    assert "\n\n" not in reply["text"]
    assert reply["blocks"]
    assert all(words and words in reply["text"] for block in reply["blocks"] for words in block_words(block))
    assert reply["sources"]
    assert all(source["title"] and source["url"].startswith("http") for source in reply["sources"])
    offered = [TITLES[choice["title"]] for choice in reply["choices"]]
    assert len(offered) <= 3
    assert len(set(offered)) == len(offered)
    assert fact not in offered


@pytest.mark.parametrize("fact", QUESTIONS)
def test_the_website_answers_the_canonical_question(chat: Chat, fact: str) -> None:
    assert_is_the_answer(chat.say(QUESTIONS[fact]), fact)


@pytest.mark.parametrize("fact", QUESTIONS)
def test_rest_answers_the_canonical_question_with_text_and_the_same_reply(door: Door, fact: str) -> None:
    answer = door.rest({"sender": f"canonical {fact}", "message": QUESTIONS[fact]})

    assert answer.status == 200
    texts = [message["text"] for message in answer.json if "text" in message]
    (reply,) = (message["custom"] for message in answer.json if "custom" in message)
    assert_is_the_answer(reply, fact)
    assert texts == [reply["text"]]


@pytest.mark.parametrize("fact", QUESTIONS)
def test_each_choice_offered_leads_to_its_fact(door: Door, fact: str) -> None:
    chat = door.session()
    for choice in chat.say(QUESTIONS[fact])["choices"]:
        assert_is_the_answer(chat.choose(choice["id"]), TITLES[choice["title"]])


@pytest.mark.parametrize("fact", QUESTIONS)
def test_a_question_as_people_type_it_is_answered_with_the_fact(chat: Chat, fact: str) -> None:
    reply = chat.say(TYPED[fact])

    assert reply["kind"] == "answer", reply["text"]
    assert fact in reply["facts"]
    assert reply["sources"]


def test_the_question_about_judges_gets_a_short_answer_with_its_source_and_link(chat: Chat) -> None:
    reply = chat.say(JUDGES)

    assert reply["kind"] == "answer"
    assert reply["facts"] in (["help_courts"], ["sud_help"])
    assert "judges" in reply["text"]
    assert reply["sources"][0]["url"] in reply["text"]
