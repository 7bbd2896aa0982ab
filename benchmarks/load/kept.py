"""What an interrupted measurement has already: each finished step by its name, for as long as code and options are the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.cost_projects import digest
from benchmarks.load.sending import ROOT

FOLDER: Final = ROOT / "benchmarks" / "cache" / "load"
_MADE_FROM: Final = (
    "actions", "channels", "config.yml", "credentials.yml", "data", "domain.yml", "endpoints.yml", "faq", "knowledge", "nlu", "ops",
    "requirements.txt", "stores", "benchmarks/load", "tests/nlu/development",
)  # fmt: skip


class Kept:
    """The steps of one measurement in a file."""

    def __init__(self, part: str, options: Sequence[object], again: bool = False, folder: Path = FOLDER) -> None:
        mark = f"{digest(ROOT, _MADE_FROM)}-{'-'.join(map(str, options))}".replace("/", "_")
        self._path = folder / f"{part}-{mark}.json"
        found = json.loads(self._path.read_text("utf-8")) if self._path.is_file() and not again else {}
        self.steps: dict[str, Any] = found

    def step(self, name: str, work: Callable[[], Any]) -> Any:
        """What a step found: from the file when it was finished before, now otherwise; written down at once."""
        if name not in self.steps:
            self.put(name, work())
        return self.steps[name]

    def put(self, name: str, found: Any) -> None:
        """Write down what a step found."""
        self.steps[name] = found
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".part")
        draft.write_text(json.dumps(self.steps), "utf-8")
        draft.replace(self._path)
