from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from faq import live as live_module
from faq.knowledge import Knowledge, load
from faq.live import CHANGING, LiveKnowledge, live_knowledge
from faq.located import KnowledgeError
from tests.faq.making import edited

OLD, NEW = "You are welcome! Ask me more whenever you like.", "Any time!"


def test_an_edit_is_served_without_a_restart(tmp_path: Path) -> None:
    live = LiveKnowledge(edited(tmp_path, "phrases.yml"))
    before = live.current()
    assert before.phrase("smalltalk_thanks") == OLD
    edited(tmp_path, "phrases.yml", (OLD, NEW))
    assert live.current().phrase("smalltalk_thanks") == NEW
    assert before.phrase("smalltalk_thanks") == OLD, "what was handed out does not change under anybody"


@pytest.mark.parametrize("file", ["facts.yml", "sources.yml", "helplines.yml", "phrases.yml", "source_mended.txt"])
def test_an_edit_of_any_file_is_noticed(file: str, tmp_path: Path) -> None:
    folder = edited(tmp_path, file)
    live = LiveKnowledge(folder)
    first = live.current()
    path = folder / file
    path.write_text(path.read_text(encoding="utf8") + "\n# edited\n", encoding="utf8")
    assert live.current() is not first


def test_nothing_is_read_again_while_nothing_changes(tmp_path: Path) -> None:
    live = LiveKnowledge(edited(tmp_path, "phrases.yml"))
    assert live.current() is live.current()


def test_a_broken_edit_keeps_the_last_good_state_and_says_why_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = LiveKnowledge(edited(tmp_path, "phrases.yml", (OLD, NEW)))
    edited(tmp_path, "phrases.yml", ("  smalltalk_thanks: ", "  smalltalk_tanks: "))
    with caplog.at_level(logging.ERROR):
        assert live.current().phrase("smalltalk_thanks") == NEW
        assert live.current().phrase("smalltalk_thanks") == NEW
    assert len(caplog.records) == 1
    assert "phrases.yml:" in caplog.text
    assert "smalltalk_thanks: this phrase is missing" in caplog.text


def test_the_mended_edit_is_served_again(tmp_path: Path) -> None:
    live = LiveKnowledge(edited(tmp_path, "phrases.yml"))
    edited(tmp_path, "phrases.yml", ("  smalltalk_thanks: ", "  smalltalk_tanks: "))
    live.current()
    edited(tmp_path, "phrases.yml", ("  smalltalk_tanks: ", "  smalltalk_thanks: "), (OLD, NEW))
    assert live.current().phrase("smalltalk_thanks") == NEW


def test_files_that_vanish_change_nothing_and_come_back(tmp_path: Path) -> None:
    folder = edited(tmp_path, "phrases.yml")
    live = LiveKnowledge(folder)
    shutil.move(folder, tmp_path / "away")
    assert live.current().phrase("smalltalk_thanks") == OLD
    shutil.move(tmp_path / "away", folder)
    edited(tmp_path, "phrases.yml", (OLD, NEW))
    assert live.current().phrase("smalltalk_thanks") == NEW


def test_a_start_with_broken_files_is_refused(tmp_path: Path) -> None:
    folder = edited(tmp_path, "phrases.yml", ("  smalltalk_thanks: ", "  smalltalk_tanks: "))
    with pytest.raises(KnowledgeError, match="smalltalk_thanks"):
        LiveKnowledge(folder)


def test_while_a_program_moves_several_files_in_nothing_is_read(tmp_path: Path) -> None:
    live = LiveKnowledge(edited(tmp_path, "phrases.yml"))
    (tmp_path / "knowledge" / CHANGING).touch()
    edited(tmp_path, "phrases.yml", (OLD, NEW))
    assert live.current().phrase("smalltalk_thanks") == OLD
    (tmp_path / "knowledge" / CHANGING).unlink()
    assert live.current().phrase("smalltalk_thanks") == NEW


def test_files_that_change_while_they_are_read_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = LiveKnowledge(edited(tmp_path, "phrases.yml"))
    edited(tmp_path, "phrases.yml", (OLD, NEW))

    def slow(folder: Path) -> Knowledge:
        found = load(folder)
        edited(tmp_path, "facts.yml", ('"It depends on the term."', '"It all depends on the term."'))
        monkeypatch.setattr(live_module, "load", load)
        return found

    monkeypatch.setattr(live_module, "load", slow)
    assert live.current().phrase("smalltalk_thanks") == OLD, "half of one state and half of another is not served"
    assert live.current().phrase("smalltalk_thanks") == NEW
    assert live.current().facts["age_range"].sentences[0].text == "It all depends on the term."


def test_it_can_be_asked_whether_an_edit_is_refused(tmp_path: Path) -> None:
    live = LiveKnowledge(edited(tmp_path, "phrases.yml"))
    edited(tmp_path, "phrases.yml", ("  smalltalk_thanks: ", "  smalltalk_tanks: "))
    live.current()
    assert live.refused
    edited(tmp_path, "phrases.yml", ("  smalltalk_tanks: ", "  smalltalk_thanks: "))
    live.current()
    assert not live.refused


def test_a_process_reads_a_folder_once_for_all_its_parts(tmp_path: Path) -> None:
    folder = edited(tmp_path, "phrases.yml")
    assert live_knowledge(folder) is live_knowledge(folder)
