from __future__ import annotations

from pathlib import Path

import pytest

from faq.knowledge import FILES, Knowledge, load
from faq.located import KnowledgeError, Problem
from tests.faq.making import edited, lines_of


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(KnowledgeError) as refused:
        load(folder)
    return list(refused.value.problems)


# Each: file, words replaced, by what, words on the line that must be named, id that must be named, what the message says.
BROKEN = {
    "an unknown field": (
        "facts.yml", "title: What infant mental health is", "titel: What infant mental health is", "titel:", "imh_definition",
        "unknown field 'titel'; allowed are id, title,",
    ),
    "a missing field": (
        "facts.yml", "    question: What is infant mental health?\n", "", "- id: imh_definition", "imh_definition",
        "the field 'question' is missing; write it",
    ),
    "an empty field": (
        "facts.yml", "question: What is infant mental health?", "question: ''", "question: ''", "imh_definition",
        "the field 'question' is missing; write it",
    ),
    "a number where text belongs": (
        "facts.yml", "title: What infant mental health is", "title: 3", "title: 3", "imh_definition",
        "'title' must be text, found 3; put it in quotes",
    ),
    "a title too long for a button": (
        "facts.yml", "title: What infant mental health is", f"title: {'long ' * 9}", "title: long", "imh_definition",
        "'title' has 44 characters, at most 40 are allowed; shorten it",
    ),
    "a short form too long for SMS": (
        "facts.yml", 'short: "Infant mental health is', f'short: "{"Infants. " * 40}Infant mental health is', "short: \"Infants.", "imh_definition",
        "at most 320 are allowed; shorten it",
    ),
    "a reference to a fact that is not there": (
        "facts.yml", "related: [three_reasons, caregiver_role, iecmh_definition]", "related: [three_reasons, caregiver_rule, iecmh_definition]",
        "caregiver_rule", "imh_definition", "'related' names 'caregiver_rule', which is not in facts.yml; correct the id",
    ),
    "a fact related to itself": (
        "facts.yml", "related: [three_reasons, caregiver_role, iecmh_definition]", "related: [imh_definition, caregiver_role, iecmh_definition]",
        "related: [imh_definition", "imh_definition", "related to itself; name another",
    ),
    "too few related facts": (
        "facts.yml", "related: [three_reasons, caregiver_role, iecmh_definition]", "related: [three_reasons]",
        "related: [three_reasons]", "imh_definition", "'related' names 1 facts, it must name 3",
    ),
    "a link to a source that is not there": (
        "facts.yml", "links: [policy_series_page]", "links: [policy_page]", "links: [policy_page]", "iecmh_definition",
        "'links' names 'policy_page', which is not in sources.yml",
    ),
    "a sheet that is not there": (
        "facts.yml", "{id: sheet_three_reasons, section: \"Infant mental health\"}", "{id: sheet_one, section: \"Infant mental health\"}",
        "    sources:", "imh_definition", "'sources' names 'sheet_one', which is not in sources.yml",
    ),
    "an id that stands twice": (
        "facts.yml", "- id: iecmh_definition", "- id: imh_definition", "- id: imh_definition", "imh_definition",
        "this id stands twice; give each entry its own",
    ),
    "an id that is no id": (
        "facts.yml", "- id: iecmh_definition", "- id: IECMH definition", "id: IECMH definition", "IECMH definition",
        "must be lower-case words joined by '_'",
    ),
    "a title that two facts share": (
        "facts.yml", "title: What early childhood mental health is", "title: What infant mental health is", "id: imh_definition", "imh_definition",
        "the title 'What infant mental health is' stands under iecmh_definition too",
    ),
    "a name that two facts share": (
        "facts.yml", "names: [ages, age,", "names: [imh, age,", "- id: imh_definition", "imh_definition", "the name 'imh' stands under age_range too",
    ),
    "a sentence without excerpts": (
        "facts.yml", 'excerpts: ["optimal social, emotional, and cognitive well-being of children"]', "excerpts: []", "excerpts: []",
        "imh_definition", "'excerpts' is empty; write at least one",
    ),
    "a block that is two": (
        "facts.yml", "      - quote:\n          text: \"is the dev", "        quote:\n          text: \"is the dev", "paragraph:",
        "iecmh_definition", "a block of an answer is one of paragraph, list or quote",
    ),
    "a blank line inside an answer": (
        "facts.yml", '"It has three sides: social, emotional, and cognitive."', '"It has three sides:\\n\\nsocial."', "three sides:", "imh_definition",
        "'text' holds a blank line",
    ),
    "a bad web address": (
        "sources.yml", 'url: "https://www.allianceaimh.org/presentations/"', 'url: "allianceaimh/presentations"', 'url: "allianceaimh/', "alliance_presentations",
        "'url' is not a web address: 'allianceaimh/presentations'; write it like https://",
    ),
    "an address no browser can take": (
        "sources.yml", 'fallback_url: "https://www.motherjones.com/"', 'fallback_url: "https://[motherjones.com/"', "https://[", "mother_jones_interview",
        "'fallback_url' is not a web address",
    ),
    "a web address of no place": (
        "sources.yml", 'url: "https://www.allianceaimh.org/presentations/"', 'url: "https://allianceaimh/presentations"', 'url: "https://allianceaimh/', "alliance_presentations",
        "'url' is not a web address",
    ),
    "a state that is none": (
        "sources.yml", "status: unchecked", "status: dead", "status: dead", "sheet_three_reasons",
        "'status' is 'dead'; write one of: unchecked, ok, moved, gone",
    ),
    "a day that is none": (
        "sources.yml", "last_checked: null", "last_checked: soon", "last_checked: soon", "sheet_three_reasons",
        "'last_checked' must be a date like 2026-11-22, or null; found 'soon'",
    ),
    "a help line without a way in": (
        "helplines.yml", 'call: "1-800-222-1222"', "call: null", "- id: poison_help", "poison_help", "a help line needs a way in: 'call' or 'text'",
    ),
    "a help line that is not there": (
        "helplines.yml", "medical_emergency: [emergency_911, poison_help]", "medical_emergency: [emergency_911, poison]", "medical_emergency:",
        "medical_emergency", "names the help line 'poison', which is not in helplines.yml",
    ),
    "danger without help lines": (
        "helplines.yml", "  overdose: [", "  overdoze: [", "  self_harm: [", "overdose", "has no list under 'order'",
    ),
    "an empty list of help lines": (
        "helplines.yml", "watched: [emergency_911, domestic_violence, lifeline_988]", "watched: []", "watched: []", "order",
        "'watched' is empty; write at least one",
    ),
    "advice that names a help line that is not there": (
        "phrases.yml", "advice_development: [pa_connect]", "advice_development: [connect]", "advice_development: [connect]", "advice_development",
        "names the help line 'connect'",
    ),
    "a phrase that the bot needs and is gone": (
        "phrases.yml", "  clarify_none: ", "  clarify_nothing: ", "  crisis_self_harm:", "clarify_none", "this phrase is missing and the bot needs it",
    ),
    "a crisis text without its second half": (
        "phrases.yml", "  crisis_general:\n    opening: \"Thank you for telling me. It sounds like someone may not be safe. If there is danger right now, call 911. If not, call or text 988, day or night.\"\n    closing",
        "  crisis_general:\n    opening: \"Call 911.\"\n    ending", "crisis_general:", "crisis_general.closing", "this phrase is missing",
    ),
    "a phrase with a blank line": (
        "phrases.yml", '"You are welcome! Ask', '"You are welcome!\\n\\nAsk', "smalltalk_thanks:", "smalltalk_thanks", "holds a blank line",
    ),
    "a key that stands twice": (
        "phrases.yml", "  smalltalk_goodbye: ", "  smalltalk_thanks: ", "Goodbye, and take", "", "the key 'smalltalk_thanks' stands twice in one entry; remove one",
    ),
    "YAML that is none": (
        "phrases.yml", 'smalltalk_thanks: "You are', 'smalltalk_thanks: "You "are', 'smalltalk_thanks: "You "are', "", "is not valid YAML",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_file_line_id_and_what_to_do(case: str, tmp_path: Path) -> None:
    file, old, new, words, entry, message = BROKEN[case]
    folder = edited(tmp_path, file, (old, new))

    told = [p for p in problems(folder) if message in p.message]

    assert told, [str(p) for p in problems(folder)]
    assert [p for p in told if p.line in lines_of(folder, file, words)], (told, lines_of(folder, file, words))
    assert (told[0].file, told[0].entry) == (file, entry)
    assert str(told[0]).startswith(f"{file}:{told[0].line}: ")


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    edited(tmp_path, "facts.yml", ("title: What infant mental health is", "title: 3"))
    folder = edited(tmp_path, "sources.yml", ("status: unchecked", "status: dead"))
    assert {p.file for p in problems(folder)} == {"facts.yml", "sources.yml"}


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    folder = edited(tmp_path, name)
    (folder / name).unlink()
    told = problems(folder)
    assert [p.file for p in told] == [name]
    assert "cannot be read" in told[0].message
    assert "restore the file" in told[0].message


@pytest.mark.parametrize("content", ["", "- a list", "just words"])
def test_a_file_that_holds_no_mapping_is_refused(content: str, tmp_path: Path) -> None:
    folder = edited(tmp_path, "facts.yml")
    (folder / "facts.yml").write_text(content)
    assert "must hold a mapping at the top" in problems(folder)[0].message


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    folder = edited(tmp_path, "phrases.yml")
    (folder / "phrases.yml").write_bytes(b"\xff\xfe")
    assert "cannot be read" in problems(folder)[0].message


def test_knowledge_is_whole_and_frozen(knowledge: Knowledge) -> None:
    assert len(knowledge.facts) == 27
    with pytest.raises(AttributeError):
        knowledge.facts["imh_definition"].title = "other"  # type: ignore[misc]


def test_a_phrase_that_is_not_there_is_named_with_those_that_are(knowledge: Knowledge) -> None:
    with pytest.raises(KeyError, match=r"no phrase 'nope' in knowledge/phrases.yml; there are: .*clarify"):
        knowledge.phrase("nope")


def test_danger_of_a_kind_without_an_order_gets_the_lines_for_any_danger(knowledge: Knowledge) -> None:
    assert [h.id for h in knowledge.lines_for("something new")] == ["emergency_911", "lifeline_988", "crisis_text_line"]


@pytest.mark.parametrize(
    ("status", "shown"), [("ok", "url"), ("unchecked", "url"), ("moved", "fallback_url"), ("gone", "fallback_url")]
)
def test_a_page_that_moved_or_is_gone_is_shown_by_its_fall_back(status: str, shown: str, tmp_path: Path) -> None:
    words = 'fallback_url: "https://www.motherjones.com/"\n    last_checked: null\n    status: '
    source = load(edited(tmp_path, "sources.yml", (f"{words}unchecked", f"{words}{status}"))).sources[
        "mother_jones_interview"
    ]
    assert source.best_url == getattr(source, shown)
