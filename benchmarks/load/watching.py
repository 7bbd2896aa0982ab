"""What the processes of a bot take while it is under load: CPU, memory, file descriptors, by role."""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cost_server import cpu_seconds, descendants


@dataclass(frozen=True)
class Taken:
    """What processes of one role have taken: seconds of CPU since their start, resident memory in MB (10^6 bytes), file descriptors."""

    cpu: float
    rss: float
    descriptors: int


def tree(pid: int) -> list[int]:
    """A process and all that it started."""
    return [pid, *descendants(pid)]


def taken(pids: Sequence[int], roles: Mapping[str, str]) -> dict[str, Taken]:
    """What processes take by role, each role by a word of its command lines (first match; "other" without one)."""
    found: dict[str, list[Taken]] = defaultdict(list)
    for pid in pids:
        with contextlib.suppress(OSError):  # it ended meanwhile
            command = Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace")
            role = next((role for word, role in roles.items() if word in command), "other")
            found[role].append(Taken(cpu_seconds(pid), rss_mb(pid), len(list(Path(f"/proc/{pid}/fd").iterdir()))))
    return {
        role: Taken(sum(t.cpu for t in own), round(sum(t.rss for t in own), 2), sum(t.descriptors for t in own))
        for role, own in sorted(found.items())
    }


def rss_mb(pid: int) -> float:
    """Resident set size of a process, MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


class Meter:
    """Takes what the processes under some roots have used between two calls."""

    def __init__(self, roots: Sequence[int], roles: Mapping[str, str]) -> None:
        self._roots, self._roles = roots, roles
        self._since, self._before = time.monotonic(), self._now()

    def read(self) -> dict[str, dict[str, float]]:
        """By role: seconds of CPU since the meter was made, cores that is, memory in MB and file descriptors now."""
        seconds, now = time.monotonic() - self._since, self._now()
        zero = Taken(0.0, 0.0, 0)
        return {
            role: {
                "cpu": round(own.cpu - self._before.get(role, zero).cpu, 2),
                "cores": round((own.cpu - self._before.get(role, zero).cpu) / seconds, 3) if seconds else 0.0,
                "rss": own.rss,
                "descriptors": own.descriptors,
            }
            for role, own in now.items()
        }

    def _now(self) -> dict[str, Taken]:
        return taken([pid for root in self._roots for pid in tree(root)], self._roles)
