"""Knowledge: everything the bot may say, read from `knowledge/` into frozen objects and validated."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Final, Iterable, Mapping, TypeVar
from urllib.parse import urlsplit

from faq.facts import AnswerBlock, Fact, Helpline, ListText, ParagraphText, QuoteText, Sentence, Source, SourceRef
from faq.located import Entry, KnowledgeError, LocatedDict, Problem, read_yaml

SHORT_MOST: Final = 320  # characters: two SMS segments, the longest that carriers deliver reliably as one
TITLE_MOST: Final = 40  # characters: fits a button on a phone without wrapping twice
RELATED_COUNT: Final = 3
_ID: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_ORDERED = ("self_harm", "child_harm", "abuse_disclosed", "violence_at_home", "overdose", "postpartum", "medical_emergency", "general", "emergency")
_T = TypeVar("_T", Fact, Source, Helpline)


@dataclass(frozen=True)
class Knowledge:
    """Facts, sources and help lines by id, phrases by id, help-line order by category, words that are set terms."""

    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    helplines: Mapping[str, Helpline]
    order: Mapping[str, tuple[str, ...]]
    advice_helplines: Mapping[str, tuple[str, ...]]
    oos_helplines: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, str]
    set_terms: tuple[str, ...]
    source_text: str

    def phrase(self, phrase_id: str) -> str:
        """The sentence(s) under an id of phrases.yml; KeyError names the ids that exist."""
        try:
            return self.phrases[phrase_id]
        except KeyError:
            raise KeyError(f"no phrase '{phrase_id}' in knowledge/phrases.yml; there are: {', '.join(sorted(self.phrases))}") from None

    def lines_for(self, category: str) -> tuple[Helpline, ...]:
        """Help lines for a category of danger, first things first; those for any danger when it has none."""
        return tuple(self.helplines[i] for i in self.order.get(category, self.order["general"]))


def load(folder: Path) -> Knowledge:
    """Read and validate `folder` (knowledge/). Raises KnowledgeError with every problem found."""
    problems: list[Problem] = []
    facts_file, sources_file, lines_file, phrases_file = (
        read_yaml(folder / name) for name in ("facts.yml", "sources.yml", "helplines.yml", "phrases.yml")
    )
    phrases_entry = Entry("phrases.yml", phrases_file, problems, "phrases")
    lines_entry = Entry("helplines.yml", lines_file, problems, "order")
    knowledge = Knowledge(
        facts=_by_id(Entry("facts.yml", facts_file, problems), "facts", _fact),
        sources=_by_id(Entry("sources.yml", sources_file, problems), "sources", _source),
        helplines=_by_id(Entry("helplines.yml", lines_file, problems), "helplines", _helpline),
        order=_id_lists(lines_entry, "order"),
        advice_helplines=_id_lists(phrases_entry, "advice_helplines"),
        oos_helplines=_id_lists(phrases_entry, "oos_helplines"),
        phrases=_phrases(phrases_entry),
        set_terms=phrases_entry.texts("set_terms"),
        source_text=(folder / "source_mended.txt").read_text(encoding="utf8"),
    )
    problems.extend(_dangling(knowledge, facts_file))
    problems.extend(_doubled(knowledge, facts_file))
    if problems:
        raise KnowledgeError(problems)
    return knowledge


def _by_id(entry: Entry, field: str, read: Callable[[Entry], _T]) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for row in entry.entries(field):
        if not _ID.match(row.name):
            row.problem(f"the id '{row.name}' must be lower-case words joined by '_'", "id")
        if row.name in found:
            row.problem("this id stands twice; give each entry its own", "id")
        found[row.name] = read(row)
    return found


def _fact(row: Entry) -> Fact:
    row.only("id", "title", "question", "names", "answer", "short", "short_excerpts", "sources", "links", "related", "more", "why", "example")
    related = row.texts("related")
    if len(related) != RELATED_COUNT:
        row.problem(f"'related' names {len(related)} facts, it must name {RELATED_COUNT}", "related")
    sources = tuple(SourceRef(r.text("id"), r.text("section", 120)) for r in row.entries("sources"))
    if not sources:
        row.problem("an answer needs at least one source; name the sheet and section", "sources")
    return Fact(
        id=row.name,
        title=row.text("title", TITLE_MOST),
        question=row.text("question", 160),
        names=row.texts("names"),
        answer=tuple(_block(r) for r in row.entries("answer")),
        short=Sentence(row.text("short", SHORT_MOST), row.texts("short_excerpts")),
        sources=sources,
        links=row.texts("links", required=False),
        related=related,
        more=row.text("more"),
        why=row.text("why"),
        example=row.text("example"),
    )


def _block(row: Entry) -> AnswerBlock:
    row.only("paragraph", "list", "quote")
    if "quote" in row.data:
        quote = row.data["quote"]
        if not isinstance(quote, LocatedDict):
            row.problem("'quote' needs text, attribution and excerpts", "quote")
            return ParagraphText(())
        inner = Entry(row.file, quote, row.problems, row.name)
        return QuoteText(_sentence(inner, "attribution"), inner.text("attribution"))
    if "list" in row.data:
        return ListText(tuple(_sentence(r) for r in row.entries("list")))
    return ParagraphText(tuple(_sentence(r) for r in row.entries("paragraph")))


def _sentence(row: Entry, *more: str) -> Sentence:
    row.only("text", "excerpts", *more)
    return Sentence(row.text("text", 600), row.texts("excerpts"))


def _source(row: Entry) -> Source:
    row.only("id", "title", "publisher", "kind", "printed", "url", "fallback_url", "last_checked", "status", "note")
    for field in ("url", "fallback_url"):
        _check_url(row, field, required=field == "url")
    return Source(
        id=row.name,
        title=row.text("title", 120),
        kind=row.text("kind"),
        printed=row.text("printed", required=False),
        url=row.text("url"),
        fallback_url=row.text("fallback_url", required=False),
        last_checked=_date(row),
        status=row.text("status", required=False),
    )


def _check_url(row: Entry, field: str, required: bool) -> None:
    url = row.text(field, 300, required)
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", url)):
        row.problem(f"'{field}' is not a web address: {url!r}; it must begin with https:// and hold no spaces", field)


def _date(row: Entry) -> str:
    value = row.data.get("last_checked")
    if value is None:
        return ""
    text = str(value)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        row.problem(f"'last_checked' must be a date like 2026-11-22 or empty, found {text!r}", "last_checked")
    return text


def _helpline(row: Entry) -> Helpline:
    if not row.data.get("call") and not row.data.get("text"):
        row.problem("a help line needs a way in: 'call' or 'text'")
    return Helpline(
        id=row.name,
        name=row.text("name", 80),
        call=row.text("call", required=False),
        text=row.text("text", required=False),
        chat=row.text("chat", required=False),
        hours=row.text("hours", required=False),
        languages=_joined(row.data.get("languages")),
        last_checked=_date(row),
    )


def _joined(value: Any) -> str:
    return ", ".join(str(v) for v in value) if isinstance(value, list) else str(value or "")


def _id_lists(entry: Entry, field: str) -> dict[str, tuple[str, ...]]:
    value = entry.data.get(field)
    if not isinstance(value, LocatedDict):
        entry.problem(f"'{field}' must be a mapping from a category to help line ids", field)
        return {}
    inner = Entry(entry.file, value, entry.problems, field)
    if field == "order":
        for category in _ORDERED:
            if category not in value:
                inner.problem(f"the category '{category}' has no help lines; list their ids")
    return {category: inner.texts(category) for category in value}


def _phrases(entry: Entry) -> dict[str, str]:
    value = entry.data.get("phrases")
    if not isinstance(value, LocatedDict):
        entry.problem("'phrases' must be a mapping from an id to a text", "phrases")
        return {}
    found: dict[str, str] = {}
    for phrase_id, text in value.items():
        for name, part in (text.items() if isinstance(text, LocatedDict) else (("", text),)):
            sentences = " ".join(part) if isinstance(part, list) else part
            if not isinstance(sentences, str) or not sentences.strip() or "\n\n" in sentences:
                Entry(entry.file, value, entry.problems, phrase_id).problem("must be a text without blank lines", phrase_id)
                continue
            found[f"{phrase_id}.{name}" if name else phrase_id] = " ".join(sentences.split())
    return found


def _dangling(k: Knowledge, facts_file: LocatedDict) -> Iterable[Problem]:
    rows = {str(r.get("id")): r for r in facts_file.get("facts", []) if isinstance(r, LocatedDict)}
    for fact in k.facts.values():
        line = rows[fact.id].line if fact.id in rows else 1
        for name in (*fact.related, fact.more, fact.why, fact.example):
            if name and name not in k.facts:
                yield Problem("facts.yml", line, fact.id, f"refers to the fact '{name}', which does not exist; correct the id")
        if fact.id in fact.related:
            yield Problem("facts.yml", line, fact.id, "is named as related to itself; name another fact")
        for name in (*fact.links, *(s.id for s in fact.sources)):
            if name not in k.sources:
                yield Problem("facts.yml", line, fact.id, f"refers to '{name}', which is not in sources.yml; add it there or correct the id")
    for category, ids in (*k.order.items(), *k.advice_helplines.items(), *k.oos_helplines.items()):
        for name in ids:
            if name not in k.helplines:
                yield Problem("helplines.yml", 1, category, f"names the help line '{name}', which does not exist; correct the id")


def _doubled(k: Knowledge, facts_file: LocatedDict) -> Iterable[Problem]:
    fields: dict[str, list[str]] = {
        "title": [f.title for f in k.facts.values()],
        "question": [f.question for f in k.facts.values()],
        "name": [n for f in k.facts.values() for n in f.names],
    }
    for field, values in fields.items():
        for value, count in Counter(v.lower() for v in values).items():
            if count > 1:
                yield Problem("facts.yml", facts_file.line, value, f"this {field} stands {count} times; each must be one fact's own")
