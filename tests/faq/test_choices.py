from __future__ import annotations

import pytest

from faq.choices import (
    NONE_OF_THESE,
    choice_id,
    fact_choice,
    names_place,
    none_choice,
    offered_by_words,
    place_mentioned,
    place_named,
    target_by_words,
    targets,
    title_of,
)
from faq.knowledge import Knowledge


def test_a_choice_shows_the_title_and_hides_the_fact(knowledge: Knowledge) -> None:
    choice = fact_choice(knowledge, "toxic_stress")
    assert choice.title == knowledge.facts["toxic_stress"].title
    assert "toxic" not in choice.id
    assert "ask_" not in choice.id


def test_every_choice_leads_back_to_what_it_was_made_for(knowledge: Knowledge) -> None:
    known = targets(knowledge)
    assert {known[choice_id(f)] for f in knowledge.facts} == set(knowledge.facts)
    assert known[none_choice(knowledge).id] == NONE_OF_THESE
    assert len(known) == 28


def test_ids_are_the_same_in_every_process() -> None:
    assert choice_id("toxic_stress") == "cbfd345a21c"  # stored in conversations: a change breaks their buttons


def test_the_words_on_a_choice_are_found_by_its_id(knowledge: Knowledge) -> None:
    assert title_of(knowledge, choice_id("aces_impact")) == knowledge.facts["aces_impact"].title
    assert title_of(knowledge, none_choice(knowledge).id) == knowledge.phrase("clarify_none")
    assert title_of(knowledge, "c0000000000") == ""


@pytest.mark.parametrize(
    ("said", "count", "place"),
    [
        ("1", 3, 0), ("2.", 3, 1), ("the second one", 3, 1), ("ok the last one please", 3, 2), ("option 3", 3, 2), ("#2", 3, 1),
        ("number three, thanks", 3, 2), ("the latter", 2, 1), ("i'll take the first", 3, 0), ("tell me about the 2nd", 3, 1), ("b", 3, 1),
        ("The Third Reason!", 3, 2), ("um, the top one i guess", 4, 0), ("4", 3, None), ("the fourth", 3, None), ("2", 0, None),
        ("one million brain connections", 3, None), ("the second year of life", 3, None), ("a", 3, 0), ("what is attachment", 3, None),
        ("", 3, None), ("22", 3, None), ("first of all what is imh", 3, None),
    ],
)  # fmt: skip
def test_a_place_is_taken_only_when_the_message_is_nothing_else(said: str, count: int, place: int | None) -> None:
    assert place_named(said, count) == place


def test_a_place_that_does_not_exist_is_still_a_place() -> None:
    assert names_place("number 4")
    assert not names_place("four judges in my county")


@pytest.mark.parametrize("field", ["title", "question"])
def test_titles_and_questions_typed_out_are_taken(field: str, knowledge: Knowledge) -> None:
    for fact in knowledge.facts.values():
        typed = f"  {getattr(fact, field).upper()}!! "
        assert target_by_words(knowledge, typed) == fact.id


def test_other_words_lead_nowhere(knowledge: Knowledge) -> None:
    assert target_by_words(knowledge, "none of these") == NONE_OF_THESE
    for text in ("", "?", "toxic stress in cats", "what is infant mental health about really"):
        assert target_by_words(knowledge, text) == ""


@pytest.mark.parametrize(
    ("said", "count", "place"),
    [
        ("more on the third reason", 3, 2),
        ("tell me the last item again", 6, 5),
        ("the fourth?", 3, None),
        ("go on please", 3, None),
    ],
)
def test_a_place_mentioned_among_other_words_is_found(said: str, count: int, place: int | None) -> None:
    assert place_mentioned(said, count) == place


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("the ages", "age_range"), ("links please", "resources"), ("the one about toxic stress", ""), ("", ""), ("something else", ""),
        ("a long message that talks of ages and of very many other things besides", ""),
    ],
)  # fmt: skip
def test_a_few_words_about_one_of_the_choices_take_it(said: str, fact: str, knowledge: Knowledge) -> None:
    assert offered_by_words(knowledge, said, ("age_range", "resources")) == fact


def test_words_that_fit_two_choices_take_neither(knowledge: Knowledge) -> None:
    assert offered_by_words(knowledge, "mental health", ("imh_definition", "iecmh_definition")) == ""
