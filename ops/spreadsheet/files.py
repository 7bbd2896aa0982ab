"""From the files of the project to records, and which file and field each sheet stands for."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from faq.located import LocatedDict, read_yaml
from ops.checks.training_data import Question, training
from ops.spreadsheet.layout import (
    COLUMNS,
    FACTS,
    HELP_LINES,
    LISTS,
    PHRASES,
    QUESTIONS,
    SOURCE_COLUMNS,
    SOURCES,
)
from ops.spreadsheet.records import Line, Record, Values

# Sheet: file of knowledge/ and the field that holds its entries.
ENTRIES: Final = {
    FACTS: ("facts.yml", "facts"),
    SOURCES: ("sources.yml", "sources"),
    HELP_LINES: ("helplines.yml", "helplines"),
}
LISTS_OF: Final = {"helplines.yml": ("order",), "phrases.yml": ("set_terms", "advice_helplines", "oos_helplines")}
ASK: Final = "ask_"  # begins the intent of a fact


def records(root: Path) -> list[Record]:
    """Everything that the spreadsheet shows, in the order of the files.

    Raises KnowledgeError when a file cannot be read.
    """
    folder = root / "knowledge"
    found = []
    for sheet, (file, name) in ENTRIES.items():
        rows = read_yaml(folder / file).get(name) or []
        found += [Record(sheet, str(row.get("id", "")), entry_values(sheet, row)) for row in rows]
    phrases = read_yaml(folder / "phrases.yml")
    found += [Record(PHRASES, key, {"text": text}) for key, text in _phrases(phrases)]
    for file, names in LISTS_OF.items():
        found += [Record(LISTS, key, {"items": items}) for key, items in _lists(read_yaml(folder / file), names)]
    return [*found, *question_records(training(root))]


def entry_values(sheet: str, row: LocatedDict) -> Values:
    """The values of an entry of facts.yml, sources.yml or helplines.yml."""
    if sheet == FACTS:
        return _fact_values(row)
    return {c.field: text_of(row.get(c.field)) for c in COLUMNS[sheet] if c.field not in ("id", "remove")}


def _fact_values(row: LocatedDict) -> Values:
    sources = [(text_of(s.get("id")), text_of(s.get("section"))) for s in row.get("sources") or ()]
    sources += [("", "")] * (SOURCE_COLUMNS - len(sources))
    related = [*texts_of(row.get("related")), "", "", ""]
    return {
        **{name: text_of(row.get(name)) for name in ("title", "question", "short", "more", "why", "example")},
        **{name: texts_of(row.get(name)) for name in ("names", "short_excerpts", "links", "items_lead_to")},
        **{f"source_{n}": source for n, (source, _) in enumerate(sources, 1)},
        **{f"section_{n}": section for n, (_, section) in enumerate(sources, 1)},
        **{f"related_{n}": related[n - 1] for n in (1, 2, 3)},
        "answer": tuple(_answer(row.get("answer") or ())),
    }


def _answer(blocks: Sequence[LocatedDict]) -> Iterator[Line]:
    for number, block in enumerate(blocks, 1):
        for kind, content in block.items():
            for sentence in [content] if kind == "quote" else content:
                yield Line(
                    str(number),
                    kind,
                    text_of(sentence.get("text")),
                    text_of(sentence.get("attribution")),
                    texts_of(sentence.get("excerpts")),
                )


def _phrases(file: LocatedDict) -> Iterator[tuple[str, str]]:
    for key, content in (file.get("phrases") or {}).items():
        if isinstance(content, LocatedDict):
            yield from ((f"{key}.{part}", text_of(text)) for part, text in content.items())
        else:
            yield key, text_of(content)


def _lists(file: LocatedDict, names: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in names:
        content = file.get(name)
        if isinstance(content, LocatedDict):
            yield from ((f"{name}.{key}", texts_of(items)) for key, items in content.items())
        else:
            yield name, texts_of(content)


def question_records(questions: Sequence[Question]) -> list[Record]:
    """Questions under numbers that are made from what they say, so that one that was edited meanwhile is noticed."""
    seen: dict[str, int] = {}
    found = []
    for q in questions:
        number = hashlib.sha256("\n".join((q.file, *q.intents, q.text)).encode()).hexdigest()[:12]
        seen[number] = seen.get(number, 0) + 1
        key = number if seen[number] == 1 else f"{number}-{seen[number]}"
        also = shown_intent(q.intents[1]) if len(q.intents) > 1 else ""
        found.append(Record(QUESTIONS, key, {"question": q.text, "belongs": shown_intent(q.intents[0]), "also": also}))
    return found


def shown_intent(intent: str) -> str:
    """An intent as staff see it: the id of the fact, or the name itself."""
    return intent.removeprefix(ASK)


def intent_of(shown: str, facts: Collection[str]) -> str:
    """The intent that a word of the spreadsheet names."""
    return f"{ASK}{shown}" if shown in facts else shown


def text_of(value: Any) -> str:
    """A value of YAML as the text of a cell; "" for null."""
    return "" if value is None else str(value)


def texts_of(value: Any) -> tuple[str, ...]:
    """A list of YAML as texts; () for null."""
    return tuple(text_of(v) for v in value or ())
