"""The file of training questions that wait for review: `make learn` adds to it and takes back; a person reads it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

PLACE: Final = Path("data", "nlu", "for_review.yml")  # relative to the root
BEFORE: Final = Path("var", "learned-before.json")  # the file as it was before the last step, and as that left it
_HEAD: Final = """\
# Questions that `make learn` took from reports. They are taught like all others, and wait for a person to look at them:
# move each to the file of its intent, or delete it. Then run `make check`.
version: "3.1"

nlu:
"""


class ReviewError(Exception):
    """The file cannot be used as it is; the message says what to do."""


@dataclass(frozen=True)
class Addition:
    """Questions for an intent, and where they come from in words."""

    intent: str
    questions: Sequence[str]
    origin: str


def add(root: Path, addition: Addition) -> None:
    """Write an addition behind what is there. Raises ReviewError when the file has another form than this module's."""
    path = root / PLACE
    before = path.read_text("utf-8") if path.is_file() else ""
    after = (before or _HEAD) + _block(addition)
    _check(after, addition)
    _write(root / BEFORE, json.dumps({"before": before, "after": after}))
    _write(path, after)


def take_back(root: Path) -> bool:
    """Undo the last addition; False when there is none. Raises ReviewError when the file was changed since."""
    path, note = root / PLACE, root / BEFORE
    if not note.is_file():
        return False
    kept = json.loads(note.read_text("utf-8"))
    now = path.read_text("utf-8") if path.is_file() else ""
    if now != kept["after"]:
        raise ReviewError(f"{PLACE} was changed since the last step; take the questions out of it by hand.")
    if kept["before"]:
        _write(path, kept["before"])
    else:
        path.unlink()
    note.unlink()
    return True


def _block(addition: Addition) -> str:
    rows = "\n".join(f"      - {question}" for question in addition.questions)
    return f"\n  # For review: {addition.origin}.\n  - intent: {addition.intent}\n    examples: |\n{rows}\n"


def _check(text: str, addition: Addition) -> None:
    """The whole must read back as YAML whose last entry is the addition."""
    try:
        last = yaml.safe_load(text)["nlu"][-1]
        written = [row.removeprefix("- ") for row in last["examples"].splitlines()]
        is_whole = last["intent"] == addition.intent and written == list(addition.questions)
    except (yaml.YAMLError, LookupError, TypeError, AttributeError):
        is_whole = False
    if not is_whole:
        raise ReviewError(f"{PLACE} cannot be added to as it is; correct it (`make check` says where), or delete it.")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, "utf-8")
    draft.replace(path)
