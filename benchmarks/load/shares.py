"""Holding processes to a share of a core with the kernel's own means: a cgroup with a CPU quota, version 2 or 1."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ops.plain_errors import PlainError

ROOTS: Final = (Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup/cpu,cpuacct"))
PERIOD: Final = 20_000  # microseconds; a hundred, the usual, would make every reply wait for the next tenth of a second


@dataclass(frozen=True)
class Share:
    """A cgroup of ours. `throttled()`: in how many of its periods its processes used up their share, and how many there were."""

    folder: Path

    def add(self, pids: Sequence[int]) -> None:
        """Hold processes, with all their threads and all that they start later."""
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                (self.folder / "cgroup.procs").write_text(str(pid))

    def throttled(self) -> tuple[int, int]:
        """Periods in which the share was used up, and all periods."""
        lines = dict(line.split() for line in (self.folder / "cpu.stat").read_text().splitlines())
        return int(lines.get("nr_throttled", 0)), int(lines.get("nr_periods", 0))


@contextlib.contextmanager
def share(name: str, cores: float, roots: Sequence[Path] = ROOTS) -> Iterator[Share]:
    """A cgroup that may use so many cores. Raises PlainError where none can be made."""
    parent = _parent(roots)
    folder = parent / f"faq-load-{os.getpid()}-{name}"
    try:
        folder.mkdir()
        quota = round(cores * PERIOD)
        if (folder / "cpu.max").exists():
            (folder / "cpu.max").write_text(f"{quota} {PERIOD}")
        else:
            (folder / "cpu.cfs_period_us").write_text(str(PERIOD))
            (folder / "cpu.cfs_quota_us").write_text(str(quota))
    except OSError as error:
        raise PlainError(f"{folder} cannot be made ({error}); run this as root.") from error
    try:
        yield Share(folder)
    finally:
        _remove(folder, parent)


def means(roots: Sequence[Path] = ROOTS) -> str:
    """What holds the processes, in words."""
    version = 2 if (_parent(roots) / "cgroup.controllers").exists() else 1
    return f"a cgroup (version {version}) with a CPU quota in periods of {PERIOD // 1000} ms"


def _parent(roots: Sequence[Path]) -> Path:
    """Where cgroups with a CPU quota can be made."""
    for root in roots:
        controllers = root / "cgroup.subtree_control"  # version 2: what groups below may have
        if (controllers.is_file() and "cpu" in controllers.read_text().split()) or (root / "cpu.cfs_quota_us").exists():
            return root
    raise PlainError(
        "There is no cgroup with a CPU quota here, so that bots cannot be held to a share of a core; "
        "run this as root on Linux where the cpu controller is on."
    )


def _remove(folder: Path, parent: Path) -> None:
    """Let what is still in it go, and remove it."""
    with contextlib.suppress(OSError):
        for pid in (folder / "cgroup.procs").read_text().split():
            with contextlib.suppress(OSError):
                (parent / "cgroup.procs").write_text(pid)
        folder.rmdir()
