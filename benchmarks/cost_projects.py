"""Projects to measure, each in a folder of its own, so that measuring trains and runs without touching models/ and var/."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ops.environment import QUIET

ROOT: Final = Path(__file__).resolve().parent.parent
CACHE: Final = ROOT / "benchmarks" / "cache" / "cost"
# All that the bot runs from; the rest of the repository is about it.
OURS: Final = (
    "actions", "channels", "config.yml", "credentials.yml", "data", "domain.yml", "endpoints.yml", "faq", "insights", "knowledge", "nlu",
    "ops", "requirements.txt", "stores", "widget",
)  # fmt: skip
_TRAINING: Final = "training.json"  # in a project's models/: what it was trained from, and at what cost
_NOT_COPIED: Final = shutil.ignore_patterns("__pycache__", "node_modules", ".*")


@dataclass(frozen=True)
class Training:
    """The cost of one training: seconds by the clock, seconds of CPU of all its processes, and the model's size in MB."""

    wall: float
    cpu: float
    model_mb: float


def copy_ours(target: Path, root: Path = ROOT) -> None:
    """The product's files as they stand now, in `target`; a model trained there before stays."""
    for name in OURS:
        old, new = target / name, root / name
        if old.is_dir():
            shutil.rmtree(old)
        if new.is_dir():
            shutil.copytree(new, old, ignore=_NOT_COPIED)
        elif new.is_file():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)


def digest(folder: Path, names: Sequence[str]) -> str:
    """A hash of files and folders (names relative to `folder`) by path and content."""
    found = hashlib.sha256()
    for name in sorted(names):
        path = folder / name
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" not in file.parts and file.is_file():
                found.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    return found.hexdigest()[:16]


def trained(project: Path, command: Sequence[str], model: Path, made_from: str) -> Training:
    """The training of a project, done now unless its model was made from the same, by a digest.

    Raises RuntimeError with the last lines of the log when no model comes out.
    """
    note = project / "models" / _TRAINING
    kept = _kept(note)
    if model.is_file() and kept.get("made_from") == made_from:
        return Training(**kept["training"])
    note.parent.mkdir(parents=True, exist_ok=True)
    log = project / "training.log"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with log.open("w") as output:
        code = subprocess.run(
            list(command), cwd=project, env=environment(project), stdout=output, stderr=subprocess.STDOUT, check=False
        ).returncode
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if not model.is_file():
        raise RuntimeError(
            f"{project.name} was not trained (exit code {code}): {log.read_text(errors='replace')[-2000:]}"
        )
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    done = Training(round(wall, 1), round(cpu, 1), round(model.stat().st_size / 1e6, 1))
    note.write_text(json.dumps({"made_from": made_from, "training": asdict(done)}), "utf-8")
    return done


def environment(project: Path, **more: str) -> dict[str, str]:
    """What a process of a project finds in its environment: nothing of this repository's settings."""
    others = {k: v for k, v in os.environ.items() if not k.startswith("FAQ_") and k not in ("PORT", "PYTHONPATH")}
    return {**QUIET, **others, "PYTHONPATH": str(project), **more}


def train_ours(project: Path) -> Training:
    """Train a copy of the product as `make train` does."""
    made_from = digest(project, ("config.yml", "domain.yml", "data", "nlu", "faq/folding.py", "requirements.txt"))
    return trained(project, [sys.executable, "-m", "ops.train"], project / "models" / "faq.tar.gz", made_from)


def ours_environment(project: Path, port: int, database: Path) -> Mapping[str, str]:
    """The settings of a run of a copy: no rate limit, a database of its own."""
    return environment(project, PORT=str(port), FAQ_RATE_LIMIT="0", FAQ_DATABASE_URL=f"sqlite:///{database}")


def _kept(note: Path) -> dict[str, Any]:
    try:
        found = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
