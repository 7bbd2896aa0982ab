"""A project small enough that a spreadsheet of it is read, checked and written in a second or two."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ops import generate
from ops.checks.training_data import training
from ops.spreadsheet.exporting import export
from ops.spreadsheet.importing import Plan, plan

REPOSITORY = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 22, 12, 0)
TODAY = date(2026, 11, 22)
KEPT = {"ask": 12, "smalltalk": 12, "oos": 40, "advice": 40, "crisis": 30}  # questions of an intent, by kind
Edit = Callable[[Workbook], object]


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, and its export under var/, made once."""
    root = tmp_path_factory.mktemp("seed") / "project"
    shutil.copytree(REPOSITORY / "knowledge", root / "knowledge")
    questions = defaultdict(list)
    for q in training(REPOSITORY):
        if len(q.intents) == 1 and len(questions[q.intents[0]]) < KEPT.get(q.intents[0].split("_")[0], 5):
            questions[q.intents[0]].append(q.text)
    for intent, texts in questions.items():
        name = f"facts/{intent[4:]}" if intent.startswith("ask_") else intent.split("_")[0]
        path = root / "data" / "nlu" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text("utf8") if path.exists() else 'version: "3.1"\n\nnlu:\n'
        lines = "".join(f"      - {text}\n" for text in texts)
        path.write_text(f"{old}  - intent: {intent}\n    examples: |\n{lines}", "utf8")
    (root / "data/nlu/two_parts.yml").write_text(TWO_PARTS, "utf8")
    for path, text in generate.files(root).items():
        path.write_text(text, "utf8")
    export(root, root / "var" / "knowledge.xlsx", NOW)
    return root


TWO_PARTS = """# Two facts in one message.
version: "3.1"

nlu:
  - intent: ask_age_range
    examples:
      - text: "which ages, and who are you anyway"
        metadata: {also: ask_about_pa_aimh}
"""


class Office:
    """A member of staff with the spreadsheet of a project."""

    def __init__(self, root: Path) -> None:
        self.root, self.file = root, root / "var" / "knowledge.xlsx"

    def edit(self, *edits: Edit) -> None:
        """Change the spreadsheet in a program and save it."""
        book = load_workbook(self.file)
        for edit in edits:
            edit(book)
        book.save(self.file)

    def plan(self) -> Plan:
        return plan(self.root, self.file, TODAY)

    def errors(self, *edits: Edit) -> list[str]:
        """What an import of the edited spreadsheet says is wrong."""
        self.edit(*edits)
        return [str(error) for error in self.plan().errors]

    def contents(self) -> dict[str, bytes]:
        """Every file that an import may write."""
        files = [self.root / "domain.yml", *(self.root / "knowledge").rglob("*"), *(self.root / "data").rglob("*")]
        return {p.relative_to(self.root).as_posix(): p.read_bytes() for p in files if p.is_file()}


@pytest.fixture
def office(seed: Path, tmp_path: Path) -> Office:
    return Office(shutil.copytree(seed, tmp_path / "project"))


def put(sheet: str, row: int | str, **values: Any) -> Edit:
    """Write cells of a row by the heads of their columns (_ for a space); `row`: its number, its first cell, or "new"."""

    def edit(book: Workbook) -> None:
        page = book[sheet]
        heads = {str(cell.value): cell.column for cell in page[1]}
        number = row if isinstance(row, int) else _row(page, row, heads)
        for name, value in values.items():
            page.cell(number, heads[name.replace("_", " ")]).value = value

    return edit


def _row(page: Any, first: str, heads: dict[str, int]) -> int:
    wanted = None if first == "new" else first
    column = heads.get("Question", 1) if page.title == "Questions" else 1
    return next(n for n in range(2, page.max_row + 2) if page.cell(n, column).value == wanted)
