"""Writing several files of the project so that all of them are new or all of them are old, whenever the program is ended.

Before the first file is touched, the old ones are copied and a journal names them. While the journal is there, the running bot reads
nothing (faq/live.py); when it is still there at the start of the next command, that command puts the old files back.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from faq.live import CHANGING
from ops.plain_errors import PlainError

JOURNAL: Final = Path("knowledge", CHANGING)
LOCK: Final = Path("var", "writing.lock")
Files = Mapping[Path, "bytes | None"]  # path from the root, and what the file is to hold; None: no file


def replace_all(root: Path, files: Files, moved: Callable[[Path], object] = lambda _: None) -> None:
    """Give every file its new content, or none of them; `moved` is told of each, for tests that end the program there."""
    if not files:
        return
    with locked(root):
        (root / "var").mkdir(exist_ok=True)
        kept = Path(tempfile.mkdtemp(prefix="before-", dir=root / "var"))
        names = [path.as_posix() for path in files]
        for path in files:
            if (root / path).exists():
                _copy(root / path, kept / path)
        _write(root / JOURNAL, json.dumps({"kept": kept.relative_to(root).as_posix(), "files": names}).encode())
        try:
            for path, content in files.items():
                _put(root / path, content)
                moved(path)
        except BaseException:
            _put_back(root)
            raise
        _finish(root, kept)


def recover(root: Path) -> None:
    """Put the old files back when a program was ended while it wrote; wait when one is writing now."""
    if (root / JOURNAL).exists():
        with locked(root):
            if (root / JOURNAL).exists():
                _put_back(root)
                print("An import was ended before it was done; the files from before it are back.", file=sys.stderr)


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Let one program at a time write."""
    (root / LOCK).parent.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _put_back(root: Path) -> None:
    try:
        journal = json.loads((root / JOURNAL).read_text("utf8"))
        kept, names = root / str(journal["kept"]), [Path(str(name)) for name in journal["files"]]
    except (ValueError, KeyError) as error:
        raise PlainError(
            f"{root / JOURNAL} cannot be read; restore knowledge/ and data/ with git, then delete it."
        ) from error
    for path in names:
        old = kept / path
        _put(root / path, old.read_bytes() if old.exists() else None)
    _finish(root, kept)


def _finish(root: Path, kept: Path) -> None:
    (root / JOURNAL).unlink()
    _settle(root / JOURNAL)
    shutil.rmtree(kept, ignore_errors=True)


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, content)


def _write(path: Path, content: bytes) -> None:
    """Write beside the file, then move in its place: a reader sees the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, draft)
    draft.replace(path)
    _settle(path)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, source.read_bytes())


def _settle(path: Path) -> None:
    """Make the disk remember that a name was added, moved or removed."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
