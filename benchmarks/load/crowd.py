"""The people under load: whose turn it is when a message is to come."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from benchmarks.load.doors import Talk

SECONDS_BETWEEN: Final = (
    4  # between two messages of a person, when nothing else is said; with the rate, how many are there at once
)


class Crowd:
    """Conversations, some open and idle, some waiting for a reply, some over.

    A message that is to come is never put off because somebody waits: it goes to a person who does not, or to a new one.
    """

    def __init__(self, begin: Callable[[int], Talk], together: int, all_begin: bool, seed: int) -> None:
        self._begin, self._together, self._all_begin = begin, together, all_begin
        self._chance = random.Random(f"crowd-{seed}")
        self._idle: list[Talk] = []
        self._open = 0
        self.talks: list[Talk] = []

    def next(self) -> Talk:
        """Who speaks now; they are busy until `done`."""
        begun = len(self.talks) if self._all_begin else self._open
        if begun < self._together or not self._idle:
            self._open += 1
            self.talks.append(self._begin(len(self.talks)))
            return self.talks[-1]
        at = self._chance.randrange(len(self._idle))
        self._idle[at], self._idle[-1] = self._idle[-1], self._idle[at]
        return self._idle.pop()

    def done(self, talk: Talk) -> None:
        """Somebody has their reply, and speaks again unless all was said."""
        if talk.is_over:
            self._open -= 1
        else:
            self._idle.append(talk)
