"""The load generator as a child of the measuring process: bounded in time, and asked for what it has when the whole is stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.load.doors import ANSWER_MOST
from benchmarks.load.plan import Found, Plan
from ops.processes import dies_with_parent

ROOT: Final = Path(__file__).resolve().parents[2]
CHECK_SECONDS_MOST: Final = 900  # to read back thousands of conversations
LAST_SECONDS: Final = ANSWER_MOST + 20  # after a stop: the last replies


class Sending:
    """A generator at work on a plan."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        told, self._path = folder / "plan.json", folder / "found.json"
        plan.write(told)
        command = [sys.executable, "-m", "benchmarks.load.generator", str(told), str(self._path)]
        self._most = plan.seconds + LAST_SECONDS + (CHECK_SECONDS_MOST if plan.checked else 0)
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            start_new_session=True,  # Ctrl-C at the terminal is ours to pass on
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )

    def wait(self, seconds: float | None = None) -> Found | None:
        """What was found; None when that takes longer than `seconds`. Raises RuntimeError when the generator failed."""
        try:
            code = self._process.wait(self._most if seconds is None else seconds)
        except subprocess.TimeoutExpired:
            if seconds is not None:
                return None
            self._process.kill()
            raise RuntimeError("the load generator did not come to an end") from None
        if code != 0 or not self._path.is_file():
            raise RuntimeError(f"the load generator failed with exit code {code}")
        return Found.read(self._path)

    def stop(self) -> Found | None:
        """End it; what it found until now, if it still can say so."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self.wait(LAST_SECONDS)
        except RuntimeError:
            return None
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()


def send(plan: Plan) -> Found:
    """Carry out a plan in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        sending = Sending(plan, Path(folder))
        try:
            found = sending.wait()
        except BaseException:
            sending.stop()
            raise
    assert found is not None  # noqa: S101 - only a bounded wait gives None
    return found
