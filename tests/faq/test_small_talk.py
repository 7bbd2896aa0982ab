from __future__ import annotations

import time

import pytest

from faq.choices import choice_id
from faq.conversation import Conversation
from faq.knowledge import Knowledge
from faq.reply import Kind
from faq.small_talk import half_a_question, talk
from ops import generate
from tests.faq.making import heard

NEW = Conversation()


@pytest.mark.parametrize("kind", [k for k in generate.SMALL_TALK if k != "repeat"])
def test_every_kind_of_small_talk_is_answered_in_its_own_words(kind: str, knowledge: Knowledge) -> None:
    reply = talk(knowledge, heard("x", f"smalltalk_{kind}"), NEW)
    assert reply is not None
    assert reply.blocks[0].as_text() == knowledge.phrase(f"smalltalk_{kind}")
    assert (reply.kind, reply.category) == (Kind.SMALLTALK, kind)


@pytest.mark.parametrize("kind", ["greet", "capabilities", "complaint", "restart"])
def test_a_person_who_may_not_know_what_to_ask_is_offered_topics(kind: str, knowledge: Knowledge) -> None:
    reply = talk(knowledge, heard("x", f"smalltalk_{kind}"), NEW)
    assert reply is not None
    assert len(reply.choices) == 3


def test_yes_to_one_offer_takes_it_and_to_several_asks_which(knowledge: Knowledge) -> None:
    one, two = (
        Conversation(offered=(choice_id("age_range"),)),
        Conversation(offered=(choice_id("age_range"), choice_id("resources"))),
    )
    taken, asked = (talk(knowledge, heard("yes", "smalltalk_affirm"), before) for before in (one, two))
    assert taken is not None
    assert asked is not None
    assert taken.facts == ("age_range",)
    assert asked.blocks[0].as_text() == knowledge.phrase("smalltalk_affirm_choices")
    assert [c.id for c in asked.choices] == list(two.offered)


def test_no_to_choices_says_sorry_and_no_to_nothing_does_not(knowledge: Knowledge) -> None:
    after = Conversation(offered=(choice_id("age_range"),), kind="clarify")
    told = [talk(knowledge, heard("no", "smalltalk_deny"), before) for before in (after, NEW)]
    assert [r.blocks[0].as_text() for r in told if r] == [
        knowledge.phrase("out_of_choices"),
        knowledge.phrase("smalltalk_deny"),
    ]


def test_other_kinds_are_no_small_talk(knowledge: Knowledge) -> None:
    assert talk(knowledge, heard("x", "ask_age_range"), NEW) is None
    assert talk(knowledge, heard("x", ""), NEW) is None


@pytest.mark.parametrize(
    "text", ["what is", "so how do", "can you tell me about", "Tell me about...", "ok and what about the", "explain"]
)
def test_the_beginning_of_a_question_is_only_half_of_it(text: str) -> None:
    assert half_a_question(text)


@pytest.mark.parametrize("text", ["what is imh", "tell me about judges", "hello", "", "is it free", "i want links"])
def test_whole_questions_and_other_messages_are_not_halves(text: str) -> None:
    assert not half_a_question(text)


@pytest.mark.parametrize(
    "text", ["so " * 1300, "what " * 800, "um" * 2000, "what is the " * 330 + "x", "so,,,, " * 570]
)
def test_hostile_text_takes_bounded_time(text: str) -> None:
    started = time.process_time()
    half_a_question(text[:4000])
    assert time.process_time() - started < 0.5  # seconds of this process
