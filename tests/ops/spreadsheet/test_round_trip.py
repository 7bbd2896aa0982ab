from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ops import generate
from ops.spreadsheet import importing
from ops.spreadsheet.book import workbook
from ops.spreadsheet.comparing import compare
from ops.spreadsheet.exporting import export
from ops.spreadsheet.files import records
from ops.spreadsheet.gathering import gather
from ops.spreadsheet.layout import ANSWERS, COLUMNS, FACTS, GROWING, SHEETS
from ops.spreadsheet.reading import read
from ops.spreadsheet.records import by_key
from tests.ops.spreadsheet.conftest import NOW, REPOSITORY, TODAY, Office, put


def test_the_workbook_of_the_whole_repository_holds_no_change() -> None:
    now = records(REPOSITORY)
    content = read(workbook(now, NOW))
    found = compare(
        gather(content, generate.intents([r.key for r in now if r.sheet == FACTS])), by_key(now), content.was
    )
    assert ([], [], []) == (content.problems, found.problems, found.changes)
    assert len(now) == sum(len(rows) for name, rows in content.rows.items() if name != ANSWERS)


def test_what_office_programs_do_to_text_is_no_change(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    before = office.contents()
    title, text = "What infant mental health is", "It has three sides: social, emotional, and cognitive."
    names = "infant mental health  \r\nimh\r\nbaby mental health\r\nbabies’ mental health_x000D_\nmental health of babies\ninfant\u00a0well-being\ninfant wellbeing\n"
    office.edit(
        put("Facts", "imh_definition", Title=f"{title} \u00a0", Names=names),
        put("Answers", 3, Sentence=f" {text}\r\n"),
        put(
            "Help lines",
            "domestic_violence",
            Note="Always warn that a phone or browser may be watched.\u200b Languages not looked up. ",
        ),
    )
    assert importing.bring_in(office.root, office.file, agreed=True, today=TODAY) == 0
    assert capsys.readouterr().out == "The spreadsheet says what the files say. Nothing was changed.\n"
    assert before == office.contents()


def test_text_that_looks_like_a_formula_is_exported_as_text_and_comes_back(office: Office) -> None:
    path = office.root / "data/nlu/facts/age_range.yml"
    path.write_text(
        path.read_text("utf8") + "      - =1+1 years old?\n      - +5 or -5\n      - '@home how old\n", "utf8"
    )
    export(office.root, office.file, NOW)
    page = load_workbook(office.file)["Questions"]
    cells = [row[1] for row in page.iter_rows(min_row=2) if str(row[1].value)[:3] in ("=1+", "+5 ", "'@h")]
    assert [("=1+1 years old?", "s", True), ("+5 or -5", "s", True), ("'@home how old", "s", False)] == [
        (cell.value, cell.data_type, bool(cell.quotePrefix)) for cell in cells
    ]
    assert ([], []) == (office.plan().changes, office.plan().errors)


def test_an_older_spreadsheet_of_the_same_name_is_kept(office: Office) -> None:
    work = office.file.read_bytes()
    said = export(office.root, office.file, NOW)
    assert "is now" in said
    assert work in [path.read_bytes() for path in office.file.parent.glob("knowledge.until-*.xlsx")]


def test_the_workbook_is_laid_out_for_people(seed: Path) -> None:
    book = workbook(records(seed), NOW)
    assert book.sheetnames[0] == "Read me first"
    assert [s.title for s in book if s.sheet_state != "visible"] == ["Choices", "Exported"]
    for name in SHEETS:
        page = book[name]
        assert page.freeze_panes in ("A2", "B2")
        assert [c.header for c in COLUMNS[name]] == [cell.value for cell in page[1]]
        assert all(cell.comment and cell.alignment.wrap_text for cell in page[1])
        assert page.protection.sheet
        assert page.protection.password is None
        for number, column in enumerate(COLUMNS[name], 1):
            assert page.cell(2, number).protection.locked == (column.form == "id"), f"{name}: {column.header}"
            assert page.cell(2, number).number_format == "@", "988 stays 988"
            below = page.cell(page.max_row, number)
            assert name not in GROWING or not below.protection.locked, "an id can be typed in a new row"


def test_each_drop_down_offers_what_may_stand_there(seed: Path) -> None:
    found = records(seed)
    book = workbook(found, NOW)
    for name in SHEETS:
        rules = {
            str(rule.sqref).rstrip("0123456789").split("2:")[0]: rule
            for rule in book[name].data_validations.dataValidation
        }
        wanted = [c for c in COLUMNS[name] if c.options]
        assert len(rules) == len(wanted)
        for rule, column in zip(rules.values(), wanted, strict=True):
            letter = rule.formula1.split("$")[1]
            last = int(rule.formula1.rpartition("$")[2])
            offered = [book["Choices"][f"{letter}{n}"].value for n in range(2, last + 1)]
            here = {r.text(column.field) for r in found if r.sheet == name} - {""}
            assert here <= set(offered), f"{name}: {column.header}"
