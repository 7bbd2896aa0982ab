"""Dates of birth: a date only where it is said to be one; ages, years and other dates stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from faq.personal.shadow import Found

BIRTH: Final = "[date of birth]"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\b\.?"
)
_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|º)?"
_YEAR: Final = r"(?:(?:19|20)\d\d|'\d\d)"
DATE: Final = (
    r"(?:\d{1,4}(?P<gap>[/.\-])\d{1,2}(?P=gap)\d{1,4}|\d{1,2}/\d{1,4}|(?:0\d|1[0-2])[0-3]\d(?:19|20)\d\d|\d{1,2} \d{1,2} (?:19|20)?\d\d|"
    rf"(?:the )?{_DAY}(?: de| of)? {_MONTH}(?:,? (?:del? )?{_YEAR})?|"
    rf"{_MONTH} (?:the )?{_DAY}\b(?:,? (?:of )?{_YEAR})?|{_MONTH},? (?:del? |of )?{_YEAR})(?![\w/])"
)
_BIRTH: Final = (
    r"(?:born|birth ?dates?|birth ?days?|b-?days?|d\.? ?o\.? ?b\b\.?|date of birth|nac(?:i[óo]|[íi]|imos|ida|ido|imiento)|cumplea[ñn]os|"
    r"cumple(?! \d+ (?:a[ñn]os|meses)))"
)
_AFTER: Final = re.compile(
    rf"\b{_BIRTH}(?:(?!\b(?:visit|court|hearing|appointment|removed|cita|corte)\b)[^\d\n.!?;]){{0,28}}?(?P<date>{DATE})",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    rf"(?<![\w/])(?P<date>{DATE}),? ?(?:[-:=(] ?)?(?:is|was|are|that is|thats|that's|es|era|fue|being)?,? ?"
    rf"(?:when |the day )?(?:(?:my|his|her|our|their|the|mi|su|el|la)(?: \w+'?s?)? )?(?:(?:he|she|they|i|we|\w+) (?:was|were|is|got) )?{_BIRTH}\b(?! (?:party|of|at the))",
    re.IGNORECASE,
)


def births(text: str) -> Iterator[Found]:
    """What stands in a shadow."""
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(text):
            start, end = match.span("date")
            yield Found(start, end, BIRTH)
