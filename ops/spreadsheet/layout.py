"""The sheets of the spreadsheet and their columns, as data: what is written, what is read back, what staff are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from faq.entries import RELATED_COUNT, SHORT_MOST, SOURCE_KINDS, STATUSES, TITLE_MOST

README, CHOICES, EXPORTED = "Read me first", "Choices", "Exported"
FACTS, ANSWERS, QUESTIONS, SOURCES = "Facts", "Answers", "Questions", "Sources"
HELP_LINES, PHRASES, LISTS = "Help lines", "Phrases", "Lists"
SHEETS: Final = (FACTS, ANSWERS, QUESTIONS, SOURCES, HELP_LINES, PHRASES, LISTS)
GROWING: Final = (FACTS, ANSWERS, QUESTIONS, SOURCES, HELP_LINES)  # rows may be added and removed there
SOURCE_COLUMNS: Final = 2  # sheets that one answer may rest on: there are two
KINDS: Final = ("paragraph", "list", "quote")
REMOVE, YES = "Remove", "yes"


@dataclass(frozen=True)
class Column:
    """One column: its header, the field of a record it holds, and what staff are told about it.

    `form`: "text", "lines" (one item a line of the cell), "date" or "id" (protected once it is there). `options`: the list of
    allowed values, as named in choices.py; `strict`: whether another value may not be typed at all. `width` in characters.
    """

    header: str
    field: str
    width: int
    note: str
    form: Literal["text", "lines", "date", "id"] = "text"
    options: str = ""
    strict: bool = False


_REMOVE: Final = Column(REMOVE, "remove", 9, "Write yes to take this row out.", options="yes", strict=True)
_DATE: Final = Column("Last checked", "last_checked", 13, "The day a person last tried it, like 2026-01-31.", "date")
_NOTE: Final = Column("Note", "note", 50, "For staff. The bot does not say it.")


def _id(of: str) -> Column:
    return Column(
        "Id",
        "id",
        26,
        f"The name of {of} inside the bot. It cannot be changed. For a new row: lower-case words joined by _.",
        "id",
    )


_SHEETS_OF_FACT: Final = tuple(
    column
    for n in range(1, SOURCE_COLUMNS + 1)
    for column in (
        Column(
            f"Source {n}", f"source_{n}", 20, "The printed sheet it comes from: an id of Sources.", options="sources"
        ),
        Column(f"Section {n}", f"section_{n}", 20, "Which part of that sheet, in words."),
    )
)
_RELATED: Final = tuple(
    Column(
        f"Related {n}",
        f"related_{n}",
        22,
        "A fact that people would ask for next: the id of another fact.",
        options="facts",
    )
    for n in range(1, RELATED_COUNT + 1)
)
_NEXT: Final = tuple(
    Column(header, field, 22, f"The fact that answers best after {said}: the id of a fact.", options="facts")
    for header, field, said in (
        ("More", "more", "“tell me more”"),
        ("Why", "why", "“why?”"),
        ("Example", "example", "“an example?”"),
    )
)

COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    FACTS: (
        _id("this fact"),
        Column("Title", "title", 28, f"A short title, at most {TITLE_MOST} characters. It stands on buttons."),
        Column("Question", "question", 34, "The question that this fact answers, as the bot would write it."),
        Column("Names", "names", 30, "Words that people use for this topic, one a line (Alt+Enter).", "lines"),
        Column(
            "Short answer",
            "short",
            50,
            f"The whole answer for a text message, at most {SHORT_MOST} characters, with plain quotes and hyphens.",
        ),
        Column(
            "Short answer rests on",
            "short_excerpts",
            50,
            "Words copied exactly from the printed sheet that say what the short answer says, one excerpt a line.",
            "lines",
        ),
        *_SHEETS_OF_FACT,
        Column("Links", "links", 22, "Links to show below the answer: ids of Sources, one a line. May be empty.", "lines"),
        *_RELATED,
        *_NEXT,
        Column(
            "Items lead to",
            "items_lead_to",
            22,
            "For an answer with a list: the fact that says more on each item, in order, one a line. May be empty.",
            "lines",
        ),
        _REMOVE,
    ),
    ANSWERS: (
        Column("Fact", "fact", 26, "The fact that this sentence belongs to.", "id", "facts"),
        Column("Block", "block", 8, "1 for the first block of the answer, 2 for the next, at most 4."),
        Column("Kind", "kind", 12, "paragraph, list or quote: the same in all rows of a block.", options="kinds", strict=True),
        Column("Sentence", "text", 60, "One sentence that the bot says, or one item of a list."),
        Column("Said by", "attribution", 22, "For a quote: whose words they are. Else empty."),
        Column(
            "Rests on",
            "excerpts",
            60,
            "Words copied exactly from the printed sheet that say what the sentence says, one excerpt a line.",
            "lines",
        ),
        _REMOVE,
    ),
    QUESTIONS: (
        Column("Number", "id", 16, "Made by the bot. Leave it as it is, and leave it empty for a new question.", "id"),
        Column("Question", "question", 80, "What a person types, as people type. One question a row."),
        Column(
            "Belongs to", "belongs", 30, "The fact that it asks for, or another kind of message.", options="belongs"
        ),
        Column(
            "And to", "also", 26, "Only where one message asks for two facts: the second. Else empty.", options="facts"
        ),
        _REMOVE,
    ),
    SOURCES: (
        _id("this source"),
        Column("Title", "title", 40, "What people read on the link."),
        Column("Publisher", "publisher", 30, "Who publishes it."),
        Column("Kind", "kind", 10, "sheet: answers come from it. link: for further reading.", options="source_kinds", strict=True),
        Column("Printed as", "printed", 40, "The link as it stands in the printed sheet, faults and all. May be empty."),
        Column("Link", "url", 50, "The web address that the bot shows. It begins with https:// or http://."),
        Column("Fall-back link", "fallback_url", 40, "Where to go when the page does not open. May be empty."),
        _DATE,
        Column("Status", "status", 12, "What you saw when you opened it.", options="statuses", strict=True),
        _NOTE,
        _REMOVE,
    ),
    HELP_LINES: (
        _id("this help line"),
        Column("Name", "name", 34, "The name that people read."),
        Column("Call", "call", 18, "The number to call, as people read it, such as 1-800-222-1222."),
        Column("Text", "text", 26, "How to send a text, as people read it, such as: Text HOME to 741741."),
        Column("Text number", "text_number", 18, "The number alone that a text goes to."),
        Column("Text word", "text_body", 12, "The word to send, when only one will do."),
        Column("Chat", "chat", 30, "The web address of its chat. May be empty."),
        Column("TTY", "tty", 18, "The number for people who use a teletypewriter. May be empty."),
        Column("Hours", "hours", 22, "When somebody answers."),
        Column("Languages", "languages", 26, "Which languages they speak."),
        Column("Seen where", "evidence", 40, "Where these facts about the line come from."),
        _DATE,
        _NOTE,
        _REMOVE,
    ),
    PHRASES: (
        Column("Id", "id", 34, "The name of this phrase inside the bot. It cannot be changed.", "id"),
        Column("Phrase", "text", 110, "What the bot says. Keep words in {curly} brackets as they are."),
    ),
    LISTS: (
        Column("Id", "id", 36, "The name of this list inside the bot. It cannot be changed.", "id"),
        Column("Items", "items", 60, "One a line, first things first. Help lines: ids of Help lines.", "lines"),
    ),
}  # fmt: skip

# Fixed lists behind drop-downs; the others are made from the files (choices.py).
OPTIONS: Final = {"yes": (YES,), "kinds": KINDS, "source_kinds": SOURCE_KINDS, "statuses": STATUSES}


def column(sheet: str, field: str) -> Column | None:
    """The column of a field, or None."""
    return next((c for c in COLUMNS[sheet] if c.field == field), None)
