"""Whatever is wrong with a spreadsheet is told with sheet, cell and what to do, and changes nothing."""

from __future__ import annotations

import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from faq.knowledge import load
from ops.plain_errors import PlainError
from ops.spreadsheet import importing
from ops.spreadsheet.opening import opened
from tests.ops.spreadsheet.conftest import TODAY, Office, put

ANEW = "run make export and copy your changes into the new file"


def test_each_thing_wrong_with_cells_is_told_at_its_cell(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    before = office.contents()

    def hide(book: Workbook) -> None:
        book["Sources"].row_dimensions[4].hidden = True

    office.edit(
        put("Facts", 2, Title="=1+1"), put("Facts", 3, Question=18004224453), put("Facts", 4, Question=datetime(2026, 1, 2)),
        put("Facts", 5, Remove="maybe"), put("Facts", 6, Question=True), put("Facts", 7, Question="a\u2028b"),
        lambda book: book["Facts"].merge_cells("B8:C8"), lambda book: book["Facts"].cell(9, 2).__setattr__("value", "#REF!"),
        put("Help lines", 3, Last_checked=datetime(2026, 1, 2)), hide,
    )  # fmt: skip
    assert importing.bring_in(office.root, office.file, agreed=True, today=TODAY) == 1
    assert capsys.readouterr().out.splitlines() == [
        "note: Sources: 1 rows are hidden, perhaps by a filter; they are read like all others.",
        "Facts, cell B8:C8: these cells are merged; undo the merging and write each row in full",
        "Facts, cell B2: holds a formula (=1+1); write the words themselves",
        "Facts, cell C3: holds the number 18004224453; write it again with the sign ' before it, as in '18004224453",
        "Facts, cell C4: holds the date 2026-01-02; write the words again with the sign ' before them",
        "Facts, cell C6: holds TRUE, which is no text; write it again with the sign ' before it, as in 'TRUE",
        "Facts, cell C7: holds a character that cannot be seen (U+2028); write the text again",
        "Facts, cell B9: holds the error #REF!; write the words again",
        "7 problems. Nothing was changed.",
    ]
    assert before == office.contents()


def test_each_thing_wrong_with_rows_is_told_at_its_cell(office: Office) -> None:
    phrases = len(load(office.root / "knowledge").phrases)
    heads, *rows = load_workbook(office.file)["Questions"].iter_rows(values_only=True)
    unnumbered = rows[4][heads.index("Question")]  # the row of the sheet, 6, that loses its number below

    def gone(book: Workbook) -> None:
        book["Sources"].delete_rows(4)

    def hidden(book: Workbook) -> None:
        put("Phrases", 2, Phrase="Please call 988 now.")(book)
        book["Phrases"].row_dimensions[2].hidden = True

    assert office.errors(
        gone,
        hidden,
        put("Facts", 3, Id="Age Range!"),
        put("Facts", 6, Id="age_range"),
        put("Facts", 7, Remove="away"),
        put("Answers", 2, Block=9),
        put("Answers", 3, Kind="poem"),
        put("Answers", "new", Fact="no_such_fact", Block="1", Kind="list", Sentence="x"),
        put("Questions", 2, Belongs_to="nothing"),
        put("Questions", 3, Question="[a](b)"),
        put("Questions", 4, Question="/stop"),
        put("Questions", 5, Question=""),
        put("Questions", 6, Number="mine"),
        put("Questions", 7, And_to="nobody"),
        put("Phrases", "new", Id="new_phrase", Phrase="Hello."),
    ) == [
        "Facts, cell S7: 'away' stands under Remove; write yes to take the row out, or clear the cell",
        "Answers, cell B2: the block is '9'; write 1 for the first block of the answer, up to 4",
        "Answers, cell C3: the kind is 'poem'; choose paragraph, list or quote",
        "Facts, cell A3: 'Age Range!' must be lower-case words joined by _, such as my_new_fact; correct it",
        "Facts, cell A6: 'age_range' stands in A5 too; give each row its own",
        "Questions, cell A6: 'mine' is no number that the export gave; leave this cell empty for a new question",
        f"Phrases, cell A{phrases + 2}: 'new_phrase' is no id that the bot knows, and none can be added on this sheet; restore the id or clear the row",
        "Answers, cell A152: 'no_such_fact' is not among the ids of Facts; correct it, or add the row there",
        "Questions, cell C2: 'nothing' is no fact and no kind of message; choose one from the list",
        "Questions, cell B3: a question may not begin with / or hold [words](like these); take the signs out",
        "Questions, cell B4: a question may not begin with / or hold [words](like these); take the signs out",
        "Questions, cell B5: the question is empty; write it, or write yes under Remove",
        "Questions, cell D7: 'nobody' is no fact; choose one from the list, or clear the cell",
        "Phrases, cell A2: this row is hidden and holds a change; show it, so that everybody sees what changes",
        *(
            f"{sheet}: the rows of {names} are gone; restore them (to take a row out, write yes under Remove), or {ANEW}"
            for sheet, names in (
                ("Facts", "'iecmh_definition', 'three_reasons'"),
                ("Questions", repr(unnumbered)),
                ("Sources", "'policy_series_page'"),
            )
        ),
    ]


def test_what_the_check_finds_is_told_at_the_cell_it_comes_from(office: Office) -> None:
    assert sorted(
        office.errors(
            put("Facts", "age_range", More="nothing", Short_answer="Ages – 0 to 3."), put("Answers", 2, Sentence="Infant mental health began in 1999."),
            put("Answers", 3, Rests_on="words that no sheet has"), put("Sources", "alliance_home", Link="alliance", Status="ok"),
            put("Lists", "order.general", Items="nobody\nemergency_911"), put("Phrases", "oos_careers", Phrase="Call 1-800-555-0199."),
        )
    ) == sorted([
        "Facts, cell O5: 'more' names 'nothing', which is not in the sheet Facts; correct the id or add it there",
        "Sources, cell F9: 'url' is not a web address: 'alliance'; write it like https://www.pa-aimh.org/",
        "Lists, cell B9: names the help line 'nobody', which is not in the sheet Help lines; correct the id",
    ])  # fmt: skip
    office.edit(
        put("Facts", "age_range", More="iecmh_definition"), put("Sources", "alliance_home", Link="https://www.allianceaimh.org/"),
        put("Lists", "order.general", Items="emergency_911"), put("Questions", "new", Question="which ages, and who are you anyway", Belongs_to="age_range"),
    )  # fmt: skip
    found = [str(e) for e in office.plan().errors]
    for wanted in (
        "Facts, cell E5: 'short' holds –, which text messages cannot carry",
        "Answers, cell D2: the number '1999' of 'Infant mental health began in 1999.' is neither in its excerpts (Rests on) nor in the sheet Sources",
        "Answers, cell D3: the excerpt 'words that no sheet has' is not in source_mended.txt",
        "Phrases, cell B",
        "Questions, cell B",
    ):
        assert [e for e in found if e.startswith(wanted)], (wanted, found)


def test_a_spreadsheet_older_than_an_edit_of_the_same_entry_is_refused_and_others_are_taken(office: Office) -> None:
    path = office.root / "knowledge/facts.yml"
    path.write_text(path.read_text("utf8").replace("question: Which ages are covered?", "question: Ages?"), "utf8")
    office.edit(put("Facts", "age_range", Title="Ages"))
    assert [str(e) for e in office.plan().errors] == [
        f"Facts, cell A5: 'age_range' was changed in the files after the export, and here too; {ANEW}"
    ]
    office.edit(put("Facts", "age_range", Title="Which ages are covered"))
    assert office.plan().changes == [], "the newer edit stays"


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"xl/workbook.xml": b"<workbook/>", **parts}.items():
            archive.writestr(name, content)
    return path


def test_what_is_no_spreadsheet_or_would_fill_the_memory_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("Facts;Answers")
    rows = b"<sheetData>" + b'<row r="1"/>' * 1_000_000 + b"</sheetData>"
    cases = {
        "There is no file": tmp_path / "none.xlsx",
        "is not an .xlsx spreadsheet, or is damaged": tmp_path / "text.xlsx",
        "is not an .xlsx spreadsheet; open it": _renamed(zipped(tmp_path / "word.xlsx"), tmp_path),
        "has a sheet with more than 40,000 rows": zipped(tmp_path / "rows.xlsx", **{"xl/worksheets/sheet1.xml": rows}),
        "unpacks to more than any export does": zipped(tmp_path / "bomb.xlsx", **{"xl/media/a": bytes(160_000_000)}),
        "holds what no spreadsheet program writes": zipped(tmp_path / "dtd.xlsx", **{"xl/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'}),
        "is damaged": zipped(tmp_path / "empty.xlsx"),
    }  # fmt: skip
    for message, path in cases.items():
        with pytest.raises(PlainError, match=message):
            opened(path)


def _renamed(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(folder / "other.xlsx", "w") as archive:
        archive.writestr("word/document.xml", zipfile.ZipFile(path).read("xl/workbook.xml"))
    return folder / "other.xlsx"


def test_a_sheet_or_a_column_that_is_missing_is_named(office: Office, tmp_path: Path) -> None:
    shutil.copy(office.file, tmp_path / "whole.xlsx")
    assert office.errors(lambda book: book.remove(book["Answers"]), lambda book: book.remove(book["Exported"])) == [
        f"{name}: this sheet is missing (there are: Facts, Questions, Sources, Help lines, Phrases, Lists); "
        "restore its name, or run make export and copy your changes into the new file"
        for name in ("Answers", "Exported")
    ]
    shutil.copy(tmp_path / "whole.xlsx", office.file)
    assert office.errors(lambda book: book["Sources"].cell(1, 2).__setattr__("value", "Titel")) == [
        "Sources: the column 'Title' is missing; write its name at its head again, or run make export and copy your changes into the new file"
    ]
    assert load_workbook(office.file)["Sources"].cell(1, 2).value == "Titel"
