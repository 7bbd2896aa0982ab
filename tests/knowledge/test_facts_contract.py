"""What the contract promises of knowledge/: the ids by which payloads, tests and measurements count, and the wording of every reply."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from faq.consistency import NEEDED_PHRASES
from faq.knowledge import Knowledge, load
from ops import generate

ROOT = Path(__file__).resolve().parents[2]
FACTS = (
    "imh_definition", "iecmh_definition", "iecmh_term_uses", "age_range", "three_reasons", "brain_architecture", "secure_attachment",
    "toxic_stress", "toxic_stress_antidote", "behavior_relationships", "caregiver_role", "brain_connections", "aces_impact",
    "sud_root_cause", "sud_help", "help_courts", "help_home_visitors", "help_medical_ei", "help_consultants", "help_clinicians",
    "help_addiction_specialists", "position_statements", "about_pa_aimh", "about_alliance", "policy_series", "five_numbers", "resources",
)  # fmt: skip
# From which sheet: S1 is "3 Reasons", S2 is "Fast Facts".
BOTH = {"age_range", "caregiver_role", "about_pa_aimh", "about_alliance", "resources"}
FIRST_SHEET = {
    "imh_definition", "three_reasons", "brain_architecture", "secure_attachment", "toxic_stress", "toxic_stress_antidote",
    "behavior_relationships",
}  # fmt: skip
CATEGORIES = (
    "self_harm",
    "child_harm",
    "abuse_disclosed",
    "violence_at_home",
    "overdose",
    "postpartum",
    "medical_emergency",
)
# Verified by research; a change of any needs a person who has looked it up.
NUMBERS = {
    "emergency_911": ("911", ""), "lifeline_988": ("988", "988"), "maternal_hotline": ("1-833-852-6262", "1-833-852-6262"),
    "postpartum_support": ("1-800-944-4773", "1-800-944-4773"), "childhelp": ("1-800-422-4453", "1-800-422-4453"),
    "childline_pa": ("1-800-932-0313", ""), "domestic_violence": ("1-800-799-7233", "88788"),
    "samhsa_pa_get_help": ("1-800-662-4357", "717-216-0905"), "poison_help": ("1-800-222-1222", ""), "crisis_text_line": ("", "741741"),
    "safespot": ("1-800-972-0590", ""), "pa_connect": ("1-800-692-7288", ""),
}  # fmt: skip
FIRST_LINE = {
    "self_harm": "lifeline_988", "child_harm": "emergency_911", "abuse_disclosed": "emergency_911", "violence_at_home": "emergency_911",
    "overdose": "emergency_911", "postpartum": "lifeline_988", "medical_emergency": "emergency_911", "general": "emergency_911",
    "watched": "emergency_911", "cannot_call": "lifeline_988", "emergency": "emergency_911",
}  # fmt: skip
LINKS = {
    "https://www.zerotothree.org/resources/series/infant-and-early-childhood-mental-health-iecmh-policy-series",
    "https://developingchild.harvard.edu/resources/five-numbers-to-remember-about-early-childhood-development/",
    "https://www.motherjones.com/politics/2017/07/the-opioid-epidemic-is-literally-changing-kids-brains",
    "http://www.pa-aimh.org/news-around-pa.html",
    "https://www.allianceaimh.org/presentations/",
    "https://www.allianceaimh.org/",
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Everything in knowledge/."""
    return load(ROOT / "knowledge")


def test_the_27_facts_are_there_under_their_ids_and_no_others(knowledge: Knowledge) -> None:
    assert tuple(knowledge.facts) == FACTS
    assert len(FACTS) == 27


def test_every_fact_names_the_sheet_that_it_is_from(knowledge: Knowledge) -> None:
    for fact in knowledge.facts.values():
        sheets = {s.id for s in fact.sources}
        if fact.id in BOTH:
            assert sheets == {"sheet_three_reasons", "sheet_fast_facts"}, fact.id
        else:
            assert sheets == {"sheet_three_reasons" if fact.id in FIRST_SHEET else "sheet_fast_facts"}, fact.id


def test_every_link_of_the_sheets_is_listed_mended_and_offered_by_resources(knowledge: Knowledge) -> None:
    offered = {knowledge.sources[link].url for link in knowledge.facts["resources"].links}
    assert offered >= LINKS
    assert all(
        knowledge.sources[link].fallback_url or link == "pa_aimh_home" for link in knowledge.facts["resources"].links
    )


def test_the_two_terms_keep_their_ages(knowledge: Knowledge) -> None:
    words = {i: " ".join(s.text for s in f.sentences) for i, f in knowledge.facts.items()}
    assert "ages 0 to 3" in words["imh_definition"]
    assert "birth to 5" in words["iecmh_definition"]
    assert "ages 0 to 3" in words["age_range"]
    assert "birth to 5" in words["age_range"]
    assert [i for i, text in words.items() if "0 to 3" in text and "birth to 5" in text] == ["age_range"]


def test_the_quotation_begins_where_her_words_do_and_no_percentage_is_joined_to_aces(knowledge: Knowledge) -> None:
    quote = next(s for s in knowledge.facts["sud_root_cause"].sentences if "haunt that caregiver" in s.text)
    assert quote.text.startswith("is probably the most dangerous thing in the household")
    assert "%" not in "".join(
        s.text for s in (*knowledge.facts["aces_impact"].sentences, knowledge.facts["aces_impact"].short)
    )


@pytest.mark.parametrize("category", [*CATEGORIES, "general"])
def test_every_kind_of_danger_has_words_in_both_languages_and_lines_in_the_order_of_research(
    category: str, knowledge: Knowledge
) -> None:
    for language in ("", "_es"):
        for part in ("opening", "closing"):
            assert knowledge.phrase(f"crisis_{category}{language}.{part}")
    lines = knowledge.lines_for(category)
    assert lines[0].id == FIRST_LINE[category]
    assert any(line.text for line in lines) or category == "medical_emergency", "somebody cannot speak"


def test_the_lines_first_in_every_order_are_those_of_research(knowledge: Knowledge) -> None:
    assert {category: ids[0] for category, ids in knowledge.order.items()} == FIRST_LINE


def test_every_number_is_the_verified_one(knowledge: Knowledge) -> None:
    assert set(knowledge.helplines) == set(NUMBERS)
    for line in knowledge.helplines.values():
        call, text = NUMBERS[line.id]
        assert line.call == call
        assert text in line.text if text else line.text == ""


def test_a_line_open_in_business_hours_is_never_offered_in_a_crisis(knowledge: Knowledge) -> None:
    assert all("pa_connect" not in ids for ids in knowledge.order.values())
    assert all(any(knowledge.helplines[i].hours.startswith("24") for i in ids) for ids in knowledge.order.values())


def test_every_intent_that_is_no_fact_has_its_words(knowledge: Knowledge) -> None:
    assert set(generate.CRISIS) == set(CATEGORIES)
    wanted = [*(f"advice_{a}" for a in generate.ADVICE), *(f"oos_{o}" for o in generate.OUT_OF_SCOPE)]
    wanted += [f"smalltalk_{s}" for s in generate.SMALL_TALK if s != "repeat"]  # repeating says the answer again
    assert [w for w in wanted if w not in knowledge.phrases] == []
    assert {"smalltalk_repeat_lead", "smalltalk_repeat_nothing"} <= set(knowledge.phrases)


def literals(folder: str) -> set[str]:
    """Every text constant in the code of a folder."""
    return {
        node.value
        for path in (ROOT / folder).rglob("*.py")
        if path.name not in ("consistency.py", "intents.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_phrase_that_the_code_asks_for_by_name_is_one_that_loading_insists_on(knowledge: Knowledge) -> None:
    asked = literals("faq") | literals("channels") | literals("stores")
    other_uses = {"duplicate", "media", "empty"}  # words of the code that are names of phrases by chance
    assert {p for p in asked if p in knowledge.phrases and p not in NEEDED_PHRASES} <= other_uses


def test_every_phrase_that_loading_insists_on_stands_once(knowledge: Knowledge) -> None:
    assert sorted(set(NEEDED_PHRASES)) == sorted(NEEDED_PHRASES)
    assert set(NEEDED_PHRASES) <= set(knowledge.phrases)


def test_every_error_that_a_door_tells_without_words_of_its_own_has_them(knowledge: Knowledge) -> None:
    texts = [path.read_text(encoding="utf8") for path in (ROOT / "channels").glob("*.py")]
    bare = {code for text in texts for code in re.findall(r"ApiError\(\d+, \"([a-z_]+)\"(?:, headers=|\))", text)}
    assert {"too_long", "bad_token", "not_found"} <= bare
    assert bare <= set(NEEDED_PHRASES)
