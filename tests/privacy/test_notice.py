"""The notice is in plain words and says what holds."""

from __future__ import annotations

import re

from faq.reading_grade import grade
from ops.settings import ROWS
from tests.http.product import REPOSITORY

NOTICE = (REPOSITORY / "docs" / "privacy.md").read_text("utf-8")
FOR_PEOPLE = NOTICE.partition("## For the people who write")[2].partition("## For those who run the bot")[0]


def test_it_is_easy_to_read() -> None:
    paragraphs = [re.sub(r"[*`#]", "", part).replace("\n", " ") for part in FOR_PEOPLE.split("\n\n") if part.strip()]
    assert grade(" ".join(paragraphs), ()) <= 8


def test_it_names_the_days_of_the_setting() -> None:
    (days,) = (row.default for row in ROWS if row.name == "FAQ_KEEP_DAYS")
    assert f"After {days} days your messages are deleted" in FOR_PEOPLE


def test_it_names_every_sort_of_detail_that_is_taken_out() -> None:
    for sort in (
        "names",
        "phone numbers",
        "e-mail",
        "street addresses",
        "card numbers",
        "dates of birth",
        "social security numbers",
    ):
        assert sort in " ".join(FOR_PEOPLE.split())
