"""`make export`: the knowledge and the training questions as one spreadsheet."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from faq.located import KnowledgeError
from ops import settings, writing
from ops.plain_errors import PlainError, guarded
from ops.spreadsheet import book
from ops.spreadsheet.files import records

DEFAULT = Path("var", "knowledge.xlsx")


def export(root: Path, target: Path, now: datetime) -> str:
    """Write the spreadsheet; a sentence on what is in it. A file that is there is kept under another name."""
    try:
        found = records(root)
    except KnowledgeError as error:
        raise PlainError(f"knowledge/ cannot be read:\n{error}") from error
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = _keep(target, now)
    draft = target.with_name(f".{target.name}.new")
    book.workbook(found, now).save(draft)
    draft.replace(target)
    questions = sum(r.sheet == "Questions" for r in found)
    facts = sum(r.sheet == "Facts" for r in found)
    said = f"Written: {target} ({facts} facts, {questions} questions). Read its first sheet, then edit it."
    return f"{said}\nThe file of that name that was there is now {kept}." if kept else said


def _keep(target: Path, now: datetime) -> Path | None:
    """Move an older file aside: it may hold hours of somebody's work."""
    if not target.exists():
        return None
    kept = target.with_name(f"{target.stem}.until-{now:%Y%m%d-%H%M%S}{target.suffix}")
    target.replace(kept)
    return kept


def main() -> int:
    """Export into the file named, or into var/knowledge.xlsx."""
    parser = argparse.ArgumentParser(prog="make export", description=__doc__)
    parser.add_argument("file", nargs="?", default="", help="where to write; var/knowledge.xlsx when left out")
    named: str = parser.parse_args().file
    root = settings.root()
    target = Path(named).expanduser() if named else root / DEFAULT
    if target.suffix.lower() != ".xlsx":
        raise PlainError(f"FILE is '{target}'; its name must end in .xlsx, as in FILE=knowledge.xlsx")
    writing.recover(root)
    print(export(root, target, datetime.now().astimezone()))
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
