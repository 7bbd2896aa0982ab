"""Entries: from one located entry of a knowledge file to a typed fact, source or help line."""

from __future__ import annotations

import re
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from faq.facts import AnswerBlock, Fact, Helpline, ListText, ParagraphText, QuoteText, Sentence, Source, SourceRef
from faq.located import Entry, LocatedDict

SHORT_MOST: Final = 320  # characters: two SMS segments, the longest that carriers deliver reliably as one
TITLE_MOST: Final = 40  # characters: fits a button on a phone without wrapping twice
RELATED_COUNT: Final = 3
BLOCKS_MOST: Final = 4  # blocks of one answer: what a phone shows without losing the thread
STATUSES: Final = ("unchecked", "ok", "moved", "gone")
SOURCE_KINDS: Final = ("sheet", "link")


def fact(row: Entry) -> Fact:
    """A fact; what is wrong with it goes to the entry's problems."""
    row.only(
        "id", "title", "question", "names", "answer", "short", "short_excerpts", "sources", "links", "related", "more", "why", "example", "items_lead_to"
    )  # fmt: skip
    related = row.texts("related")
    if len(related) != RELATED_COUNT:
        row.problem(f"'related' names {len(related)} facts, it must name {RELATED_COUNT}", "related")
    blocks = row.entries("answer")
    if "answer" in row.data and not 1 <= len(blocks) <= BLOCKS_MOST:
        row.problem(f"'answer' has {len(blocks)} blocks; write 1 to {BLOCKS_MOST}", "answer")
    return Fact(
        id=row.name,
        title=row.text("title", TITLE_MOST),
        question=row.text("question", 160),
        names=row.texts("names"),
        answer=tuple(_block(r) for r in blocks),
        short=Sentence(row.text("short", SHORT_MOST), row.texts("short_excerpts"), row.line("short")),
        sources=tuple(_source_ref(r) for r in _some(row, "sources")),
        links=row.texts("links", required=False),
        related=related,
        more=row.text("more"),
        why=row.text("why"),
        example=row.text("example"),
        items_lead_to=row.texts("items_lead_to", required=False),
        line=row.line("id"),
    )


def _some(row: Entry, field: str) -> tuple[Entry, ...]:
    found = row.entries(field)
    if not found and field in row.data:
        row.problem(f"'{field}' is empty; write at least one", field)
    return found


def _source_ref(row: Entry) -> SourceRef:
    row.only("id", "section")
    return SourceRef(row.text("id"), row.text("section", 120))


def _block(row: Entry) -> AnswerBlock:
    row.only("paragraph", "list", "quote")
    if len(row.data) != 1:
        row.problem("a block of an answer is one of paragraph, list or quote; begin each with its own '- '")
    if "quote" in row.data:
        quote = row.data["quote"]
        if not isinstance(quote, LocatedDict):
            row.problem("'quote' needs text, attribution and excerpts", "quote")
            return ParagraphText(())
        inner = Entry(row.file, quote, row.problems, row.name)
        return QuoteText(_sentence(inner, "attribution"), inner.text("attribution"))
    if "list" in row.data:
        return ListText(tuple(_sentence(r) for r in _some(row, "list")))
    return ParagraphText(tuple(_sentence(r) for r in _some(row, "paragraph")))


def _sentence(row: Entry, *more: str) -> Sentence:
    row.only("text", "excerpts", *more)
    return Sentence(row.text("text", 600), row.texts("excerpts"), row.line("text"))


def source(row: Entry) -> Source:
    """A sheet or a link."""
    row.only("id", "title", "publisher", "kind", "printed", "url", "fallback_url", "last_checked", "status", "note")
    check_url(row, "url", required=True)
    check_url(row, "fallback_url", required=False)
    return Source(
        id=row.name,
        title=row.text("title", 120),
        kind=_one_of(row, "kind", SOURCE_KINDS),
        printed=row.text("printed", required=False),
        url=row.text("url", required=False),
        fallback_url=row.text("fallback_url", required=False),
        last_checked=_date(row),
        status=_one_of(row, "status", STATUSES),
        publisher=row.text("publisher", 160),
    )


def helpline(row: Entry) -> Helpline:
    """A help line."""
    row.only(
        "id", "name", "call", "text", "text_number", "text_body", "chat", "tty", "hours", "languages", "evidence", "last_checked", "note"
    )  # fmt: skip
    if not row.data.get("call") and not row.data.get("text"):
        row.problem("a help line needs a way in: 'call' or 'text'")
    check_url(row, "chat", required=False)
    return Helpline(
        id=row.name,
        name=row.text("name", 80),
        call=row.text("call", 40, required=False),
        text=row.text("text", 80, required=False),
        chat=row.text("chat", required=False),
        hours=row.text("hours", 80, required=False),
        languages=row.text("languages", 120, required=False),
        last_checked=_date(row),
    )


def check_url(row: Entry, field: str, required: bool) -> None:
    """Record a URL that no browser could open; that it does open only a person can see."""
    url = row.text(field, 300, required)
    if not url:
        return
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not re.search(r"\s", url)
    except ValueError:
        good = False
    if not good:
        row.problem(f"'{field}' is not a web address: {url!r}; write it like https://www.pa-aimh.org/", field)


def _one_of(row: Entry, field: str, allowed: tuple[str, ...]) -> str:
    value = row.text(field)
    if value and value not in allowed:
        row.problem(f"'{field}' is {value!r}; write one of: {', '.join(allowed)}", field)
    return value


def _date(row: Entry) -> str:
    value = row.data.get("last_checked")
    if value is None:
        return ""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        row.problem(f"'last_checked' must be a date like 2026-11-22, or null; found {str(value)!r}", "last_checked")
        return ""
