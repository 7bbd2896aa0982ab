"""Records: what one row of the spreadsheet holds, in the form in which files and cells are compared."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ops.spreadsheet.layout import FACTS


@dataclass(frozen=True)
class Line:
    """One sentence of an answer. `cells`: where its fields stand in the spreadsheet, such as {"text": "D7"}."""

    block: str
    kind: str
    text: str
    attribution: str
    excerpts: tuple[str, ...]
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)


Value = str | tuple[str, ...] | tuple[Line, ...]
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Record:
    """A fact with its answer, a question, a source, a help line, a phrase or a list, by the sheet and its key there.

    `cells`: where its fields stand in the spreadsheet; {} when it comes from the files.
    """

    sheet: str
    key: str
    values: Values
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)

    def text(self, name: str) -> str:
        """A field that is one text."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that is a list of texts."""
        return tuple(v for v in self.values.get(name, ()) if isinstance(v, str))

    @property
    def answer(self) -> tuple[Line, ...]:
        """The sentences of a fact."""
        return tuple(v for v in self.values.get("answer", ()) if isinstance(v, Line)) if self.sheet == FACTS else ()


Records = dict[tuple[str, str], Record]

# What office programs do to what people type; none of it is a change.
_HABITS: Final = str.maketrans({
    "‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\r": "",
    "\u200b": "", "\u200e": "", "\u200f": "", "\ufeff": "", "\u00ad": "",
})  # fmt: skip
_RETURN: Final = re.compile(r"\r\n?|_x000[dD]_\n?")


def tidy(text: str) -> str:
    """Text of a cell without the traces of office programs: line ends, hard spaces, unseen characters, spaces at the ends of lines."""
    plain = _RETURN.sub("\n", text).translate({k: v for k, v in _HABITS.items() if v not in ("'", '"')})
    return "\n".join(line.strip() for line in plain.split("\n")).strip()


def straight(text: str) -> str:
    """The same with straight quotes."""
    return text.translate(_HABITS)


def folded(value: Value) -> object:
    """A value in the form in which two are the same when they differ in nothing but the habits of office programs."""
    if isinstance(value, str):
        return " ".join(straight(tidy(value)).split())
    return [
        [folded(v.block), v.kind, folded(v.text), folded(v.attribution), folded(v.excerpts)]
        if isinstance(v, Line)
        else folded(v)
        for v in value
    ]


def same(left: Value, right: Value) -> bool:
    """Whether two values say the same."""
    return folded(left) == folded(right)


def digest(record: Record) -> str:
    """What tells whether a record is still what it was when it was exported."""
    content = {name: folded(value) for name, value in record.values.items()}
    text = json.dumps([record.sheet, record.key, content], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def by_key(records: Iterable[Record]) -> Records:
    """Records by sheet and key."""
    return {(r.sheet, r.key): r for r in records}
