"""From a problem of `make check`, told by file and line, to the cell of the spreadsheet that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from faq.located import KnowledgeError, LocatedDict, Problem, read_yaml
from ops.checks.training_data import Question, training
from ops.spreadsheet.cells import CellProblem
from ops.spreadsheet.files import ENTRIES, LISTS_OF, intent_of, shown_intent
from ops.spreadsheet.layout import ANSWERS, FACTS, LISTS, PHRASES, QUESTIONS
from ops.spreadsheet.records import Record

_SHEET_OF: Final = {file: sheet for sheet, (file, _) in ENTRIES.items()}
_FIELDS: Final = {"sources": "source_1", "related": "related_1"}  # of the file, and the first of their columns


class Places:
    """Where in the spreadsheet the things of a checked copy of the project stand."""

    def __init__(self, copy: Path, records: Iterable[Record]) -> None:
        self._copy = copy
        self._records = {(r.sheet, r.key): r for r in records}
        self._facts = [key for sheet, key in self._records if sheet == FACTS]
        self._questions = {self._question_key(r): r for r in self._records.values() if r.sheet == QUESTIONS}
        self._at: dict[tuple[str, int], Question] | None = None

    def of(self, problem: Problem) -> CellProblem | Problem:
        """The problem at its cell; as it is when it comes from no cell."""
        found = self._cell(problem)
        return CellProblem(*found, _as_staff_call_it(problem.message)) if found else problem

    def _cell(self, problem: Problem) -> tuple[str, str] | None:
        entry = problem.entry.split(" ")[0]
        sheet = _SHEET_OF.get(problem.file)
        if sheet and (sheet, entry) in self._records:
            return self._in_entry(problem, self._records[sheet, entry])
        if problem.file in LISTS_OF:
            return self._in_phrases_or_lists(problem, entry)
        if problem.file.startswith("data/nlu"):
            return self._in_questions(problem)
        return None

    def _in_entry(self, problem: Problem, record: Record) -> tuple[str, str]:
        row = self._row(problem.file, record)
        if problem.entry.endswith("(short)"):
            return record.sheet, record.cells["short"]
        name = _field_at(row, problem.line)
        if name == "answer":
            cell = _sentence_at(row["answer"], problem.line, record)
            return (ANSWERS, cell) if cell else (FACTS, record.cells["id"])
        if name == "id" and record.answer and "reading grade" in problem.message:
            return ANSWERS, record.answer[0].cells["text"]
        return record.sheet, record.cells.get(_FIELDS.get(name, name), record.cells["id"])

    def _row(self, file: str, record: Record) -> LocatedDict:
        try:
            rows = read_yaml(self._copy / "knowledge" / file).get(ENTRIES[record.sheet][1]) or []
        except KnowledgeError:
            rows = []
        return next((r for r in rows if isinstance(r, LocatedDict) and r.get("id") == record.key), LocatedDict())

    def _in_phrases_or_lists(self, problem: Problem, entry: str) -> tuple[str, str] | None:
        for sheet, key in self._records:
            if sheet in (PHRASES, LISTS) and (key == entry or key.endswith(f".{entry}")):
                if sheet == LISTS and not any(key.startswith(n) for n in LISTS_OF[problem.file]):
                    continue
                record = self._records[sheet, key]
                return sheet, record.cells["text" if sheet == PHRASES else "items"]
        return None

    def _in_questions(self, problem: Problem) -> tuple[str, str] | None:
        if self._at is None:
            self._at = {(q.file, q.line): q for q in training(self._copy)}
        question = self._at.get((problem.file, problem.line))
        record = self._questions.get((question.text, question.intents)) if question else None
        if record:
            return QUESTIONS, record.cells["question"]
        fact = self._records.get((FACTS, shown_intent(problem.entry)))
        return (FACTS, fact.cells["id"]) if fact else None

    def _question_key(self, record: Record) -> tuple[str, tuple[str, ...]]:
        owners = (record.text("belongs"), record.text("also"))
        return record.text("question"), tuple(intent_of(o, self._facts) for o in owners if o)


def _as_staff_call_it(message: str) -> str:
    """A message with the names of sheets and columns in the place of files and fields."""
    for file, sheet in _SHEET_OF.items():
        message = message.replace(file, f"the sheet {sheet}")
    return message.replace("its excerpts", "its excerpts (Rests on)")


def _field_at(row: LocatedDict, line: int) -> str:
    """The field that a line lies in: the last one that begins there or before."""
    lines = getattr(row, "key_lines", {})
    before = [(at, name) for name, at in lines.items() if at <= line]
    return str(max(before)[1]) if before else "id"


def _sentence_at(answer: Any, line: int, record: Record) -> str:
    """The cell of the sentence at a line of the file."""
    sentences = [s for block in answer or () for s in _sentences_of(block)]
    for sentence, own in zip(sentences, record.answer, strict=False):
        if sentence.key_lines.get("text") == line:
            return own.cells["text"]
        if sentence.key_lines.get("excerpts") == line:
            return own.cells["excerpts"]
        if sentence.key_lines.get("attribution") == line:
            return own.cells["attribution"]
    return ""


def _sentences_of(block: Any) -> Sequence[LocatedDict]:
    found = [
        s for content in block.values() for s in ([content] if isinstance(content, LocatedDict) else content or ())
    ]
    return [s for s in found if isinstance(s, LocatedDict)]
