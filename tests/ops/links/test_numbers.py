"""Numbers of help lines that no phone could dial are found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ops.links.numbers import number_problems

FOLDER = Path(__file__).resolve().parents[3] / "knowledge"


def test_every_number_of_the_files_can_be_dialled() -> None:
    assert [] == number_problems(FOLDER)


@pytest.mark.parametrize(
    ("before", "after", "entry", "said"),
    [
        ('call: "1-833-852-6262"', 'call: "1-833-852-626"', "maternal_hotline", "no number that can be dialled"),
        ('call: "1-833-852-6262"', 'call: "1-833-152-6262"', "maternal_hotline", "no number that can be dialled"),
        ('call: "1-833-852-6262"', 'call: "1-811-852-6262"', "maternal_hotline", "no number that can be dialled"),
        ('call: "1-833-852-6262"', 'call: "ask the doctor"', "maternal_hotline", "gives no link"),
        ('call: "911"', 'call: "912"', "emergency_911", "no number that can be dialled"),
        ('tty: "1-866-872-1677"', 'tty: "1-866-8721677"', "childline_pa", "'tty' is '1-866-8721677'"),
        ('text_number: "741741"', 'text_number: "741742"', "crisis_text_line", "does not name 741742"),
        ('text_number: "741741"', "text_number: null", "crisis_text_line", "belong together"),
        ('text_body: "HOME"', 'text_body: "HELP"', "crisis_text_line", "does not name HELP"),
    ],
)
def test_a_mistake_in_a_number_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, entry: str, said: str
) -> None:
    shutil.copytree(FOLDER, tmp_path / "knowledge")
    path = tmp_path / "knowledge" / "helplines.yml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")

    found = [p for p in number_problems(path.parent) if p.entry == entry and said in p.message]
    assert found
    assert after in path.read_text("utf-8").splitlines()[found[0].line - 1] or found[0].message.startswith("'text'")
