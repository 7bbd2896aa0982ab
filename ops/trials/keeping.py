"""Runs are kept by name under var/test-all/, so that a later one can be compared with them."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from faq.knowledge import FILES
from ops.plain_errors import PlainError
from ops.train import MODEL
from ops.trials.outcomes import Outcome
from ops.trials.questions import Asked

FOLDER: Final = Path("var", "test-all")
_NAME: Final = re.compile(r"[\w.-]{1,60}")
_END: Final = ".json.gz"


@dataclass(frozen=True)
class Run:
    """One run: its name, when it was (in UTC), its part, digests of the model and of knowledge/, and what came of each question."""

    name: str
    when: str
    part: str
    model: str
    knowledge: str
    outcomes: tuple[Outcome, ...]


def digests(root: Path) -> tuple[str, str]:
    """Digests of the model and of knowledge/, to tell whether either has changed between two runs."""
    model = hashlib.sha256((root / MODEL).read_bytes()).hexdigest()
    known = hashlib.sha256(b"".join((root / "knowledge" / name).read_bytes() for name in FILES)).hexdigest()
    return model, known


def checked_name(name: str) -> str:
    """The name, when a file can be called so."""
    if not _NAME.fullmatch(name) or name.startswith("."):
        raise PlainError(f"NAME is '{name}'; write letters, digits, '-', '_' and '.', at most 60.")
    return name


def keep(root: Path, run: Run) -> Path:
    """Write a run down; one of the same name is replaced."""
    path = root / FOLDER / f"{checked_name(run.name)}{_END}"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(gzip.compress(json.dumps(asdict(run)).encode(), mtime=0))
    draft.replace(path)
    return path


def names(root: Path) -> list[str]:
    """The names of the kept runs, the newest last."""
    paths = sorted((root / FOLDER).glob(f"*{_END}"), key=lambda path: path.stat().st_mtime)
    return [path.name.removesuffix(_END) for path in paths]


def recall(root: Path, name: str) -> Run:
    """A kept run. PlainError when there is none of that name, or it cannot be read."""
    path = root / FOLDER / f"{name}{_END}"
    if not path.is_file():
        raise PlainError(f"No run is called '{name}'; there are: {', '.join(names(root)) or 'none yet'}.")
    try:
        data = json.loads(gzip.decompress(path.read_bytes()))
        return Run(**{**data, "outcomes": tuple(_outcomes(data["outcomes"]))})
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise PlainError(f"The run {path} cannot be read ({error}); delete it.") from error


def _outcomes(rows: list[dict[str, Any]]) -> Iterable[Outcome]:
    for row in rows:
        asked = Asked(**{**row["asked"], "intents": tuple(row["asked"]["intents"])})
        yield Outcome(**{**row, "asked": asked, "facts": tuple(row["facts"])})
