"""The development set: messages whose writers saw no training question, never trained on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "nlu" / "development"


@dataclass(frozen=True)
class Example:
    """One message: the label(s) that a careful reader gives it, its sort (plain, near, veiled, ...) and its writer."""

    labels: tuple[str, ...]
    sort: str
    text: str
    writer: str


def examples(folder: Path = FOLDER) -> list[Example]:
    """Every message of the development set, one TSV file a writer."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf8").splitlines():
            labels, sort, text = line.split("\t")
            found.append(Example(tuple(labels.split("+")), sort, text, path.stem))
    return found
