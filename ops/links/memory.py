"""What earlier runs saw, in var/links/seen.json: each page's title, and what was doubtful about it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

FILE: Final = Path("var", "links", "seen.json")


@dataclass(frozen=True)
class Seen:
    """One address as last seen: its title, the sort of doubt ("" when none), the day it began, and the date in the files then."""

    title: str = ""
    doubt: str = ""
    since: str = ""
    checked_then: str = ""


def recall(root: Path) -> dict[str, Seen]:
    """What was kept, by address; nothing when the file is not there or cannot be read."""
    try:
        kept = json.loads((root / FILE).read_text("utf-8"))
        return {
            str(url): Seen(**{name: str(row[name]) for name in Seen.__dataclass_fields__}) for url, row in kept.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def keep(root: Path, seen: dict[str, Seen]) -> None:
    """Write what was seen, whole or not at all."""
    replace_text(root / FILE, json.dumps({url: asdict(s) for url, s in sorted(seen.items())}, indent=1) + "\n")


def replace_text(path: Path, text: str) -> None:
    """Put a text in the place of a file's, so that a crash leaves the old or the new and nothing between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
