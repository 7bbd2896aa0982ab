"""A program in a terminal of its own: what it shows is read, what a person would type is typed."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

from tests.http.product import REPOSITORY, environment

ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>()][0-9A-B]?)|\r")
REPLY_SECONDS = 60
PROMPT = "Your input ->"


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command: list[str], environ: dict[str, str]) -> None:
        self._keyboard, inside = pty.openpty()
        self._shown = ""
        self.process = subprocess.Popen(
            command, cwd=REPOSITORY, env=environ, stdin=inside, stdout=inside, stderr=inside, start_new_session=True
        )
        os.close(inside)

    def type(self, line: str) -> None:
        os.write(self._keyboard, f"{line}\r".encode())

    def read_until(self, words: str, seconds: float) -> str:
        """What is shown up to the next `words`, without the codes that move the cursor."""
        deadline = time.monotonic() + seconds
        while words not in (shown := ESCAPES.sub("", self._shown)):
            assert time.monotonic() < deadline, shown
            self._take_in(1)
        before, _, self._shown = shown.partition(words)
        return before

    def reply_to(self, line: str, within: str) -> str:
        """What is shown after a line, to the next prompt behind the words `within` (a terminal draws its prompt many times)."""
        self.type(line)
        return self.read_until(within, REPLY_SECONDS) + within + self.read_until(PROMPT, REPLY_SECONDS)

    def wait(self, seconds: float) -> int:
        """Its exit code; what it still writes is read, so that it need not wait for us."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self._shown
            self._take_in(0.1)
        return self.process.returncode

    def _take_in(self, seconds: float) -> None:
        if not select.select([self._keyboard], [], [], seconds)[0]:
            return
        try:
            self._shown += os.read(self._keyboard, 65536).decode("utf-8", "replace")
        except OSError:  # the other side is closed
            time.sleep(seconds)

    @classmethod
    def shell(cls, folder: Path) -> Terminal:
        """`make shell` that says why, with its conversations in `folder`."""
        return cls([sys.executable, "-m", "ops.shell"], {**environment(folder, FAQ_SHELL_WHY="yes"), "TERM": "xterm"})

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._keyboard)
