"""The written examples: texts with the personal details in them marked, and look-alikes that must stay as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from faq.knowledge import load
from faq.personal.kept import kept_of

HERE: Final = Path(__file__).resolve().parent
KEPT: Final = kept_of(load(HERE.parents[2] / "knowledge"))
_MARKED: Final = re.compile(r"\{([a-z -]+):([^}]*)\}")


def details(name: str = "details.txt") -> list[tuple[str, str]]:
    """Texts as people write them, each with what may be stored of it."""
    lines = _lines(name)
    return [(_MARKED.sub(r"\2", line), _MARKED.sub(r"[\1]", line)) for line in lines]


def found_in(name: str) -> list[list[str]]:
    """The marks that each text of a file should get, in order."""
    return [[f"[{mark}]" for mark, _ in _MARKED.findall(line)] for line in _lines(name)]


def lookalikes(name: str = "lookalikes.txt") -> list[str]:
    """Texts in which nothing is personal."""
    return _lines(name)


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
