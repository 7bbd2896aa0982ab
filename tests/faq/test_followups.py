from __future__ import annotations

import pytest

from faq.conversation import Conversation
from faq.followups import follow
from faq.knowledge import Knowledge
from faq.reply import Kind, Reply
from tests.faq.making import heard

AFTER_STRESS = Conversation(facts=("toxic_stress",), kind="answer", turns=1)
AFTER_REASONS = Conversation(facts=("three_reasons",), kind="answer", turns=1)
NEW = Conversation()


def reply_to(
    knowledge: Knowledge, text: str, intent: str, before: Conversation = AFTER_STRESS, **more: object
) -> Reply:
    reply = follow(knowledge, heard(text, intent, **more), before)
    assert reply is not None
    return reply


def test_where_it_is_from_names_sheet_section_and_link(knowledge: Knowledge) -> None:
    reply = reply_to(knowledge, "where did you get that", "followup_source")
    assert reply.facts == ("toxic_stress",)
    assert "(3 Reasons Good Infant Mental Health Matters, Body & health)" in reply.blocks[1].as_text()
    assert [s.url for s in reply.sources] == ["http://www.pa-aimh.org/"]


def test_shorter_is_the_short_form_of_the_same(knowledge: Knowledge) -> None:
    reply = reply_to(knowledge, "tldr", "followup_shorter")
    assert reply.facts == ("toxic_stress",)
    assert reply.blocks[-1].as_text() == knowledge.facts["toxic_stress"].short.text


@pytest.mark.parametrize(("form", "field"), [("more", "more"), ("why", "why"), ("example", "example")])
def test_more_why_and_example_go_to_the_facts_named_for_them(form: str, field: str, knowledge: Knowledge) -> None:
    reply = reply_to(knowledge, "go on", f"followup_{form}")
    assert reply.facts == (getattr(knowledge.facts["toxic_stress"], field),)
    assert reply.kind is Kind.ANSWER


def test_more_and_more_never_says_the_same_again_while_there_is_something_new(knowledge: Knowledge) -> None:
    before, told = AFTER_STRESS, ["toxic_stress"]
    for _ in range(4):
        reply = reply_to(knowledge, "tell me more", "followup_more", before)
        told.extend(reply.facts)
        before = before.after(reply)
    assert len(set(told)) == len(told)


def test_whom_it_goes_for_is_answered_from_the_same(knowledge: Knowledge) -> None:
    assert reply_to(knowledge, "is that for dads too", "followup_who", AFTER_REASONS).facts[0] in (
        "three_reasons",
        "caregiver_role",
    )


@pytest.mark.parametrize(
    ("text", "begins"),
    [("the second one", "Body and health"), ("the last one", "Behavior and relationships"), ("1st", "Brain:")],
)
def test_an_item_of_the_last_list_is_given(text: str, begins: str, knowledge: Knowledge) -> None:
    for intent in ("followup_item", "oos_other"):
        reply = reply_to(knowledge, text, intent, AFTER_REASONS)
        assert reply.blocks[0].as_text().startswith(begins)
        assert reply.facts[0] == "three_reasons"


def test_an_item_that_is_not_there_gives_the_answer_again_and_says_so(knowledge: Knowledge) -> None:
    reply = reply_to(knowledge, "the third one", "followup_item", AFTER_STRESS)
    assert reply.blocks[0].as_text() == knowledge.phrase("item_missing")
    assert reply.facts == ("toxic_stress",)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("and judges?", "help_courts"),
        ("what about the ages", "age_range"),
        ("and nadine burke harris", "sud_root_cause"),
    ],
)
def test_a_topic_named_is_turned_to(text: str, fact: str, knowledge: Knowledge) -> None:
    assert reply_to(knowledge, text, "followup_about").facts == (fact,)


def test_a_correction_is_taken_with_thanks(knowledge: Knowledge) -> None:
    reply = reply_to(knowledge, "no i meant grandparents", "followup_correction")
    assert reply.facts == ("help_home_visitors",)
    assert reply.blocks[0].as_text() == knowledge.phrase("correction_lead")


def test_a_correction_that_names_nothing_asks_which(knowledge: Knowledge) -> None:
    assert reply_to(knowledge, "no not that", "followup_correction").kind is Kind.SMALLTALK
    guesses = (("age_range", 0.02), ("resources", 0.01))
    offered = reply_to(
        knowledge, "no the other", "followup_correction", facts=guesses, mass={"followup": 0.9, "fact": 0.03}
    )
    assert (offered.kind, offered.facts) == (Kind.CLARIFY, ("age_range", "resources"))


@pytest.mark.parametrize("form", ["source", "more", "shorter", "why", "example", "who"])
def test_with_nothing_said_before_there_is_nothing_to_follow(form: str, knowledge: Knowledge) -> None:
    reply = reply_to(knowledge, "go on", f"followup_{form}", NEW)
    assert (reply.kind, reply.facts) == (Kind.SMALLTALK, ())
    assert reply.blocks[0].as_text() == knowledge.phrase("nothing_to_follow")


def test_how_can_i_help_is_answered_for_the_role_told(knowledge: Knowledge) -> None:
    judge = Conversation(role="judge", turns=1)
    assert reply_to(knowledge, "so what can i do to help?", "ask_caregiver_role", judge).facts == ("help_courts",)
    assert follow(knowledge, heard("so what can i do to help?", "ask_caregiver_role"), NEW) is None
    assert follow(knowledge, heard("what can i do about toxic stress?", "ask_toxic_stress_antidote"), judge) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is attachment", "ask_secure_attachment"),
        ("thanks", "smalltalk_thanks"),
        ("is it raining", "oos_other"),
        ("", ""),
    ],
)
def test_what_is_no_follow_up_is_left_to_others(text: str, intent: str, knowledge: Knowledge) -> None:
    assert follow(knowledge, heard(text, intent), AFTER_STRESS) is None


@pytest.mark.parametrize("fact", ["imh_definition", "resources", "sud_root_cause", "help_courts"])
@pytest.mark.parametrize("form", ["source", "more", "shorter", "why", "example", "who", "item", "correction", "about"])
def test_every_form_after_any_answer_says_something(form: str, fact: str, knowledge: Knowledge) -> None:
    before = Conversation(facts=(fact,), kind="answer", turns=1)
    assert reply_to(knowledge, "that", f"followup_{form}", before).blocks


def test_after_two_facts_in_one_answer_both_are_followed(knowledge: Knowledge) -> None:
    both = Conversation(facts=("age_range", "resources"), kind="answer", turns=1)
    assert reply_to(knowledge, "shorter", "followup_shorter", both).facts == ("age_range", "resources")
