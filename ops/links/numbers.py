"""The form of help lines' numbers: that a phone can dial what is shown, and a text can go where it should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from channels.links import ways
from faq.located import Entry, Problem, read_yaml

# North American numbers: area code and exchange begin with 2 to 9; x11 is a service and no area or exchange.
_LONG: Final = re.compile(r"(?:1-)?(?P<area>[2-9]\d\d)-(?P<exchange>[2-9]\d\d)-\d{4}")
_SERVICE: Final = re.compile(r"[2-9]11|988")
_SHORT_CODE: Final = re.compile(r"[2-9]\d{4,5}")  # numbers that take texts only
_HREF: Final = re.compile(r"tel:(?:\+1\d{10}|\d{3})|sms:(?:\+1\d{10}|\d{3}|\d{5,6})(?:\?&body=[A-Z]+)?")
_HOW: Final = "write it like 1-800-222-1222, 717-216-0905, 988 or, for texts, 741741"


def number_problems(folder: Path) -> list[Problem]:
    """Every number of helplines.yml under `folder` that could not be dialled or texted as it stands."""
    rows = Entry("helplines.yml", read_yaml(folder / "helplines.yml"), []).entries("helplines")
    return [problem for row in rows for problem in _of(row)]


def _of(row: Entry) -> Iterator[Problem]:
    call, tty, text_number = (_value(row, field) for field in ("call", "tty", "text_number"))
    text, body = _value(row, "text"), _value(row, "text_body")
    for field, number in (("call", call), ("tty", tty), ("text_number", text_number)):
        if number and not _is_number(number, texts=field == "text_number"):
            yield _problem(row, field, f"'{field}' is {number!r}, which is no number that can be dialled; {_HOW}")
    if bool(text) != bool(text_number):
        yield _problem(row, "text", "'text' and 'text_number' belong together; write both, or null for both")
    elif text and text_number not in text:
        yield _problem(row, "text", f"'text' does not name {text_number}, the 'text_number'; make them agree")
    if body and body not in text:
        yield _problem(row, "text", f"'text' does not name {body}, the 'text_body'; make them agree")
    for way in ways({"call": call, "text": text}):
        if not _HREF.fullmatch(way.href):
            yield _problem(row, "text" if way.href.startswith("sms") else "call", f"“{way.text}” gives no link; {_HOW}")


def _is_number(number: str, texts: bool) -> bool:
    if _SERVICE.fullmatch(number) or (texts and _SHORT_CODE.fullmatch(number)):
        return True
    long = _LONG.fullmatch(number)
    return long is not None and not any(long[part].endswith("11") for part in ("area", "exchange"))


def _value(row: Entry, field: str) -> str:
    value = row.data.get(field)
    return "" if value is None else str(value)


def _problem(row: Entry, field: str, message: str) -> Problem:
    return Problem(row.file, row.line(field), row.name, message)
