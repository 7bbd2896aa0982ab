"""One cell: what is wrong with it, and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter

from ops.spreadsheet.layout import Column
from ops.spreadsheet.records import tidy

CELL_MOST: Final = 4000  # characters: longer than anything that is kept in one cell
# The sign makes text of whatever follows, in Excel, LibreOffice and Google Sheets, and is not part of it.
_AS_TEXT: Final = "write it again with the sign ' before it, as in '{}"
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class CellProblem:
    """One thing wrong with the spreadsheet: sheet, cell ("" for the whole sheet), what it is and what to do."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        return f"{self.sheet}, cell {self.cell}: {self.message}" if self.cell else f"{self.sheet}: {self.message}"


def text_of_cell(cell: Cell | MergedCell, column: Column) -> tuple[str, str]:
    """The text of a cell without the traces of office programs, and what is wrong with it, or ""."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f" or not isinstance(value, (str, int, float, date)):
        return "", f"holds a formula ({str(value)[:40]}); write the words themselves"
    if cell.data_type == "e":
        return "", f"holds the error {value}; write the words again"
    if isinstance(value, bool):
        return "", f"holds {str(value).upper()}, which is no text; {_AS_TEXT.format(str(value).upper())}"
    if isinstance(value, (datetime, date)):
        day = value.date() if isinstance(value, datetime) else value
        if column.form == "date":
            return day.isoformat(), ""
        return "", f"holds the date {day.isoformat()}; write the words again with the sign ' before them"
    if isinstance(value, (int, float)):
        return _number(value, column)
    return _text(value)


def _number(value: float, column: Column) -> tuple[str, str]:
    if column.field == "block" and value == int(value):
        return str(int(value)), ""
    shown = str(int(value)) if value == int(value) and abs(value) < 1e15 else str(value)
    return "", f"holds the number {shown}; {_AS_TEXT.format(shown)}"


def _text(value: str) -> tuple[str, str]:
    text = tidy(value)
    if unseen := _UNSEEN.search(text):
        return "", f"holds a character that cannot be seen (U+{ord(unseen[0]):04X}); write the text again"
    if len(text) > CELL_MOST:
        return "", f"has {len(text)} characters, at most {CELL_MOST} are read; shorten it"
    return text, ""


def address(row: int, column: int) -> str:
    """A cell as staff call it, such as D7."""
    return f"{get_column_letter(column)}{row}"
