"""Says what is being done and for how long: one living line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

QUIET_SECONDS = 10  # between two lines where the output is not a terminal
LINE_WIDTH = 78


class Progress:
    """Shows a task, its stage and the seconds so far until the block ends."""

    def __init__(self, task: str) -> None:
        self._task, self._stage = task, ""
        self._terminal = sys.stdout.isatty()
        self._started = time.monotonic()
        self._ended = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Progress:
        self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._ticker.join()
        if self._terminal:
            print("\r\033[K", end="", flush=True)

    def note(self, stage: str) -> None:
        """Remember the stage for the next line."""
        self._stage = stage

    def stage(self, name: str) -> None:
        """Name what is being done now, at once."""
        self.note(name)
        self._show()

    def seconds(self) -> float:
        """How long the task has taken so far."""
        return time.monotonic() - self._started

    def _tick(self) -> None:
        while not self._ended.wait(1 if self._terminal else QUIET_SECONDS):
            self._show()

    def _show(self) -> None:
        line = f"{self._task}, {self.seconds():.0f} s{': ' if self._stage else ''}{self._stage}"
        if self._terminal:
            print(f"\r\033[K{line[:LINE_WIDTH]}", end="", flush=True)
        else:
            print(line, flush=True)
