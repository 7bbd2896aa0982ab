"""The journal: on the disk before a call returns, in order, taken over from the dead, and empty of what was erased."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stores.journal import Journal, JournalError, forget_everywhere, left_behind
from tests.http.product import REPOSITORY

Opened = Callable[[Path], Journal]
KILLED = """
import os, signal, sys
from pathlib import Path
from stores.journal import Journal
journal = Journal(Path(sys.argv[1]))
for number in range(3):
    journal.add("turn", "a", float(number), f"word {number}")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def opened() -> Iterator[Opened]:
    """A way to open journals, which are closed at the end."""
    made: list[Journal] = []

    def open_one(folder: Path) -> Journal:
        made.append(Journal(folder))
        return made[-1]

    yield open_one
    for journal in made:
        journal.close()


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_written_down_comes_back_in_order_and_leaves_no_file_once_it_is_done(
    opened: Opened, tmp_path: Path
) -> None:
    journal = opened(tmp_path / "journal")
    for number in range(5):
        journal.add("turn", "ab"[number % 2], float(number), str(number))

    assert ["0", "1", "2"] == [entry.data for entry in journal.oldest(3)]
    assert ["1", "3"] == [entry.data for entry in journal.of("b")]
    journal.remove(journal.oldest(5))
    assert journal.is_empty()
    journal.close(discard=True)
    assert not (tmp_path / "journal").exists()


def test_nothing_is_on_the_disk_as_long_as_nothing_was_written_down(opened: Opened, tmp_path: Path) -> None:
    journal = opened(tmp_path / "journal")
    assert journal.is_empty()
    assert not (tmp_path / "journal").exists()


def test_a_process_that_is_killed_leaves_all_that_it_wrote_down_to_the_next_one(opened: Opened, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=REPOSITORY, check=False)
    assert -signal.SIGKILL == done.returncode
    (journal,) = left_behind(tmp_path)

    assert ["word 0", "word 1", "word 2"] == [entry.data for entry in journal.oldest(9)]
    assert [] == list(left_behind(tmp_path)), "it has an owner now"
    journal.close()
    (again,) = left_behind(tmp_path)
    again.close()


def test_the_journal_of_a_process_that_lives_is_left_to_it(opened: Opened, tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.add("turn", "a", 1.0, "word")

    assert [] == list(left_behind(tmp_path))


def test_what_is_erased_stands_in_no_byte_of_any_journal(opened: Opened, tmp_path: Path) -> None:
    one, other = opened(tmp_path), opened(tmp_path)
    for journal in (one, other):
        for number in range(50):
            journal.add("turn", f"conversation {number % 5}", float(number), f"canary-{number % 5} " * 40)
    forget_everywhere(tmp_path, "conversation 3")
    forget_everywhere(tmp_path, before=3.0)

    assert b"canary-3" not in files(tmp_path)
    assert [] == one.of("conversation 3") == other.of("conversation 3")
    assert 9 == len(one.of("conversation 0"))


def test_what_the_store_refuses_is_kept_and_holds_up_nothing(opened: Opened, tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.add("turn", "a", 1.0, "refused")
    journal.add("turn", "a", 2.0, "good")
    journal.set_aside(journal.oldest(1)[0])

    assert ["good"] == [entry.data for entry in journal.oldest(9)]
    journal.remove(journal.oldest(9))
    assert journal.is_empty()
    journal.close(discard=True)
    assert b"refused" in files(tmp_path)


def test_a_folder_that_cannot_be_written_is_told(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(JournalError):
        opened(tmp_path / "file" / "journal").add("turn", "a", 1.0, "word")


def test_only_its_owner_can_read_it(opened: Opened, tmp_path: Path) -> None:
    opened(tmp_path / "journal").add("turn", "a", 1.0, "word")
    (path,) = (tmp_path / "journal").glob("*.sqlite")

    assert 0o600 == path.stat().st_mode & 0o777
    assert os.getuid() == path.stat().st_uid
