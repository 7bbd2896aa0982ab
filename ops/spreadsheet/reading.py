"""From a workbook to rows of text, each with its cells; what cannot be read becomes a problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ops.spreadsheet.cells import CellProblem, address, text_of_cell
from ops.spreadsheet.layout import COLUMNS, EXPORTED, SHEETS, Column

HEADS_READ: Final = 200  # columns; a program may have filled a sheet to its right edge
NEVER_MISSING: Final = "run make export and copy your changes into the new file"


@dataclass(frozen=True)
class Row:
    """One filled row: the text of each field, where each stands, and whether the row is hidden."""

    sheet: str
    number: int
    texts: dict[str, str]
    cells: dict[str, str]
    hidden: bool


@dataclass
class Content:
    """Everything read: rows by sheet, what each record was when it was exported, problems, and remarks."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    was: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read(book: Workbook) -> Content:
    """Read every sheet."""
    content = Content()
    for name in (*SHEETS, EXPORTED):
        if name not in book.sheetnames:
            there = ", ".join(n for n in book.sheetnames if n in (*SHEETS, EXPORTED)) or "none of ours"
            content.problems.append(
                CellProblem(
                    name, "", f"this sheet is missing (there are: {there}); restore its name, or {NEVER_MISSING}"
                )
            )
    if content.problems:
        return content
    for name in SHEETS:
        content.rows[name] = list(_rows(book[name], name, content))
    content.was = _exported(book[EXPORTED], content)
    return content


def _rows(sheet: Worksheet, name: str, content: Content) -> Iterator[Row]:
    columns = _columns(sheet, name, content)
    if columns is None:
        return
    for area in sheet.merged_cells.ranges:
        message = "these cells are merged; undo the merging and write each row in full"
        content.problems.append(CellProblem(name, str(area), message))
    hidden_rows = 0
    for number in range(2, sheet.max_row + 1):
        texts, cells = {}, {}
        for at, column in columns.items():
            cell, place = sheet.cell(number, at), address(number, at)
            texts[column.field], problem = text_of_cell(cell, column)
            cells[column.field] = place
            if problem:
                content.problems.append(CellProblem(name, place, problem))
        if any(texts.values()):
            hidden = bool(sheet.row_dimensions[number].hidden)
            hidden_rows += hidden
            yield Row(name, number, texts, cells, hidden)
    if hidden_rows:
        content.remarks.append(
            f"{name}: {hidden_rows} rows are hidden, perhaps by a filter; they are read like all others."
        )


def _columns(sheet: Worksheet, name: str, content: Content) -> dict[int, Column] | None:
    """The columns of ours by their place; None when one is missing."""
    wanted = {c.header.lower(): c for c in COLUMNS[name]}
    found: dict[int, Column] = {}
    for at in range(1, min(sheet.max_column, HEADS_READ) + 1):
        head = " ".join(str(sheet.cell(1, at).value or "").split())
        column = wanted.get(head.lower())
        if column and column in found.values():
            content.problems.append(
                CellProblem(name, address(1, at), f"a second column is called '{head}'; remove one")
            )
        elif column:
            found[at] = column
        elif head:
            content.remarks.append(f"{name}: the column '{head}' is not read.")
    missing = [c.header for c in COLUMNS[name] if c not in found.values()]
    for header in missing:
        message = f"the column '{header}' is missing; write its name at its head again, or {NEVER_MISSING}"
        content.problems.append(CellProblem(name, "", message))
    return None if missing else found


def _exported(sheet: Worksheet, content: Content) -> dict[tuple[str, str], str]:
    found = {}
    for name, packed in sheet.iter_rows(max_col=2, values_only=True):
        for pair in str(packed or "").split():
            key, _, was = pair.rpartition("=")
            found[str(name), key] = was
    if not found:
        content.problems.append(CellProblem(EXPORTED, "", f"this hidden sheet is empty; {NEVER_MISSING}"))
    return found
