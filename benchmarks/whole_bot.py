"""The whole bot's replies to the messages it is measured on, computed once a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from benchmarks.development import FOLDER, examples
from benchmarks.evaluate import ROOT, Result, evaluate
from faq.knowledge import load

HELD_OUT = FOLDER.parent / "held_out"


@lru_cache(maxsize=1)
def whole(model: Path) -> tuple[list[Result], list[Result]]:
    """Replies to the development set and to the held-out set, each as the first message of a conversation."""
    development, held_out = examples(), examples(HELD_OUT)
    found = evaluate([*development, *held_out], load(ROOT / "knowledge"), model)
    return found[: len(development)], found[len(development) :]
