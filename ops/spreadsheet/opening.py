"""Opening a spreadsheet that somebody gives us: what is no spreadsheet, or would fill the memory, is refused before it is read."""

from __future__ import annotations

import re
import warnings
import zipfile
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook

from ops.plain_errors import PlainError
from ops.spreadsheet.book import MOST_ROWS

FILE_MOST: Final = 30_000_000  # bytes: twenty times an export
CONTENT_MOST: Final = 150_000_000  # bytes once unpacked: fifteen times an export
PARTS_MOST: Final = 500  # files inside
_ROW: Final = re.compile(rb"<(?:\w+:)?row[ />]")
_PIECE: Final = 1 << 20


def opened(path: Path) -> Workbook:
    """The workbook. Raises PlainError, which says what to do, for everything that is none."""
    if not path.is_file():
        raise PlainError(f"There is no file '{path}'; write FILE= and the path of the spreadsheet, or run make export.")
    if path.stat().st_size > FILE_MOST:
        raise PlainError(
            f"'{path}' has {path.stat().st_size // 1_000_000} MB, at most {FILE_MOST // 1_000_000} are read; {_ANEW}"
        )
    _look_inside(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of decoration that it leaves out
            return load_workbook(path, rich_text=False)
    except Exception as error:  # openpyxl raises what it likes on a damaged file
        raise PlainError(
            f"'{path}' is damaged ({type(error).__name__}); save it once more as .xlsx, or {_ANEW}"
        ) from error


_ANEW: Final = "run make export and make your changes in the new file."


def _look_inside(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise PlainError(f"'{path}' is not an .xlsx spreadsheet; open it in your program and save it as .xlsx.")
            if len(parts) > PARTS_MOST or sum(part.file_size for part in parts) > CONTENT_MOST:
                raise PlainError(f"'{path}' unpacks to more than any export does, so it is not read; {_ANEW}")
            for part in parts:
                _look_at(archive, part, path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise PlainError(
            f"'{path}' is not an .xlsx spreadsheet, or is damaged or locked with a password; "
            "open it in your program and save it as .xlsx without a password."
        ) from error


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    """Count rows and bytes piece by piece: the sizes that the archive tells may be a lie."""
    rows = size = 0
    last = b""
    with archive.open(part) as content:
        while piece := content.read(_PIECE):
            size += len(piece)
            rows += len(_ROW.findall(last + piece)) - len(_ROW.findall(last))
            last = piece[-20:]
            if size > CONTENT_MOST or b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise PlainError(f"'{path}' holds what no spreadsheet program writes, so it is not read; {_ANEW}")
            if rows > MOST_ROWS and "worksheets/" in part.filename:
                raise PlainError(
                    f"'{path}' has a sheet with more than {MOST_ROWS:,} rows, most of them surely empty; "
                    f"delete the empty rows below the last filled one, or {_ANEW}"
                )
