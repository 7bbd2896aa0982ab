"""What the spreadsheet changes: each of its records beside what the files say now and what they said when it was exported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ops.spreadsheet.cells import CellProblem
from ops.spreadsheet.gathering import Gathered
from ops.spreadsheet.layout import FACTS, GROWING, QUESTIONS
from ops.spreadsheet.reading import NEVER_MISSING
from ops.spreadsheet.records import Record, Records, Value, digest, same

NAMED: Final = 3  # rows that are named when many are gone


@dataclass(frozen=True)
class Change:
    """One record that is new, changed or removed: as it was, and as it will be. `fields`: those that differ."""

    kind: Literal["new", "changed", "removed"]
    old: Record | None
    new: Record | None
    fields: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """The record, as it will be when it stays."""
        found = self.new or self.old
        if found is None:
            raise ValueError("A change without a record.")
        return found


@dataclass
class Comparison:
    """Every change, and why some cannot be made."""

    changes: list[Change] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def of(self, *sheets: str) -> list[Change]:
        """The changes of some sheets."""
        return [c for c in self.changes if c.record.sheet in sheets]


def compare(gathered: Gathered, now: Records, was: Mapping[tuple[str, str], str]) -> Comparison:
    """The changes of the spreadsheet to the files as they are `now`; `was`: digests at the time of the export."""
    found = Comparison()
    asked = {_asked(r) for r in now.values() if r.sheet == QUESTIONS}
    for record in gathered.records:
        key = (record.sheet, record.key)
        if key not in now and record.sheet == QUESTIONS and _asked(record) in asked:
            continue  # it is there already, perhaps from an earlier import of this spreadsheet
        _place(found, record, now.get(key), was.get(key), key in gathered.hidden)
    given = {(r.sheet, r.key) for r in gathered.records}
    for key in sorted(gathered.removed & now.keys()):
        _remove(found, now[key], key in was and digest(now[key]) != was[key])
    found.changes += list(_questions_of_removed_facts(found, now))
    found.problems += _gone(was.keys() - given - gathered.removed, now)
    return found


def _asked(record: Record) -> tuple[str, ...]:
    return tuple(record.text(name) for name in ("question", "belongs", "also"))


def _place(found: Comparison, record: Record, old: Record | None, was: str | None, hidden: bool) -> None:
    at = record.cells["id"]
    merged = _with_old_words(record, old) if old else record
    if was is not None and digest(merged) == was:
        return  # as it was exported: whatever the files say now stays
    fields = _fields(old, merged) if old else ()
    if old is not None and not fields:
        return
    if old is None and was is None:
        found.changes.append(Change("new", None, record))
    elif old is None or (was is not None and digest(old) != was):
        message = f"'{_called(record)}' was changed in the files after the export, and here too; {NEVER_MISSING}"
        found.problems.append(CellProblem(record.sheet, at, message))
    elif was is None:
        message = f"'{record.key}' was added to the files after the export; choose another id, or {NEVER_MISSING}"
        found.problems.append(CellProblem(record.sheet, at, message))
    else:
        found.changes.append(Change("changed", old, merged, fields))
    if hidden:
        message = "this row is hidden and holds a change; show it, so that everybody sees what changes"
        found.problems.append(CellProblem(record.sheet, at, message))


def _with_old_words(record: Record, old: Record) -> Record:
    """The record with the files' own words wherever a cell says the same but for the habits of office programs."""
    values: dict[str, Value] = dict(old.values)
    for name, value in record.values.items():
        if name not in old.values or not same(value, old.values[name]):
            values[name] = value
    return replace(record, values=values)


def _fields(old: Record, new: Record) -> tuple[str, ...]:
    return tuple(n for n in new.values if n not in old.values or not same(old.values[n], new.values[n]))


def _remove(found: Comparison, record: Record, edited: bool) -> None:
    if edited:
        message = f"'{record.key}' is to be removed, and was changed in the files after the export; {NEVER_MISSING}"
        found.problems.append(CellProblem(record.sheet, "", message))
    else:
        found.changes.append(Change("removed", record, None))


def _questions_of_removed_facts(found: Comparison, now: Records) -> Iterator[Change]:
    facts = {c.record.key for c in found.of(FACTS) if c.kind == "removed"}
    done = {c.record.key for c in found.of(QUESTIONS) if c.kind == "removed"}
    for (sheet, key), record in now.items() if facts else ():
        if sheet == QUESTIONS and key not in done and {record.text("belongs"), record.text("also")} & facts:
            found.changes = [c for c in found.changes if c.record.key != key]  # a change of what goes anyway
            yield Change("removed", record, None)


def _gone(keys: set[tuple[str, str]], now: Records) -> Iterator[CellProblem]:
    """Rows of the export that are not in the spreadsheet any more: deleted by mistake, perhaps with many others."""
    for sheet in sorted({sheet for sheet, key in keys if (sheet, key) in now}):
        names = sorted(_called(now[s, key]) for s, key in keys if s == sheet and (s, key) in now)
        shown = ", ".join(f"'{name}'" for name in names[:NAMED])
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        instead = "to take a row out, write yes under Remove" if sheet in GROWING else "no row can be taken out here"
        yield CellProblem(
            sheet, "", f"the rows of {shown}{more} are gone; restore them ({instead}), or {NEVER_MISSING}"
        )


def _called(record: Record) -> str:
    return record.text("question") if record.sheet == QUESTIONS else record.key
