"""The report as a file: written whole, readable by its owner alone, and deleted by the bot once it is too old."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

PLACE: Final = Path("var", "report.html")  # relative to the root, unless OUT says otherwise
_DAY: Final = 86_400  # seconds


def write(page: str, path: Path) -> None:
    """Write a report; whoever reads meanwhile sees the one before or this one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes files that only their owner can read: the report holds what people wrote.
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf8", errors="replace") as file:
            file.write(page)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def delete_when_old(root: Path, days: int, now: float) -> bool:
    """Delete the report in its usual place once it is so many days old; whether it was. `now`: seconds since 1970."""
    path = root / PLACE
    try:
        if path.stat().st_mtime >= now - days * _DAY:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True
