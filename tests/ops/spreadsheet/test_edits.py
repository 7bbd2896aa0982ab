"""What staff change in the spreadsheet stands in the files afterwards, and nothing else does."""

from __future__ import annotations

import difflib
from datetime import datetime

import pytest
from openpyxl import Workbook

from faq.knowledge import load
from ops import generate
from ops.checks.training_data import training
from ops.spreadsheet import importing, knowledge_files, question_files
from ops.spreadsheet.comparing import Change, compare
from ops.spreadsheet.exporting import export
from ops.spreadsheet.files import records
from ops.spreadsheet.gathering import gather
from ops.spreadsheet.layout import QUESTIONS
from ops.spreadsheet.opening import opened
from ops.spreadsheet.reading import read
from ops.spreadsheet.records import Line, Record, Value, by_key
from tests.ops.spreadsheet.conftest import NOW, REPOSITORY, TODAY, Edit, Office, put

QUESTIONS_OF_NEW = (
    "what is a handout anyway", "is there a paper i can print", "those two pages, what are they", "where do your answers come from on paper",
    "sheet names pls", "whats printed on the first page", "can i have the leaflet", "the flyer for parents, what is it called",
    "Which documents do you read from?", "grandma asks for the paper copy",
)  # fmt: skip


def new_fact(book: Workbook) -> None:
    put(
        "Facts", "new", Id="the_sheets", Title="What the sheets are", Question="What are the two sheets?", Names="two sheets\nhandouts",
        Short_answer="One sheet has 3 reasons.", Short_answer_rests_on="3 REASONS GOOD INFANT MENTAL HEALTH MATTERS",
        Source_1="sheet_three_reasons", Section_1="Title", Related_1="imh_definition", Related_2="age_range", Related_3="resources",
        More="imh_definition", Why="three_reasons", Example="resources",
    )(book)  # fmt: skip
    put(
        "Answers", "new", Fact="the_sheets", Block=1, Kind="paragraph", Sentence="One sheet has 3 reasons.",
        Rests_on="3 REASONS GOOD INFANT MENTAL HEALTH MATTERS",
    )(book)  # fmt: skip


def asked(*texts: str) -> Edit:
    def edit(book: Workbook) -> None:
        for text in texts:
            put("Questions", "new", Question=text, Belongs_to="the_sheets")(book)

    return edit


def lines_changed(office: Office, before: dict[str, bytes]) -> dict[str, list[str]]:
    """The lines that went (-) and came (+), by file."""
    found = {}
    after = office.contents()
    for name in sorted(before | after):
        old, new = (files.get(name, b"").decode().splitlines() for files in (before, after))
        if old != new:
            found[name] = [x for x in difflib.ndiff(old, new) if x[0] in "+-"]
    return found


def test_nothing_is_written_until_somebody_agrees_and_then_only_the_lines_that_were_edited(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office.root / "knowledge" / "facts.yml"
    path.write_text(
        path.read_text("utf8").replace('"It depends on the term."', '"It depends on the term."  # a remark'), "utf8"
    )
    before = office.contents()
    office.edit(
        put("Facts", "age_range", Question="Which ages do the sheets cover?"),
        lambda book: put(
            "Answers", sentence_row(book, "It depends on the term."), Sentence="It depends on which term you mean."
        )(book),
        put("Help lines", "lifeline_988", Hours="day and night", Last_checked=datetime(2026, 11, 1)),
        put("Sources", "alliance_home", Status="ok"),
        put("Phrases", "smalltalk_thanks", Phrase="Any time! Ask me “more” if you like."),
        put("Lists", "oos_helplines.oos_services", Items="pa_connect\nlifeline_988"),
        put("Questions", first_question(office, "ask_age_range"), Question="from which age to which, please"),
    )
    assert importing.bring_in(office.root, office.file, agreed=False, today=TODAY) == 1  # tests have no terminal
    assert capsys.readouterr().out.endswith("To keep these changes, run it again with YES=1.\nNothing was changed.\n")
    assert before == office.contents()
    assert importing.bring_in(office.root, office.file, agreed=True, today=TODAY) == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    assert "      - It depends" not in said
    assert (
        "      - [paragraph 1] It depends on the term.\n      + [paragraph 1] It depends on which term you mean.\n"
        in said
    )
    first = first_line(before, "data/nlu/facts/age_range.yml")
    assert {
        "data/nlu/facts/age_range.yml": [f"- {first}", "+       - from which age to which, please"],
        "knowledge/facts.yml": [
            "-     question: Which ages are covered?", "+     question: Which ages do the sheets cover?",
            '-           - text: "It depends on the term."  # a remark', '+           - text: "It depends on which term you mean."  # a remark',
        ],
        "knowledge/helplines.yml": ['-     hours: "24 hours a day"', '+     hours: "day and night"', "-     last_checked: null", "+     last_checked: 2026-11-01"],
        "knowledge/phrases.yml": [
            "-   oos_services: []", "+   oos_services: [pa_connect, lifeline_988]",
            '-   smalltalk_thanks: "You are welcome! Ask me more whenever you like."', '+   smalltalk_thanks: "Any time! Ask me \\"more\\" if you like."',
        ],
        "knowledge/sources.yml": ["-     status: unchecked", "+     status: ok"],
    } == {name: [line for line in lines if line[0] in "+-"] for name, lines in lines_changed(office, before).items()}  # fmt: skip


def sentence_row(book: Workbook, text: str) -> int:
    return next(cell.row for cell in book["Answers"]["D"] if cell.value == text)


def first_question(office: Office, intent: str) -> str:
    return next(q.text for q in training(office.root) if q.intents == (intent,))


def first_line(contents: dict[str, bytes], name: str) -> str:
    return next(line for line in contents[name].decode().splitlines() if line.startswith("      - "))


def test_a_new_fact_needs_no_edit_elsewhere_is_not_brought_in_twice_and_goes_with_its_questions(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.errors(new_fact) == [
        "Facts, cell A29: has 0 questions, at least 10 are needed; write more into data/nlu/facts/the_sheets.yml"
    ]
    office.edit(asked(*QUESTIONS_OF_NEW))
    assert importing.bring_in(office.root, office.file, agreed=True, today=TODAY) == 0, capsys.readouterr().out
    assert "warning: Facts, cell A29: has 10 questions; with 40" in capsys.readouterr().out
    assert load(office.root / "knowledge").facts["the_sheets"].names == ("two sheets", "handouts")
    assert "ask_the_sheets" in (office.root / "domain.yml").read_text("utf8")
    assert "rule: ask_the_sheets" in (office.root / "data/rules.yml").read_text("utf8")
    assert QUESTIONS_OF_NEW == tuple(q.text for q in training(office.root) if q.intents == ("ask_the_sheets",))
    assert generate.stale(office.root) == {}

    before = office.contents()
    assert importing.bring_in(office.root, office.file, agreed=True, today=TODAY) == 0
    assert capsys.readouterr().out.endswith("The spreadsheet says what the files say. Nothing was changed.\n")
    assert before == office.contents()

    export(office.root, office.file, NOW)
    office.edit(put("Facts", "the_sheets", Remove="yes"))
    assert importing.bring_in(office.root, office.file, agreed=True, today=TODAY) == 0, capsys.readouterr().out
    assert "the_sheets" not in b"".join(office.contents().values()).decode()
    assert not (office.root / "data/nlu/facts/the_sheets.yml").exists()


def test_questions_move_come_and_go(office: Office) -> None:
    one, two, three, *_ = (q.text for q in training(office.root) if q.file.endswith("facts/age_range.yml"))
    office.edit(
        put("Questions", one, Belongs_to="imh_definition"),
        put("Questions", two, And_to="brain_connections"),
        put("Questions", "which ages, and who are you anyway", Remove="yes"),
        put("Questions", three, Question=f"{three} please"),
    )
    rows = {r.key: r for r in records(office.root) if r.sheet == QUESTIONS}
    content = read(opened(office.file))
    found = compare(
        gather(content, generate.intents(list(load(office.root / "knowledge").facts))),
        by_key(rows.values()),
        content.was,
    )
    for name, new in question_files.changed_files(
        office.root, found.of(QUESTIONS), ["age_range", "imh_definition", "brain_connections"]
    ).items():
        (office.root / name).write_bytes(new or b"")
    now = {q.text: (q.file, q.intents) for q in training(office.root)}
    assert now[one] == ("data/nlu/facts/imh_definition.yml", ("ask_imh_definition",))
    assert now[two] == ("data/nlu/two_parts.yml", ("ask_age_range", "ask_brain_connections"))
    assert now[f"{three} please"] == ("data/nlu/facts/age_range.yml", ("ask_age_range",))
    assert "which ages, and who are you anyway" not in now
    assert len(now) == len(rows) - 1
    assert "# Two facts in one message." in (office.root / "data/nlu/two_parts.yml").read_text("utf8")


def changed(value: Value) -> Value:
    if isinstance(value, str):
        return f'{value}: new # "words" é' if value else "new"
    return tuple(
        Line(v.block, v.kind, f"{v.text} more", v.attribution and f"{v.attribution}!", (*v.excerpts, "one: more")) if isinstance(v, Line) else f"{v}, [new]"
        for v in value
    ) or ("new",)  # fmt: skip


def test_every_field_of_every_entry_can_be_written_and_reads_back_as_given(office: Office) -> None:
    now = [r for r in records(office.root) if r.sheet != QUESTIONS]
    changes = [
        Change("changed", r, Record(r.sheet, r.key, {n: changed(v) for n, v in r.values.items()}), tuple(r.values))
        for r in now
    ]
    for name, content in knowledge_files.changed_files(office.root, changes).items():
        (office.root / name).write_bytes(content or b"")
    after = {(r.sheet, r.key): r.values for r in records(office.root) if r.sheet != QUESTIONS}
    wanted = {(c.record.sheet, c.record.key): c.record.values for c in changes}
    assert wanted.keys() == after.keys()
    for key, values in wanted.items():
        assert values == after[key], key
    comments = [
        line
        for line in (REPOSITORY / "knowledge/phrases.yml").read_text("utf8").splitlines()
        if line.strip().startswith("#")
    ]
    assert comments == [
        x for x in (office.root / "knowledge/phrases.yml").read_text("utf8").splitlines() if x.strip().startswith("#")
    ]
