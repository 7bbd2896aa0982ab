"""Knowledge: everything the bot may say, read from `knowledge/` into frozen objects and validated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from faq import entries
from faq.consistency import inconsistent
from faq.facts import Fact, Helpline, Source
from faq.located import Entry, KnowledgeError, LocatedDict, Problem, read_text, read_yaml

PHRASE_MOST: Final = 600  # characters: more is not read on a phone
FILES: Final = ("facts.yml", "sources.yml", "helplines.yml", "phrases.yml", "source_mended.txt")
APP: Final = "_app"  # at the end of a phrase's name: said in its place in messaging apps (faq/doors.py)
_ID: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
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
            raise KeyError(
                f"no phrase '{phrase_id}' in knowledge/phrases.yml; there are: {', '.join(sorted(self.phrases))}"
            ) from None

    def lines_for(self, category: str) -> tuple[Helpline, ...]:
        """Help lines for a category of danger, first things first; those for any danger when it has none."""
        return tuple(self.helplines[i] for i in self.order.get(category, self.order["general"]))


def load(folder: Path) -> Knowledge:
    """Read and validate `folder` (knowledge/). Raises KnowledgeError with every problem found."""
    problems: list[Problem] = []
    facts_file, sources_file, lines_file, phrases_file = (read_yaml(folder / name) for name in FILES[:4])
    facts = Entry("facts.yml", facts_file, problems)
    sources = Entry("sources.yml", sources_file, problems)
    lines = Entry("helplines.yml", lines_file, problems)
    phrases = Entry("phrases.yml", phrases_file, problems)
    facts.only("facts")
    sources.only("sources")
    lines.only("helplines", "order")
    phrases.only("set_terms", "advice_helplines", "oos_helplines", "phrases")
    knowledge = Knowledge(
        facts=_by_id(facts, "facts", entries.fact),
        sources=_by_id(sources, "sources", entries.source),
        helplines=_by_id(lines, "helplines", entries.helpline),
        order=_id_lists(lines, "order"),
        advice_helplines=_id_lists(phrases, "advice_helplines"),
        oos_helplines=_id_lists(phrases, "oos_helplines"),
        phrases=_phrases(phrases),
        set_terms=phrases.texts("set_terms"),
        source_text=read_text(folder / FILES[4]),
    )
    problems.extend(inconsistent(knowledge, facts_file, lines_file, phrases_file))
    if problems:
        raise KnowledgeError(sorted(problems, key=lambda p: (p.file, p.line)))
    return knowledge


def _by_id(entry: Entry, field: str, read: Callable[[Entry], _T]) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for row in entry.entries(field):
        if not _ID.match(row.name):
            row.problem(f"the id '{row.name}' must be lower-case words joined by '_'; correct it", "id")
        if row.name in found:
            row.problem("this id stands twice; give each entry its own", "id")
        found[row.name] = read(row)
    return found


def _id_lists(entry: Entry, field: str) -> dict[str, tuple[str, ...]]:
    value = entry.data.get(field)
    if not isinstance(value, LocatedDict):
        entry.problem(f"'{field}' must be a mapping from a category to help line ids; write it", field)
        return {}
    inner = Entry(entry.file, value, entry.problems, field)
    return {category: inner.texts(category, empty=field != "order") for category in value}


def _phrases(entry: Entry) -> dict[str, str]:
    value = entry.data.get("phrases")
    if not isinstance(value, LocatedDict):
        entry.problem("'phrases' must be a mapping from an id to a text; write it", "phrases")
        return {}
    found: dict[str, str] = {}
    for phrase_id, content in value.items():
        whole = Entry(entry.file, value, entry.problems, phrase_id)
        if isinstance(content, LocatedDict):
            part = Entry(entry.file, content, entry.problems, phrase_id)
            found.update({f"{phrase_id}.{name}": _phrase(part, name) for name in content})
        else:
            found[phrase_id] = _phrase(whole, phrase_id)
    return {name: text for name, text in found.items() if text}


def _phrase(row: Entry, field: str) -> str:
    return " ".join(row.text(field, PHRASE_MOST).split())
