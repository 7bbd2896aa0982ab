"""Makes what the tests of faq/ talk about: understandings, conversations, broken copies of knowledge/."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from faq.understanding import Danger, Part, Understanding

REPOSITORY = Path(__file__).resolve().parents[2]
KNOWLEDGE = REPOSITORY / "knowledge"


def part(text: str = "", intent: str = "", confidence: float = 0.9, **more: Any) -> Part:
    """A part understood as an intent; `facts`, `mass`, `kind`, `intents` when they differ from what the intent says."""
    kinds = {"ask": "fact", "oos": "out_of_scope", "tell": "smalltalk", "": "unknown"}
    prefix = intent.split("_", 1)[0]
    kind = more.get("kind", kinds.get(prefix, prefix))
    facts = more.get("facts", ((intent.removeprefix("ask_"), confidence),) if prefix == "ask" else ())
    intents = more.get("intents", (intent,) if intent else ())
    return Part(text, kind, intents, confidence, facts, more.get("mass", {kind: confidence}), more.get("nearness", 0.8))


def heard(text: str, intent: str = "", confidence: float = 0.9, **more: Any) -> Understanding:
    """A message whose whole was understood as an intent."""
    outside = {name: more.pop(name) for name in ("parts", "unreadable", "choice", "two") if name in more}
    told = more.pop("danger", "")
    danger = Danger(told, more.pop("language", "en")) if told else None
    return Understanding(text, part(text, intent, confidence, **more), danger=danger, **outside)


def edited(folder: Path, file: str, *changes: tuple[str, str]) -> Path:
    """A copy of knowledge/ in `folder` with words replaced in one file; each must stand there."""
    copy = folder / "knowledge"
    if not copy.exists():
        shutil.copytree(KNOWLEDGE, copy)
    path = copy / file
    text = path.read_text(encoding="utf8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in {file}; the test needs other words"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf8")
    return copy


def lines_of(folder: Path, file: str, words: str) -> list[int]:
    """The lines (from 1) on which words stand."""
    lines = (folder / file).read_text(encoding="utf8").splitlines()
    return [number for number, line in enumerate(lines, 1) if words in line]
