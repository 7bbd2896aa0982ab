from __future__ import annotations

import pytest

from faq.conversation import Conversation
from faq.doing import asked_to_do, only_asks_what_to_do
from faq.knowledge import Knowledge
from faq.reply import Kind
from faq.topics import in_focus, nearly_named, topics_named
from tests.faq.making import heard

JUDGE = Conversation(role="judge", turns=1)
AFTER_STRESS = Conversation(facts=("toxic_stress",), kind="answer", turns=1)


def asked(knowledge: Knowledge, text: str, before: Conversation) -> tuple[str, ...]:
    reply = asked_to_do(knowledge, heard(text, "smalltalk_capabilities"), before, topics_named(knowledge, text))
    return reply.facts if reply else ()


@pytest.mark.parametrize(
    "text", ["so what can i do then", "how do i fix it?", "what helps", "and what could we do about that"]
)
def test_a_bare_question_asks_only_what_can_be_done(text: str) -> None:
    assert only_asks_what_to_do(text)


@pytest.mark.parametrize(
    "text", ["what can you do", "what do i do if he chokes", "how do i fix my car", "i will do it", ""]
)
def test_a_question_with_a_topic_of_its_own_asks_more(text: str) -> None:
    assert not only_asks_what_to_do(text)


def test_the_role_decides_unless_what_was_said_is_pointed_at(knowledge: Knowledge) -> None:
    assert asked(knowledge, "so how can i help?", JUDGE) == ("help_courts",)
    after = Conversation(role="judge", facts=("toxic_stress",), kind="answer", turns=2)
    assert asked(knowledge, "what can i do about that", after) == ("toxic_stress_antidote",)
    assert asked(knowledge, "how can i use attachment in my courtroom", after) == ("help_courts",)


def test_without_a_role_it_is_about_what_was_said(knowledge: Knowledge) -> None:
    assert asked(knowledge, "what do i do then", AFTER_STRESS) == ("toxic_stress_antidote",)
    assert asked(knowledge, "what do i do about attachment", AFTER_STRESS) == ()


def test_with_neither_help_is_offered_in_choices(knowledge: Knowledge) -> None:
    reply = asked_to_do(knowledge, heard("how can i help", "smalltalk_capabilities"), Conversation(), ())
    assert reply is not None
    assert (reply.kind, reply.facts) == (Kind.CLARIFY, ("caregiver_role", "sud_help"))


def test_an_item_of_a_list_is_in_focus_and_two_answers_both_are(knowledge: Knowledge) -> None:
    assert in_focus(knowledge, ("three_reasons", "toxic_stress")) == ("toxic_stress",)
    assert in_focus(knowledge, ("age_range", "resources")) == ("age_range", "resources")
    assert in_focus(knowledge, ()) == ()


@pytest.mark.parametrize(
    ("text", "fact"),
    [("brane architecture", "brain_architecture"), ("the position statments pls", "position_statements"), ("pizza", ""), ("face", ""), ("", "")],
)  # fmt: skip
def test_a_misspelt_name_is_known_and_other_words_are_not(text: str, fact: str, knowledge: Knowledge) -> None:
    assert nearly_named(knowledge, text) == fact
