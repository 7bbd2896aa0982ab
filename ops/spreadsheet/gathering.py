"""From rows to records: ids, answers put together from their sentences, rows to remove."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ops.checks.training_data import MARKUP
from ops.spreadsheet.cells import CellProblem
from ops.spreadsheet.files import ENTRIES, intent_of
from ops.spreadsheet.layout import ANSWERS, COLUMNS, FACTS, GROWING, KINDS, QUESTIONS, SHEETS, YES
from ops.spreadsheet.reading import Content, Row
from ops.spreadsheet.records import Line, Record, Value, straight

_ID: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_UNQUOTED: Final = {"short_excerpts", "excerpts"}  # verbatim: their quotes are those of the printed sheet


@dataclass
class Gathered:
    """The records of the spreadsheet, the keys that staff want removed, and which records stand in hidden rows."""

    records: list[Record] = field(default_factory=list)
    removed: set[tuple[str, str]] = field(default_factory=set)
    hidden: set[tuple[str, str]] = field(default_factory=set)
    problems: list[CellProblem] = field(default_factory=list)


def gather(content: Content, intents: Iterable[str]) -> Gathered:
    """Records of all rows; `intents` are those of the domain now, without facts that are new in the spreadsheet."""
    found = Gathered()
    _check_removals(content, found)
    answers = _answers(content.rows[ANSWERS], found)
    new = 0
    for sheet in (s for s in SHEETS if s != ANSWERS):
        first: dict[str, Row] = {}
        for row in content.rows[sheet]:
            key = row.texts["id"]
            if sheet == QUESTIONS and not key:
                new += 1
                key = f"new {new}"
            problem = _wrong_id(sheet, key, row, first, content)
            if problem:
                found.problems.append(CellProblem(sheet, row.cells["id"], problem))
                continue
            first[key] = row
            _take(found, sheet, key, row, answers.pop(key, ()) if sheet == FACTS else None)
    exported = {key for sheet, key in content.was if sheet == FACTS}
    for fact, lines in answers.items():
        if fact in exported:
            continue  # its own row is what is wrong, or gone, and told
        message = f"'{fact}' is not among the ids of Facts; correct it, or add the row there"
        found.problems.append(CellProblem(ANSWERS, lines[0].cells["fact"], message))
    _check_questions(found, set(intents), exported)
    return found


def _wrong_id(sheet: str, key: str, row: Row, first: dict[str, Row], content: Content) -> str:
    if not key:
        return "the id is empty; write one, such as my_new_fact, or clear the row"
    if key in first:
        again = "leave this cell empty for a new question" if sheet == QUESTIONS else "give each row its own"
        return f"'{key}' stands in {first[key].cells['id']} too; {again}"
    known = (sheet, key) in content.was
    if sheet not in GROWING and not known:
        return (
            f"'{key}' is no id that the bot knows, and none can be added on this sheet; restore the id or clear the row"
        )
    if sheet == QUESTIONS and not known and not key.startswith("new "):
        return f"'{key}' is no number that the export gave; leave this cell empty for a new question"
    if sheet in ENTRIES and not known and not _ID.match(key):
        return f"'{key}' must be lower-case words joined by _, such as my_new_fact; correct it"
    return ""


def _take(found: Gathered, sheet: str, key: str, row: Row, answer: tuple[Line, ...] | None) -> None:
    if row.texts.get("remove"):
        found.removed.add((sheet, key))
        return
    values: dict[str, Value] = {
        c.field: _value(row.texts[c.field], c.form == "lines", c.field)
        for c in COLUMNS[sheet]
        if c.field not in ("id", "remove")
    }
    if answer is not None:
        values["answer"] = answer
    if row.hidden:
        found.hidden.add((sheet, key))
    found.records.append(Record(sheet, key, values, row.cells))


def _value(text: str, lines: bool, name: str) -> Value:
    text = text if name in _UNQUOTED else straight(text)
    if lines:
        return tuple(line for line in text.split("\n") if line)
    return " ".join(text.split())


def _check_removals(content: Content, found: Gathered) -> None:
    for rows in content.rows.values():
        for row in rows:
            text = row.texts.get("remove", "")
            if text and text.lower() != YES:
                message = f"'{text}' stands under Remove; write yes to take the row out, or clear the cell"
                found.problems.append(CellProblem(row.sheet, row.cells["remove"], message))


def _answers(rows: list[Row], found: Gathered) -> dict[str, tuple[Line, ...]]:
    """The sentences of each fact, block after block, in the order of the rows."""
    lines: dict[str, list[Line]] = {}
    for row in rows:
        if row.texts["remove"]:
            lines.setdefault(row.texts["fact"], [])
            continue
        problem = _wrong_line(row, lines.get(row.texts["fact"], []))
        if problem:
            found.problems.append(CellProblem(ANSWERS, row.cells[problem[0]], problem[1]))
        excerpts = tuple(line for line in row.texts["excerpts"].split("\n") if line)
        quote = row.texts["kind"] == "quote"  # verbatim, so its quotes stay as they are
        text = " ".join((row.texts["text"] if quote else straight(row.texts["text"])).split())
        line = Line(row.texts["block"], row.texts["kind"], text, row.texts["attribution"], excerpts, row.cells)
        lines.setdefault(row.texts["fact"], []).append(line)
    return {fact: tuple(sorted(found, key=lambda line: line.block)) for fact, found in lines.items() if found}


def _wrong_line(row: Row, before: list[Line]) -> tuple[str, str] | None:
    texts = row.texts
    if not texts["fact"]:
        return "fact", "the id of the fact is empty; write it, or clear the row"
    if texts["block"] not in ("1", "2", "3", "4"):
        return "block", f"the block is '{texts['block']}'; write 1 for the first block of the answer, up to 4"
    if texts["kind"] not in KINDS:
        return "kind", f"the kind is '{texts['kind']}'; choose paragraph, list or quote"
    kinds = {line.kind for line in before if line.block == texts["block"] and line.kind in KINDS}
    if kinds - {texts["kind"]}:
        return (
            "kind",
            f"block {texts['block']} is a {', '.join(kinds)} in the rows above; write the same, or another block",
        )
    if kinds and texts["kind"] == "quote":
        return "block", "a quote stands alone in its block; give it a block of its own"
    if texts["attribution"] and texts["kind"] != "quote":
        return "attribution", "only a quote names who said it; clear this cell, or make the kind quote"
    return None


def _check_questions(found: Gathered, intents: set[str], exported: set[str]) -> None:
    facts = exported | {r.key for r in found.records if r.sheet == FACTS}
    gone = {key for sheet, key in found.removed if sheet == FACTS}
    known = intents | {intent_of(f, facts) for f in facts}
    for record in (r for r in found.records if r.sheet == QUESTIONS):
        text, belongs, also = (record.text(name) for name in ("question", "belongs", "also"))
        problem, at = "", "question"
        if not text:
            problem, at = "the question is empty; write it, or write yes under Remove", "question"
        elif MARKUP.search(text) or text.startswith("/"):
            problem, at = "a question may not begin with / or hold [words](like these); take the signs out", "question"
        elif not belongs or (intent_of(belongs, facts) not in known and belongs not in gone):
            problem, at = f"'{belongs}' is no fact and no kind of message; choose one from the list", "belongs"
        elif also and also not in facts and also not in gone:
            problem, at = f"'{also}' is no fact; choose one from the list, or clear the cell", "also"
        if problem:
            found.problems.append(CellProblem(QUESTIONS, record.cells[at], problem))
