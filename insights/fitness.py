"""Whether a question of a report may become a training question, and why not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from faq.folding import clean, words_key
from insights.page import TEXT_MOST
from nlu.danger import by_pattern
from ops.checks import training_data
from ops.checks.near_duplicates import near_duplicates
from ops.checks.training_data import Question
from stores.private import redacted

_MARK: Final = re.compile(
    r"\[(?:name|phone number|e-mail|address|card number|date of birth|social security number)\]", re.IGNORECASE
)
_ANNOTATION: Final = re.compile(r"\[[^\]]*\]\s*[({]")  # Rasa would read it as an entity
_WORDS_LEAST: Final = 2


def refusals(questions: Sequence[str], root: Path) -> list[str]:
    """For each question why it may not be learned, "" when it may: no detail, no danger, no double, nothing measured on."""
    found = [_own_fault(text) for text in questions]
    for at, why in _doubles(questions, root):
        found[at] = found[at] or why
    return found


def _own_fault(text: str) -> str:
    if _MARK.search(text) or redacted(text).details:
        return "holds a personal detail"
    if by_pattern(text) is not None:
        return "may tell of danger"
    if len(text) >= TEXT_MOST:
        return "is too long, or was cut in the report"
    if len(words_key(text).split()) < _WORDS_LEAST:
        return "is no question by itself"
    if clean(text) != text or len(text.splitlines()) != 1 or _ANNOTATION.search(text):
        return "has characters that the training data cannot hold"
    return ""


def _doubles(questions: Sequence[str], root: Path) -> Iterator[tuple[int, str]]:
    """Places of questions that stand somewhere already, or nearly, with where that is."""
    measured, taught = training_data.measured_on(root), training_data.training(root)
    own = [Question(text, ("this group",), "", 0) for text in questions]
    for known, where in ((measured, "is kept apart to test the bot"), (taught, "is taught already")):
        keys = {question.key: question for question in known}
        for at, question in enumerate(own):
            if question.key in keys:
                yield at, _told(where, keys[question.key])
        for at, other in near_duplicates(questions, [question.text for question in known]):
            yield at, _told(where.replace("is ", "is nearly one that is ", 1), known[other], known[other].text)
    seen: dict[str, int] = {}
    for at, question in enumerate(own):
        if seen.setdefault(question.key, at) != at:
            yield at, "stands twice in this group"
    for first, second in near_duplicates(questions, questions):
        if first < second:
            yield second, f"is nearly the same as '{questions[first]}'"


def _told(where: str, question: Question, text: str = "") -> str:
    shown = f": '{text}'" if text else ""
    return f"{where} ({question.file}:{question.line}, {question.intents[0]}){shown}"
