"""The page: right numbers, whole by itself, plain text from hostile text, and never a word of danger."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from insights.report_reading import groups_of
from stores.conversations import Conversations
from tests.insights.conftest import HOSTILE, Report, tell_everything
from tests.insights.telling import NOON, answered, in_danger, refused, tell


class Elements(HTMLParser):
    """Which elements a page has, with their attributes, and whether each was closed where it should be."""

    VOID = frozenset({"meta", "line", "rect", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.extend(attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.extend(attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def words(page: str) -> str:
    """The text of a page, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body>")[2]).split())


def test_an_empty_database_makes_a_page_that_says_so(report: Report) -> None:
    page = report()
    assert page.startswith("<!doctype html>")
    assert "No messages in these days." in page
    assert "None in the conversations that are still kept." in page


def test_one_conversation_makes_a_page_with_its_numbers(stored: Conversations, report: Report) -> None:
    tell(stored, answered("what is toxic stress"), refused("daycare near me"))
    page = words(report())

    assert "Conversations 1 Messages 2 Questions answered 50 % Questions not answered 50 %" in page
    assert "Half of the replies came within 0.2 s" in page
    assert "daycare near me" in page


def test_everything_that_a_report_shows_is_there(stored: Conversations, report: Report) -> None:
    tell_everything(stored)
    page = words(report())

    assert "8 conversations, 8 messages" in page
    assert "what does stress do to a brain" in page.partition("Asked again in other words")[2]
    assert "the stress thing was offered: Toxic stress; What infant mental health is" in page.partition("Meant none")[2]
    assert "Did not help: Not what I meant." in page
    assert "Harm to oneself 6 50 %" in page
    assert "The others, taken together 6 50 %" in page
    assert "zanzibar" not in page


def test_a_small_number_of_dangers_is_nowhere_on_the_page(stored: Conversations, report: Report) -> None:
    for number in range(4):
        tell(stored, in_danger("zanzibar"), conversation=f"c{number}")
    page = words(report())

    assert "Fewer than 5 messages told of danger." in page
    assert "Small talk, with fewer than 5 that told of danger 4 100 %" in page
    assert "Harm to oneself" not in page


def test_danger_told_weeks_before_the_period_forbids_to_quote_what_was_said_in_it(
    stored: Conversations, report: Report
) -> None:
    tell(stored, in_danger("one", at=NOON - 40 * 86_400), refused("daycare near zanzibar"))
    page = words(report())

    assert "Messages 1 " in page
    assert "zanzibar" not in page


def test_numbers_of_conversations_that_were_erased_stay_and_their_words_do_not(
    stored: Conversations, report: Report
) -> None:
    tell(stored, refused("daycare near zanzibar"))
    stored.erase("c")
    page = words(report())

    assert "Conversations 1 Messages 1" in page
    assert "zanzibar" not in page


def test_hostile_words_are_text_and_nothing_else(stored: Conversations, report: Report) -> None:
    tell(stored, refused(HOSTILE), answered(HOSTILE), answered(f"what is {HOSTILE}", channel=HOSTILE, fact=HOSTILE))
    tell(stored, refused(HOSTILE, category=HOSTILE, facts=[[HOSTILE, 0.5]]), conversation=HOSTILE)
    stored.give_feedback("c", 4, False, HOSTILE, 1.0)
    page = report()
    found = Elements(page)

    assert found.open == []
    assert not found.names & {"img", "script", "iframe", "object", "link"}
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert "onerror" in words(page)
    assert "{{ 7*7 }}" in words(page)
    assert "\x1b" not in page


def test_the_page_needs_nothing_from_anywhere(stored: Conversations, report: Report) -> None:
    tell_everything(stored)
    page = report()

    assert not re.search(r"https?:|//\w|url\(|@import", page)
    targets = [value or "" for name, value in Elements(page).attributes if name in ("href", "src", "action", "srcset")]
    assert [target for target in targets if not target.startswith("#")] == []
    assert "default-src 'none'" in page


def test_a_detail_that_was_stored_all_the_same_is_taken_out_of_the_page(stored: Conversations, report: Report) -> None:
    tell(stored, refused("daycare near me"))
    engine = stored._engine
    with engine.begin() as connection:
        connection.exec_driver_sql("update events set data = replace(data, 'near me', 'call 717-555-0188')")
    page = report()
    assert "717-555-0188" not in page
    assert "[phone number]" in page


def test_the_groups_are_read_back_from_the_page_as_they_stand_on_it(stored: Conversations, report: Report) -> None:
    tell_everything(stored)
    tell(stored, refused(HOSTILE), conversation="hostile")
    groups = groups_of(report())

    assert len(groups[1].questions) == 8
    assert groups[1].questions[0].startswith("how does one become a foster parent, part")
    assert groups[1].nearest == "toxic_stress"
    assert [text for group in groups.values() for text in group.questions if "onerror" in text] == [
        " ".join(HOSTILE.replace("\x1b", "").split())
    ]
    assert sum(len(group.questions) for group in groups.values()) == 11
