"""Questions compared by meaning: nearer to another fact than to their own, and facts whose questions are all alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from faq.folding import words_key
from faq.located import Problem
from ops.checks.training_data import TRAINING, Question
from ops.checks.vectors import NoVectorsError, vectors

# Cosines of the adapted encoder, chosen on the 17,000 questions of the first version: eight of them were told of, and each
# was indeed doubtful; questions made from one pattern by changing a word came out at 0.9 and more.
CLOSE: Final = 0.85  # to a question of another intent, at least
NEARER: Final = 0.05  # than to any other question of its own, by at least
ALIKE: Final = 0.9  # to another question of the same fact
ALIKE_SHARE: Final = 0.5  # of a fact's questions; among the first facts it was 0.28 at most
BLOCK: Final = 1000  # questions compared at once: 70 MB


@dataclass(frozen=True)
class Nearest:
    """For each question the cosine to the nearest other one of its own intents and of the others (questions,)."""

    own: np.ndarray
    other: np.ndarray


def look(questions: Sequence[Question], models: Path) -> tuple[list[Problem], str]:
    """Warnings, and a remark when nothing could be compared."""
    wordy = [q for q in questions if words_key(q.text)]  # "..." and an emoji mean nothing that could be compared
    try:
        known = vectors(wordy, models)
    except NoVectorsError as reason:
        return [], f"the meaning of questions was not compared: {reason}"
    nearest = nearest_of(wordy, known)
    return [*_nearer_to_others(wordy, known, nearest), *_alike(wordy, known, nearest)], ""


def nearest_of(questions: Sequence[Question], known: np.ndarray) -> Nearest:
    """The nearest neighbours, from unit vectors (questions, dimensions)."""
    labels = sorted({q.intents for q in questions})
    number = {label: n for n, label in enumerate(labels)}
    group = np.array([number[q.intents] for q in questions], dtype=int)
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(len(labels)))
    shares = np.array([[bool(set(a) & set(b)) for b in labels] for a in labels])
    columns = np.ascontiguousarray(known[order].T)
    place = np.argsort(order)
    own, other = np.empty(len(questions)), np.empty(len(questions))
    for start in range(0, len(questions), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(questions)))
        cosines = known[rows] @ columns
        cosines[np.arange(len(rows)), place[rows]] = -1  # itself
        best = np.maximum.reduceat(cosines, starts, axis=1)
        mine = shares[group[rows]]
        own[rows] = np.where(mine, best, -1).max(axis=1)
        other[rows] = np.where(mine, -1, best).max(axis=1)
    return Nearest(own, other)


def _nearer_to_others(questions: Sequence[Question], known: np.ndarray, nearest: Nearest) -> Iterator[Problem]:
    doubtful = np.flatnonzero((nearest.other >= CLOSE) & (nearest.other - nearest.own >= NEARER))
    for i in sorted(doubtful, key=lambda i: nearest.own[i] - nearest.other[i]):
        q = questions[i]
        cosines = known @ known[i]
        closest = next(j for j in np.argsort(-cosines) if not set(questions[j].intents) & set(q.intents))
        other = questions[closest]
        if _matters(q.intents[0], other.intents[0]):
            message = (
                f"'{q.text}' is closer to '{other.text}' ({other.intents[0]}) than to any other question of its own; "
                "reword it, or move it there"
            )
            yield Problem(q.file, q.line, q.intents[0], message)


def _matters(left: str, right: str) -> bool:
    """Whether to mistake one for the other gives a wrong answer: among requests that are refused it only changes the refusal."""
    kinds = {intent.split("_")[0] for intent in (left, right)}
    return len(kinds) > 1 or kinds == {"ask"}


def _alike(questions: Sequence[Question], known: np.ndarray, nearest: Nearest) -> Iterator[Problem]:
    members: defaultdict[str, list[int]] = defaultdict(list)
    for i, q in enumerate(questions):
        if q.intents[0].startswith("ask_"):
            members[q.intents[0]].append(i)
    for intent, rows in members.items():
        if len(rows) < 2:
            continue
        own = known[rows] @ known[rows].T
        np.fill_diagonal(own, -1)
        share = float((own.max(axis=1) >= ALIKE).mean())
        if share > ALIKE_SHARE:
            left, right = divmod(int(own.argmax()), len(rows))
            message = (
                f"{share:.0%} of its questions say nearly the same as another one, such as '{questions[rows[left]].text}' "
                f"and '{questions[rows[right]].text}'; write them as different people would"
            )
            yield Problem(TRAINING.as_posix(), 1, intent, message)
