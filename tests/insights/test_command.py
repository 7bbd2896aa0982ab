"""`make report`: writes the page where it is wanted, for its owner alone, or says what to write."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from insights import kept_report
from insights.__main__ import main
from ops.plain_errors import PlainError
from stores.conversations import Conversations
from tests.insights.telling import NOON, answered, tell


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAQ_DATABASE_URL", f"sqlite:///{tmp_path}/conversations.sqlite")


def test_a_report_is_written_for_its_owner_alone_and_its_place_is_told(
    stored: Conversations, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(stored, answered("what is toxic stress"))
    path = tmp_path / "new" / "report.html"
    assert main(["--from", "2026-10-26", "--to", "2026-10-26", "--out", str(path)]) == 0

    assert "from 2026-10-26 to 2026-10-26: 1 conversations, 1 messages" in capsys.readouterr().out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "A sample." not in path.read_text("utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["report.html"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--from", "x"], "FROM is 'x'"), (["--days", "x"], "DAYS is 'x'"), (["--out", "."], "which is a folder")],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(arguments: list[str], told: str) -> None:
    with pytest.raises(PlainError, match=told):
        main(arguments)


def test_the_bot_deletes_a_report_in_its_usual_place_once_it_is_too_old(tmp_path: Path) -> None:
    path = tmp_path / kept_report.PLACE
    assert not kept_report.delete_when_old(tmp_path, 30, NOON)
    kept_report.write("words", path)
    now = time.time()
    os.utime(path, (now, now - 30 * 86_400))
    assert not kept_report.delete_when_old(tmp_path, 30, now - 1)
    assert kept_report.delete_when_old(tmp_path, 30, now + 1)
    assert not path.exists()
