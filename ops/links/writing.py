"""Writes status and date back into sources.yml, and touches nothing else: comments, order and quotes stay."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from faq.knowledge import load
from faq.located import Entry, KnowledgeError, read_yaml
from ops.links.memory import replace_text
from ops.plain_errors import PlainError

NAME: Final = "sources.yml"
_LINE: Final = re.compile(
    r"(?P<head>\s*(?:- )?[a-z_]+:[ \t]*)(?P<value>\"[^\"]*\"|'[^']*'|[^\s#]*)(?P<tail>[ \t]*(?:#.*)?\r?\n?)"
)


@dataclass(frozen=True)
class Mark:
    """What is written for one source: the status, and the day on which the link was asked for (2026-01-31)."""

    status: str
    last_checked: str


def write_marks(folder: Path, marks: Mapping[str, Mark]) -> None:
    """Put the marks, by source id, into sources.yml of `folder`; all of them, or nothing and PlainError."""
    path = folder / NAME
    text = marked(path, marks)
    if text == path.read_bytes().decode("utf-8"):
        return
    _prove(folder, text)
    replace_text(path, text)


def marked(path: Path, marks: Mapping[str, Mark]) -> str:
    """The text of sources.yml with the marks in it."""
    lines = path.read_bytes().decode("utf-8").splitlines(keepends=True)
    for row in Entry(NAME, read_yaml(path), []).entries("sources"):
        if row.name in marks:
            for field, value in (("last_checked", marks[row.name].last_checked), ("status", marks[row.name].status)):
                place = row.data.key_lines.get(field, 0) - 1
                match = _LINE.fullmatch(lines[place]) if place >= 0 else None
                if match is None:
                    raise PlainError(
                        f"knowledge/{NAME}: {row.name} needs a line of its own for '{field}', such as '{field}: {value}'; "
                        "nothing was written."
                    )
                lines[place] = f"{match['head']}{value}{match['tail']}"
    return "".join(lines)


def _prove(folder: Path, text: str) -> None:
    """Refuse a text with which knowledge/ could not be loaded."""
    with TemporaryDirectory() as made:
        copy = Path(made, "knowledge")
        shutil.copytree(folder, copy)
        (copy / NAME).write_bytes(text.encode("utf-8"))
        try:
            load(copy)
        except KnowledgeError as error:
            raise PlainError(f"The dates could not be written, and nothing was changed:\n{error}") from error
