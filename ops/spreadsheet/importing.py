"""`make import FILE=…`: reads the spreadsheet back, shows what changes, checks everything, and writes all of it or nothing."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from faq.located import KnowledgeError, Problem
from ops import check, generate, settings, writing
from ops.plain_errors import FAILED, PlainError, guarded
from ops.spreadsheet import knowledge_files, question_files
from ops.spreadsheet.cells import CellProblem
from ops.spreadsheet.comparing import Change, compare
from ops.spreadsheet.difference import told
from ops.spreadsheet.files import records
from ops.spreadsheet.gathering import gather
from ops.spreadsheet.layout import FACTS, QUESTIONS
from ops.spreadsheet.opening import opened
from ops.spreadsheet.placing import Places
from ops.spreadsheet.reading import read
from ops.spreadsheet.records import Record, by_key, same

CHECKED: Final = ("knowledge", "data", "domain.yml")  # copied, changed and checked before anything is written
MEASURED: Final = Path("tests", "nlu")  # read by the check, never changed
ERRORS_SHOWN: Final = 50


@dataclass
class Plan:
    """What an import would do: the changes, the new content of files (None: the file goes), and why it cannot be done."""

    changes: list[Change] = field(default_factory=list)
    files: dict[Path, bytes | None] = field(default_factory=dict)
    errors: list[CellProblem | Problem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def plan(root: Path, path: Path, today: date) -> Plan:
    """Read and check a spreadsheet; nothing under `root` is changed."""
    content = read(opened(path))
    if content.problems:
        return Plan(errors=[*content.problems], remarks=content.remarks)
    try:
        now = records(root)
    except KnowledgeError as error:
        raise PlainError(f"The files cannot be read; run make check and mend them first:\n{error}") from error
    facts = [r.key for r in now if r.sheet == FACTS]
    gathered = gather(content, generate.intents(facts))
    found = compare(gathered, by_key(now), content.was)
    result = Plan(found.changes, errors=[*gathered.problems, *found.problems], remarks=content.remarks)
    if result.changes and not result.errors:
        with tempfile.TemporaryDirectory() as folder:
            _try(result, root, Path(folder, "copy"), now, gathered.records, today)
    return result


def _try(result: Plan, root: Path, copy: Path, now: list[Record], given: list[Record], today: date) -> None:
    """Make the changes in a copy and check it."""
    _copy(root, copy)
    gone = {c.record.key for c in result.changes if c.record.sheet == FACTS and c.kind == "removed"}
    facts = [r.key for r in (*now, *given) if r.sheet == FACTS and r.key not in gone]
    questions = [c for c in result.changes if c.record.sheet == QUESTIONS]
    others = [c for c in result.changes if c.record.sheet != QUESTIONS]
    files: dict[Path, bytes | None] = {**knowledge_files.changed_files(root, others)}
    files |= question_files.changed_files(root, questions, facts)
    _put(copy, files)
    result.files = files
    try:
        generated = generate.stale(copy)
        _check_that_it_came_through(result, copy)
    except KnowledgeError as error:
        places = Places(copy, given)
        result.errors += [places.of(problem) for problem in error.problems]
        return
    made: dict[Path, bytes | None] = {path.relative_to(copy): text.encode("utf8") for path, text in generated.items()}
    _put(copy, made)
    files |= made
    places = Places(copy, given)
    result.errors += [places.of(problem) for problem in check.problems(copy)]
    if not result.errors:
        after, result.remarks[len(result.remarks) :] = check.warnings(copy, today, root / "models")
        before = {(w.entry, w.message) for w in check.warnings(root, today, root / "models")[0]} if after else set()
        placed = [places.of(w) for w in after if (w.entry, w.message) not in before]
        result.warnings = [w for w in placed if isinstance(w, CellProblem)]


def _check_that_it_came_through(result: Plan, copy: Path) -> None:
    """Read the changed files back: each record must say what the spreadsheet says, and no other may have changed."""
    found = by_key(r for r in records(copy) if r.sheet != QUESTIONS)
    for change in result.changes:
        key = (change.record.sheet, change.record.key)
        if change.record.sheet == QUESTIONS:
            continue
        read_back = found.get(key)
        if change.new is None:
            good = read_back is None
        else:
            good = read_back is not None and all(
                same(v, read_back.values.get(n, "")) for n, v in change.new.values.items()
            )
        if not good:
            raise PlainError(
                f"'{change.record.key}' could not be written so that it reads the same; please edit it in its file."
            )


def _copy(root: Path, copy: Path) -> None:
    copy.mkdir()
    for name in CHECKED:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name)
        elif (root / name).is_file():
            shutil.copy(root / name, copy / name)
    if (root / MEASURED).is_dir():
        (copy / MEASURED).parent.mkdir(parents=True)
        (copy / MEASURED).symlink_to(root / MEASURED, target_is_directory=True)


def _put(folder: Path, files: Mapping[Path, bytes | None]) -> None:
    for path, content in files.items():
        if content is None:
            (folder / path).unlink(missing_ok=True)
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)


def bring_in(root: Path, path: Path, agreed: bool, today: date) -> int:
    """Read, show, ask and write; the exit code."""
    before = _state(root)
    found = plan(root, path, today)
    for remark in found.remarks:
        print(f"note: {remark}")
    if found.errors:
        for error in found.errors[:ERRORS_SHOWN]:
            print(error)
        more = f", the first {ERRORS_SHOWN} above" if len(found.errors) > ERRORS_SHOWN else ""
        print(f"{len(found.errors)} problem{'s' if len(found.errors) > 1 else ''}{more}. Nothing was changed.")
        return FAILED
    if not found.changes:
        print("The spreadsheet says what the files say. Nothing was changed.")
        return 0
    print(told(found.changes))
    for warning in found.warnings:
        print(f"warning: {warning}")
    if not (agreed or _agree()):
        print("Nothing was changed.")
        return FAILED
    if _state(root) != before:
        raise PlainError("The files were changed by somebody else just now. Nothing was changed here; import again.")
    writing.replace_all(root, found.files)
    print(_done(found))
    return 0


def _state(root: Path) -> dict[str, tuple[int, int]]:
    files = [root / "domain.yml", *(p for name in ("knowledge", "data") for p in (root / name).rglob("*"))]
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in files if p.is_file()}


def _agree() -> bool:
    if not sys.stdin.isatty():
        print("To keep these changes, run it again with YES=1.")
        return False
    try:
        return input("Keep these changes? Type yes or no: ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _done(found: Plan) -> str:
    changes, files = len(found.changes), len(found.files)
    said = f"Done: {changes} change{'s' if changes > 1 else ''} in {files} file{'s' if files > 1 else ''}."
    said += " Changed answers are said at once."
    if any(path.parts[0] != "knowledge" for path in found.files):
        said += " For the changed questions, run make train and start the bot again."
    return f"{said}\nExport again before you edit on: make export"


def main() -> int:
    """Import the file named."""
    parser = argparse.ArgumentParser(prog="make import", description=__doc__)
    parser.add_argument("file", nargs="?", default="", help="the spreadsheet")
    parser.add_argument("--yes", action="store_true", help="write without asking; the same as YES=1")
    chosen = parser.parse_args()
    if not chosen.file:
        raise PlainError("Which spreadsheet? Write FILE= and its path, as in: make import FILE=var/knowledge.xlsx")
    root = settings.root()
    writing.recover(root)
    agreed = chosen.yes or os.environ.get("YES", "") in ("1", "yes")
    return bring_in(root, Path(chosen.file).expanduser(), agreed, datetime.now().astimezone().date())


if __name__ == "__main__":
    sys.exit(guarded(main))
