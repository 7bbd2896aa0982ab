"""Logs that repeat nobody's words: an error is told by its type and place, because its message may hold what a person wrote."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any, Final

_PLACES: Final = 6  # of the calls that led to an error: enough to find it
_make_record = logging.getLogRecordFactory()


def install() -> None:
    """Make every later log record of this process such a one, and what Python prints of an error that nobody caught."""
    logging.setLogRecordFactory(_record)
    sys.excepthook = _uncaught


def in_places(error: BaseException) -> str:
    """The types of an error and of those that led to it, and where it came from: `KeyError from OSError at choosing.py:41 …`."""
    types, seen, each = [], set(), error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        types.append(type(each).__name__)
        each = each.__cause__ or each.__context__  # type: ignore[assignment]
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
    return " from ".join(types) + (f" at {places}" if places else "")


def _record(
    name: str, level: int, path: str, line: int, message: Any, arguments: Any, exc_info: Any, *more: Any, **others: Any
) -> logging.LogRecord:
    if isinstance(message, BaseException):
        message = in_places(message)
    if name == "asyncio":  # writes down the whole task that failed, with its error
        message = str(message).partition("\n")[0]
    if isinstance(arguments, tuple):
        arguments = tuple(in_places(each) if isinstance(each, BaseException) else each for each in arguments)
    if exc_info and exc_info[1] is not None:
        told = in_places(exc_info[1])
        message, exc_info = f"{message} [{told.replace('%', '%%') if arguments else told}]", None
    return _make_record(name, level, path, line, message, arguments, exc_info, *more, **others)


def _uncaught(_kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    print(f"An error ended this process: {in_places(error)}", file=sys.stderr)
