"""Several files are written together or not at all, whenever the program is ended."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faq.live import LiveKnowledge
from ops import writing

REPOSITORY = Path(__file__).resolve().parents[2]
PHRASES, FACTS, NEW, GONE = (
    Path("knowledge", "phrases.yml"),
    Path("knowledge", "facts.yml"),
    Path("data", "new.yml"),
    Path("data", "gone.yml"),
)
ENDED_MIDWAY = """
import json, os, sys
from pathlib import Path
from ops import writing
files = {Path(n): c and c.encode() for n, c in json.loads(sys.argv[2]).items()}
writing.replace_all(Path(sys.argv[1]), files, moved=lambda path: os._exit(9) if path.name == sys.argv[3] else None)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "knowledge", tmp_path / "knowledge")
    (tmp_path / GONE).parent.mkdir()
    (tmp_path / GONE).write_text("goes", "utf8")
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    return {
        p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file() and "var" not in p.parts
    }


def edited(root: Path) -> dict[Path, str | None]:
    thanks, ages = "You are welcome! Ask me more whenever you like.", '"It depends on the term."'
    phrases = (root / PHRASES).read_text("utf8").replace(thanks, "Any time!")
    facts = (root / FACTS).read_text("utf8").replace(ages, '"It all depends."')
    return {PHRASES: phrases, NEW: "new", FACTS: facts, GONE: None}


def test_every_file_is_replaced_made_or_removed_and_nothing_else_is_left(root: Path) -> None:
    wanted = edited(root)
    writing.replace_all(root, {path: text and text.encode() for path, text in wanted.items()})
    assert {p.as_posix(): t.encode() for p, t in wanted.items() if t}.items() <= contents(root).items()
    assert not (root / GONE).exists()
    assert [p.name for p in (root / "var").iterdir()] == ["writing.lock"]
    assert not (root / writing.JOURNAL).exists()


@pytest.mark.parametrize("last", ["phrases.yml", "new.yml", "facts.yml", "gone.yml"])
def test_a_program_that_is_ended_midway_leaves_the_old_files_after_the_next_command(
    last: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, live = contents(root), LiveKnowledge(root / "knowledge")
    files = json.dumps({path.as_posix(): text for path, text in edited(root).items()})
    ended = subprocess.run([sys.executable, "-c", ENDED_MIDWAY, str(root), files, last], cwd=REPOSITORY, check=False)
    assert ended.returncode == 9
    assert contents(root) != before
    assert live.current().phrase("smalltalk_thanks").startswith("You are welcome!"), (
        "a running bot reads nothing half done"
    )
    writing.recover(root)
    assert before == contents(root)
    assert "the files from before it are back" in capsys.readouterr().err
    assert live.current().phrase("smalltalk_thanks").startswith("You are welcome!")


def test_an_error_midway_puts_the_old_files_back_at_once(root: Path) -> None:
    before = contents(root)

    def fail(path: Path) -> None:
        if path == FACTS:
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        writing.replace_all(root, {path: text and text.encode() for path, text in edited(root).items()}, moved=fail)
    assert before == contents(root)


def test_without_a_journal_there_is_nothing_to_put_back(root: Path) -> None:
    before = contents(root)
    writing.recover(root)
    assert before == contents(root)
