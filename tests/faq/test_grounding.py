from __future__ import annotations

from pathlib import Path

import pytest

from faq.grounding import mending_problems, ungrounded
from faq.knowledge import Knowledge, load
from tests.faq.making import KNOWLEDGE, edited, lines_of

PRINTED = (KNOWLEDGE / "source.txt").read_text(encoding="utf8")


def test_every_sentence_of_every_answer_is_grounded(knowledge: Knowledge) -> None:
    assert [str(p) for p in ungrounded(knowledge)] == []


def test_the_mended_text_has_exactly_the_letters_and_digits_of_the_printed_one(knowledge: Knowledge) -> None:
    assert mending_problems(PRINTED, knowledge.source_text) == []


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [("sturdy brain", "very sturdy brain", "very"), ("ages 0 to 3", "ages 0 to 5", "5"), ("shared stake ", "", "")],
)
def test_a_word_that_mending_added_changed_or_lost_is_told(old: str, new: str, more: str) -> None:
    mended = (KNOWLEDGE / "source_mended.txt").read_text(encoding="utf8")
    assert old in mended
    told = mending_problems(PRINTED, mended.replace(old, new, 1))
    assert len(told) == 1
    assert "other letters or digits than source.txt" in told[0].message
    assert sorted(told[0].message.partition("more: '")[2].partition("'")[0]) == sorted(more)


def test_hyphens_headings_and_order_may_differ() -> None:
    assert mending_problems("care-giver\ninfant", "[S1 Title]\ninfant caregiver") == []


# Each: the words of the answers changed, what they become, the fact, what is told of them.
SAID_WITHOUT_SOURCE = {
    "an excerpt that is not verbatim": (
        'excerpts: ["an interdisciplinary field"]', 'excerpts: ["a interdisciplinary field"]', "iecmh_term_uses",
        "the excerpt 'a interdisciplinary field' is not in source_mended.txt; copy it exactly",
    ),
    "a number": ('"They build the foundation', '"All 90 build the foundation', "brain_connections", "the number '90'"),
    "a number in words": ('"They build the foundation', '"All seven build the foundation', "brain_connections", "the number 'seven'"),
    "a larger number than the sheet's": (
        "says that 1 million brain", "says that 2 million brain", "brain_connections", "the number '2'",
    ),
    "part of a number": ("from 2017.", "from 201.", "sud_root_cause", "the number '201'"),
    "an age": ("well-being of children ages 0 to 3.", "well-being of children ages 3 to 0.", "imh_definition", "the age '3 to 0'"),
    "a name": ('"It lets a baby explore', '"As Bowlby says, it lets a baby explore', "secure_attachment", "the name 'Bowlby'"),
    "a name that begins a sentence": ('"It lets a baby explore', '"UNICEF lets a baby explore', "secure_attachment", "the name 'UNICEF'"),
    "a set term": ("It lets a baby explore", "Toxic stress lets a baby explore", "secure_attachment", "the set term 'toxic stress'"),
    "a link": ("Its site is www.allianceaimh.org.", "Its site is www.alliance.org.", "about_alliance", "the link 'www.alliance.org'"),
    "quoted words": ('"It lets a baby explore', "\"It “sets free” a baby to explore", "secure_attachment", "the quotation 'sets free'"),
    "a quotation that is not verbatim": (
        "is probably the most dangerous thing in the household—whether that’s mom’s history of abuse or neglect or sexual assault or whatever it is. That thing will continue",
        "is probably the most dangerous thing in the house—whether that’s mom’s history of abuse or neglect or sexual assault or whatever it is. That thing will continue",
        "sud_root_cause", "is not verbatim",
    ),
    "the sheet's lead-in given to her": (
        'text: "is probably the most', 'text: "The root cause of the SUD is probably the most', "sud_root_cause", "begin at 'is probably'",
    ),
    "an attribution": ('attribution: "ZERO TO THREE, 2017"', 'attribution: "Harvard, 2017"', "iecmh_definition", "the attribution 'Harvard, 2017'"),
    "a percentage of ACEs": (
        "the greater the odds of a developmental delay.\"", "the greater the odds of a developmental delay: 90%.\"", "aces_impact",
        "joins a percentage to ACEs",
    ),
    "birth to 5 for infant mental health": (
        "Infant mental health is the best possible well-being of children ages 0 to 3.\"\n",
        "Infant mental health is the best possible well-being of children from birth to 5.\"\n", "imh_definition", "only age_range may name both",
    ),
    "0 to 3 for IECMH": (
        "a child's growing ability, from birth to 5 years old, to do", "a child's growing ability, from 0 to 3, to do", "iecmh_definition",
        "only age_range may name both",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID_WITHOUT_SOURCE)
def test_what_the_source_does_not_say_is_told_with_its_line(case: str, tmp_path: Path) -> None:
    old, new, fact, message = SAID_WITHOUT_SOURCE[case]
    folder = edited(tmp_path, "facts.yml", (old, new))

    told = [p for p in ungrounded(load(folder)) if message in p.message]

    assert told, [str(p) for p in ungrounded(load(folder))]
    assert (told[0].file, told[0].entry) == ("facts.yml", fact)
    sentence_lines = lines_of(folder, "facts.yml", new.splitlines()[0][:40])
    whole_fact = lines_of(folder, "facts.yml", f"- id: {fact}")
    assert told[0].line in {*sentence_lines, *(line - 1 for line in sentence_lines), *whole_fact}


def test_white_space_and_curly_quotes_of_an_excerpt_do_not_matter(tmp_path: Path) -> None:
    folder = edited(
        tmp_path,
        "facts.yml",
        ('["for a very long time unless it’s addressed"]', '["for a very  long time unless it\'s addressed"]'),
    )
    assert ungrounded(load(folder)) == []


def test_counts_of_what_an_answer_lists_need_no_source(tmp_path: Path) -> None:
    folder = edited(tmp_path, "facts.yml", ("It has three sides:", "It has seven sides:"))
    assert any("the number 'seven'" in p.message for p in ungrounded(load(folder))), "only the counts listed are free"
