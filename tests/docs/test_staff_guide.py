"""The guide for staff is in plain words, complete, and its pictures are there."""

from __future__ import annotations

import re

import pytest

from faq.reading_grade import grade
from tests.http.product import REPOSITORY

GUIDE = REPOSITORY / "docs" / "staff-guide.md"
TEXT = GUIDE.read_text("utf-8")
GRADE_MOST = 8.0
PICTURE_MOST = 150_000  # bytes
SECTIONS = [
    "Change an answer", "Add a question", "Add a fact", "Use the spreadsheet", "Try the bot", "Test all", "Read the report",
    "Teach the bot from the report", "Update a phone number", "Check the links", "When something looks wrong", "Go back to how it was",
]  # fmt: skip


def section(heading: str) -> str:
    return TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def prose(text: str) -> str:
    """The sentences of a part: no code, no tables, no marks; an item of a list is a sentence."""
    bare = re.sub(r"<!--.*?-->|^ *```.*?^ *```|^\|.*?$|^!\[.*?$", "", text, flags=re.MULTILINE | re.DOTALL)
    bare = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", re.sub(r"`[^`]+`", "file", bare))
    return " ".join(re.sub(r"^ *(?:\d+\.|-) ", "", bare, flags=re.MULTILINE).replace("*", "").split())


@pytest.mark.parametrize("heading", SECTIONS)
def test_each_section_is_there_and_easy_to_read(heading: str) -> None:
    assert f"](#{heading.lower().replace(' ', '-')})" in TEXT
    assert grade(prose(section(heading)) or section(heading), ()) <= GRADE_MOST


def test_the_guide_names_no_part_that_only_programmers_touch_by_hand() -> None:
    assert "domain.yml" not in TEXT
    assert "rules.yml" not in TEXT


def test_every_picture_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\((images/[^)]+)\)", TEXT)

    assert 3 <= len(pictures)
    for picture in pictures:
        assert (GUIDE.parent / picture).stat().st_size <= PICTURE_MOST, picture
