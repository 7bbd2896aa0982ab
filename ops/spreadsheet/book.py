"""From records to a workbook: sheets, notes, drop-downs, protected ids, widths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ops.spreadsheet.choices import options
from ops.spreadsheet.instructions import INSTRUCTIONS
from ops.spreadsheet.layout import (
    ANSWERS,
    CHOICES,
    COLUMNS,
    EXPORTED,
    FACTS,
    GROWING,
    QUESTIONS,
    README,
    SHEETS,
    Column,
)
from ops.spreadsheet.records import Line, Record, Value, digest

MOST_ROWS: Final = 40_000  # of one sheet: twice what there is, and read in seconds
SPARE_ROWS: Final = 50  # below the last one, ready for new ones in programs that know no styles of whole columns
SPARE_QUESTIONS: Final = 300
AS_TEXT: Final = "@"  # the number format in which 988 stays 988 and 1/2 does not become a date
MARKS: Final = "=+-@"  # begin a formula when somebody edits the cell, unless it is marked as text
PACKED: Final = 400  # records a cell; one holds at most 32,767 characters
HEAD: Final = PatternFill("solid", fgColor="1F4E5F")
LOCKED: Final = PatternFill("solid", fgColor="ECEFF1")
WRAPPED: Final = Alignment(wrap_text=True, vertical="top")


def workbook(records: Sequence[Record], made: datetime) -> Workbook:
    """The whole workbook; `made` is the time that its first sheet names."""
    book = Workbook()
    _instructions(book.active, made)
    lists = options(records)
    for name in SHEETS:
        _fill(book.create_sheet(name), name, [r for r in records if r.sheet == (FACTS if name == ANSWERS else name)])
    _choices(book.create_sheet(CHOICES), lists)
    for name in SHEETS:
        _drop_downs(book[name], name, lists)
    _exported(book.create_sheet(EXPORTED), records)
    return book


def cells_of(sheet: str, record: Record) -> Iterator[dict[str, str]]:
    """The rows of a record on a sheet, as the text of each field; a fact has one on Facts and one a sentence on Answers."""
    if sheet == ANSWERS:
        for line in record.answer:
            yield {
                "fact": record.key,
                **{f: _joined(getattr(line, f)) for f in ("block", "kind", "text", "attribution", "excerpts")},
            }
    else:
        yield {"id": record.key, **{name: _joined(value) for name, value in record.values.items()}}  # fmt: skip


def _joined(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(v for v in value if not isinstance(v, Line))


def _instructions(sheet: Worksheet, made: datetime) -> None:
    sheet.title = README
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 110
    for number, (style, text) in enumerate(INSTRUCTIONS, 1):
        cell = _text(sheet, number, 1, text.replace("{made}", f"{made:%Y-%m-%d %H:%M}"))
        cell.alignment = WRAPPED
        cell.font = Font(bold=style != "text", size={"title": 16, "heading": 13}.get(style, 11))
    _protect(sheet)


def _fill(sheet: Worksheet, name: str, records: Sequence[Record]) -> None:
    columns = COLUMNS[name]
    for number, column in enumerate(columns, 1):
        _head(sheet, number, column, open_to_new=name in GROWING)
    open_style, shut_style = _styles(sheet)
    rows = [fields for record in records for fields in cells_of(name, record)]
    for row, fields in enumerate([*rows, *([{}] * _spare(name))], 2):
        for number, column in enumerate(columns, 1):
            cell = _text(sheet, row, number, fields.get(column.field, ""))
            cell._style = copy(shut_style if column.form == "id" and fields else open_style)
            if cell.value and cell.value[0] in MARKS:
                cell.quotePrefix = True
    sheet.freeze_panes = "B2" if columns[0].form == "id" else "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 2)}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _protect(sheet)


def _spare(name: str) -> int:
    return 0 if name not in GROWING else SPARE_QUESTIONS if name == QUESTIONS else SPARE_ROWS


def _styles(sheet: Worksheet) -> tuple[Any, Any]:
    """The look of a cell that may be edited and of one that may not: made once, as openpyxl takes its time over each."""
    found = []
    for locked in (False, True):
        cell = sheet.cell(2, 1)
        cell.number_format, cell.alignment, cell.protection = AS_TEXT, WRAPPED, Protection(locked=locked)
        cell.fill = LOCKED if locked else PatternFill()
        found.append(copy(cell._style))
    return found[0], found[1]


def _head(sheet: Worksheet, number: int, column: Column, open_to_new: bool) -> None:
    cell = _text(sheet, 1, number, column.header)
    cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), HEAD, WRAPPED
    cell.comment = Comment(column.note, "The bot", width=320, height=110)
    whole = sheet.column_dimensions[get_column_letter(number)]
    whole.width = column.width
    whole.protection = Protection(locked=column.form == "id" and not open_to_new)
    whole.alignment, whole.number_format = WRAPPED, AS_TEXT


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell with text that no program takes for a formula, a number or a date."""
    cell: Cell = sheet.cell(row, column)
    if text:
        cell.value = text
        cell.data_type = "s"
    return cell


def _protect(sheet: Worksheet) -> None:
    """Keep ids from being typed over by chance; without a password, and with all else that staff do allowed."""
    allowed = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter")
    for action in allowed:
        setattr(sheet.protection, action, False)  # what the file format calls protected, false is allowed
    sheet.protection.enable()


def _choices(sheet: Worksheet, lists: dict[str, tuple[str, ...]]) -> None:
    for number, (name, values) in enumerate(lists.items(), 1):
        for row, text in enumerate((name, *values), 1):
            _text(sheet, row, number, text)
    sheet.sheet_state = "hidden"
    _protect(sheet)


def _drop_downs(sheet: Worksheet, name: str, lists: dict[str, tuple[str, ...]]) -> None:
    order = list(lists)
    for number, column in enumerate(COLUMNS[name], 1):
        if not column.options:
            continue
        letter = get_column_letter(order.index(column.options) + 1)
        rule = DataValidation(
            type="list",
            formula1=f"={CHOICES}!${letter}$2:${letter}${len(lists[column.options]) + 1}",
            allow_blank=True,
            errorStyle="stop" if column.strict else "warning",  # a warning lets the id of a new fact in
            errorTitle="Not in the list",
            error="Choose from the list." if column.strict else "This is not in the list. Is it the id of a new row?",
            showErrorMessage=True,
        )
        rule.add(f"{get_column_letter(number)}2:{get_column_letter(number)}{MOST_ROWS}")
        sheet.add_data_validation(rule)


def _exported(sheet: Worksheet, records: Sequence[Record]) -> None:
    """What each record was when it was exported, so that an edit made elsewhere meanwhile is noticed; many to a cell."""
    row = 0
    for name in SHEETS:
        was = [f"{r.key}={digest(r)}" for r in records if r.sheet == name]
        for start in range(0, len(was), PACKED):
            row += 1
            _text(sheet, row, 1, name)
            _text(sheet, row, 2, " ".join(was[start : start + PACKED]))
    sheet.sheet_state = "veryHidden"
    _protect(sheet)
