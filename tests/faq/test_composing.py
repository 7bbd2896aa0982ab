from __future__ import annotations

import re

import pytest

from faq import composing
from faq.knowledge import Knowledge
from faq.rendering.plain_text import whole_text
from faq.reply import HelplineBlock, Kind, Paragraph, Quote

CATEGORIES = (
    "self_harm",
    "child_harm",
    "abuse_disclosed",
    "violence_at_home",
    "overdose",
    "postpartum",
    "medical_emergency",
    "general",
)


def test_every_fact_answers_with_its_words_sources_short_form_and_three_related(knowledge: Knowledge) -> None:
    for fact in knowledge.facts.values():
        reply = composing.answer(knowledge, (fact.id,))
        text = " ".join(block.as_text() for block in reply.blocks)
        assert (reply.kind, reply.facts, reply.short) == (Kind.ANSWER, (fact.id,), fact.short.text)
        assert all(sentence.text in text for sentence in fact.sentences)
        assert {s.id for s in reply.sources} == {*(s.id for s in fact.sources), *fact.links}
        assert len(reply.choices) == 3
        assert fact.title not in [c.title for c in reply.choices]


def test_quotations_stay_quotations_with_who_said_them(knowledge: Knowledge) -> None:
    quotes = [b for b in composing.answer(knowledge, ("sud_root_cause",)).blocks if isinstance(b, Quote)]
    assert [q.attribution for q in quotes] == ["Nadine Burke Harris, M.D., 2017"]
    assert quotes[0].as_text().startswith("“is probably the most dangerous thing in the household")


def test_two_facts_are_answered_in_the_order_asked(knowledge: Knowledge) -> None:
    reply = composing.answer(knowledge, ("toxic_stress", "resources"), "two_parts_lead")
    texts = [b.as_text() for b in reply.blocks]
    assert texts[0] == knowledge.phrase("two_parts_lead")
    joined = "\n".join(texts)
    assert joined.index(knowledge.facts["toxic_stress"].sentences[0].text) < joined.index("These are the links")
    assert reply.short == ""
    assert len(reply.choices) == 3


def test_facts_answered_before_are_offered_last(knowledge: Knowledge) -> None:
    first = knowledge.facts["toxic_stress"].related[0]
    titles = [c.title for c in composing.answer(knowledge, ("toxic_stress",), avoid=(first,)).choices]
    assert titles[-1] == knowledge.facts[first].title


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_crisis_reply_gives_the_lines_in_order_right_after_the_opening(category: str, knowledge: Knowledge) -> None:
    reply = composing.crisis(knowledge, category, "en")
    lines = [b.name for b in reply.blocks if isinstance(b, HelplineBlock)]
    assert isinstance(reply.blocks[0], Paragraph)
    assert isinstance(reply.blocks[1], HelplineBlock)
    assert lines == [h.name for h in knowledge.lines_for(category)]
    assert (reply.kind, reply.category, reply.facts, reply.choices) == (Kind.CRISIS, category, (), ())
    assert re.search(r"\b(?:911|988)\b", reply.blocks[0].text)


@pytest.mark.parametrize("category", CATEGORIES)
def test_danger_told_in_spanish_is_answered_in_spanish_first_and_in_english_too(
    category: str, knowledge: Knowledge
) -> None:
    texts = [b.text for b in composing.crisis(knowledge, category, "es").blocks if isinstance(b, Paragraph)]
    stem = f"crisis_{category}"
    parts = (f"{stem}_es.opening", f"{stem}_es.closing", f"{stem}.opening", f"{stem}.closing")
    assert texts == [knowledge.phrase(p) for p in parts]


@pytest.mark.parametrize("form", ["still", "cannot_call", "watched"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_another_form_keeps_the_category_and_changes_words(form: str, language: str, knowledge: Knowledge) -> None:
    order = "" if form == "still" else form
    reply = composing.crisis(knowledge, "overdose", language, form, order)
    assert reply.category == "overdose"
    assert knowledge.phrase(f"crisis_{form}.opening") in whole_text(knowledge, reply)
    assert [b.name for b in reply.blocks if isinstance(b, HelplineBlock)] == [
        h.name for h in knowledge.lines_for(order or "overdose")
    ]


def test_those_who_cannot_call_get_only_lines_that_take_texts(knowledge: Knowledge) -> None:
    blocks = composing.crisis(knowledge, "overdose", "en", "cannot_call", "cannot_call").blocks
    assert all(b.text for b in blocks if isinstance(b, HelplineBlock))


def test_choices_offer_facts_and_a_way_out(knowledge: Knowledge) -> None:
    reply = composing.clarify(knowledge, ("age_range", "resources"))
    assert (reply.kind, reply.facts) == (Kind.CLARIFY, ("age_range", "resources"))
    assert [c.title for c in reply.choices] == [knowledge.facts[f].title for f in reply.facts] + ["None of these"]


def test_advice_says_what_it_cannot_do_names_who_can_and_gives_the_nearest_fact(knowledge: Knowledge) -> None:
    reply = composing.advice(knowledge, "advice_development", "age_range")
    assert reply.blocks[0].as_text() == knowledge.phrase("advice_development")
    assert [b.call for b in reply.blocks if isinstance(b, HelplineBlock)] == ["1-800-692-7288"]
    assert reply.blocks[-1].as_text() == knowledge.facts["age_range"].short.text
    assert (reply.kind, reply.facts) == (Kind.ADVICE, ("age_range",))
    assert composing.advice(knowledge, "advice_legal", "").facts == ()


def test_one_item_of_a_list_is_given_alone(knowledge: Knowledge) -> None:
    second = composing.item_answer(knowledge, "three_reasons", 1)
    last = composing.item_answer(knowledge, "three_reasons", -1)
    assert second is not None
    assert second.blocks[0].as_text().startswith("Body and health:")
    assert last is not None
    assert last.blocks[0].as_text().startswith("Behavior and relationships:")
    assert composing.item_answer(knowledge, "three_reasons", 3) is None
    assert composing.item_answer(knowledge, "toxic_stress", 0) is None


def test_the_short_form_and_the_sources_name_the_same_fact(knowledge: Knowledge) -> None:
    short = composing.short_answer(knowledge, ("aces_impact",))
    sources = composing.sources_answer(knowledge, ("aces_impact",))
    assert short.blocks[-1].as_text() == knowledge.facts["aces_impact"].short.text
    assert isinstance(sources.blocks[1], Quote)
    assert sources.blocks[1].attribution == "Fast Facts: Infant Early Childhood Mental Health, Key numbers"
    assert " ".join(sources.blocks[1].text.split()) in " ".join(knowledge.source_text.split())
    assert "http://www.pa-aimh.org/" in [s.url for s in sources.sources]
    assert short.facts == sources.facts == ("aces_impact",)


def test_lines_kept_in_view_come_behind_the_answer(knowledge: Knowledge) -> None:
    answer = composing.answer(knowledge, ("age_range",))
    kept = composing.with_lines(knowledge, answer, "overdose")
    assert kept.blocks[: len(answer.blocks)] == answer.blocks
    assert [b.name for b in kept.blocks[len(answer.blocks) + 1 :] if isinstance(b, HelplineBlock)] == [
        h.name for h in knowledge.lines_for("overdose")[:2]
    ]


def test_a_failure_is_honest_and_gives_the_emergency_lines(knowledge: Knowledge) -> None:
    reply = composing.unavailable(knowledge)
    assert reply.category == "unavailable"
    assert "not working" in reply.blocks[0].as_text()
    assert [b.call or b.text for b in reply.blocks if isinstance(b, HelplineBlock)] == [
        "911",
        "988",
        "Text HOME to 741741",
    ]
