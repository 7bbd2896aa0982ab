"""The questions that are put to the bot: those it was trained on, and those of the development set. The held-out set stays unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ops.checks import training_data
from ops.plain_errors import PlainError

TRAINING, DEVELOPMENT = "training", "development"
PARTS: Final = {"all": (TRAINING, DEVELOPMENT), "training": (TRAINING,), "dev": (DEVELOPMENT,)}
_VEILED: Final = "veiled"  # danger that no word tells; missing it costs less than missing what is plain


@dataclass(frozen=True)
class Asked:
    """One question: its text, the intents it should be taken for, where it stands, and whether danger in it is veiled."""

    text: str
    intents: tuple[str, ...]
    group: str
    file: str
    line: int
    veiled: bool = False

    @property
    def leans(self) -> bool:
        """Whether it is a follow-up, which makes sense only after an answer."""
        return self.intents[0].startswith("followup_")


def questions(root: Path, part: str) -> list[Asked]:
    """The questions of a part: all, training, dev, or one intent or fact by name. PlainError when nothing is called so."""
    if part == "dev":
        return development(root)
    return part_of([*training(root), *development(root)], part)


def part_of(everything: Sequence[Asked], part: str) -> list[Asked]:
    """Those of the questions that are of a part."""
    if part in PARTS:
        return [q for q in everything if q.group in PARTS[part]]
    chosen = [q for q in everything if part in q.intents or f"ask_{part}" in q.intents]
    if not chosen:
        raise PlainError(f"PART is '{part}'; write all, training, dev, or the id of a fact such as help_courts.")
    return chosen


def training(root: Path) -> list[Asked]:
    """The questions of data/nlu/."""
    return [
        Asked(q.text, q.intents, TRAINING, q.file, q.line, veiled=Path(q.file).stem.endswith(_VEILED))
        for q in training_data.training(root)
    ]


def development(root: Path) -> list[Asked]:
    """The questions of the development set."""
    found = []
    for path in sorted((root / training_data.MEASURED[0]).glob("*.tsv")):
        for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
            labels, sort, text = row.split("\t")
            file = path.relative_to(root).as_posix()
            found.append(Asked(text, tuple(labels.split("+")), DEVELOPMENT, file, number, veiled=sort == _VEILED))
    return found
