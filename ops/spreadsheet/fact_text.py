"""Facts, sources and help lines as the YAML of their files: whole new entries, and changed fields of old ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import yaml

from ops.spreadsheet.layout import COLUMNS, FACTS
from ops.spreadsheet.records import Line, Record
from ops.spreadsheet.yaml_text import YamlText, field, flow, listed, quoted, scalar

_PLAIN: Final = (
    "title",
    "question",
    "more",
    "why",
    "example",
)  # the file has no quotes round these where it can do without
_QUOTED_LISTS: Final = ("short_excerpts",)
_LISTS: Final = ("names", "short_excerpts", "links", "items_lead_to")
_BARE: Final = yaml.ScalarNode("tag:yaml.org,2002:str", "", style=None)


def new_entry(record: Record) -> str:
    """A record as a new entry at the end of its file."""
    fields = _fact(record) if record.sheet == FACTS else _other(record)
    return "\n".join((f"  - id: {record.key}", *(f"    {name}:{_after(text)}" for name, text in fields)))


def change_entry(file: YamlText, entry: yaml.Node, record: Record, names: Sequence[str]) -> None:
    """Edit the fields of an entry in the file."""
    added = []
    for name in dict.fromkeys(_yaml_name(n) for n in names):
        old = field(entry, name)
        if name == "answer" and old is not None and _same_shape(old, record.answer):
            _change_sentences(file, old, record.answer)
            continue
        text = _text(record, name, old)
        if old is None:
            added.append(f"    {name}:{_after(text)}")
        else:
            file.replace(old, text.lstrip("\n").lstrip() if text.startswith("\n") else text)
    if added:
        file.insert_after(entry, "\n".join(added))


def _yaml_name(name: str) -> str:
    stem = name.rstrip("0123456789")
    return {"source_": "sources", "section_": "sources", "related_": "related"}.get(stem, name)


def _text(record: Record, name: str, old: yaml.Node | None) -> str:
    """The YAML of one field; a block begins with a line end."""
    if name == "answer":
        return "\n" + "\n".join(_answer(record.answer))
    if name == "sources":
        return "\n" + "\n".join(
            f"      - {{id: {flow([i], bare=True)[1:-1]}, section: {quoted(s)}}}" for i, s in _sources(record)
        )
    if name == "related":
        return flow([r for r in (record.text(f"related_{n}") for n in (1, 2, 3)) if r], bare=True)
    if name in _LISTS:
        return listed(record.texts(name), old, bare=name not in _QUOTED_LISTS)
    default = _BARE if name in _PLAIN or name in ("kind", "status", "last_checked") else None
    return scalar(record.text(name), old or default) if name != "last_checked" else record.text(name) or "null"


def _after(text: str) -> str:
    return text if text.startswith("\n") else f" {text}"


def _fact(record: Record) -> Iterator[tuple[str, str]]:
    names = (
        "title",
        "question",
        "names",
        "answer",
        "short",
        "short_excerpts",
        "sources",
        "links",
        "related",
        "more",
        "why",
        "example",
    )
    yield from ((name, _text(record, name, None)) for name in names)  # fmt: skip
    if record.texts("items_lead_to"):
        yield "items_lead_to", _text(record, "items_lead_to", None)


def _other(record: Record) -> Iterator[tuple[str, str]]:
    names = (c.field for c in COLUMNS[record.sheet] if c.field not in ("id", "remove"))
    yield from ((name, _text(record, name, None)) for name in names)


def _sources(record: Record) -> list[tuple[str, str]]:
    numbers = range(1, 1 + sum(name.startswith("source_") for name in record.values))
    pairs = [(record.text(f"source_{n}"), record.text(f"section_{n}")) for n in numbers]
    return [pair for pair in pairs if any(pair)]


def _answer(lines: Sequence[Line]) -> Iterator[str]:
    for _, block in groupby(lines, key=lambda line: line.block):
        sentences = list(block)
        yield f"      - {sentences[0].kind}:"
        for line in sentences:
            if line.kind == "quote":
                yield f"          text: {quoted(line.text)}"
                yield f"          attribution: {quoted(line.attribution)}"
            else:
                yield f"          - text: {quoted(line.text)}"
            yield f"          {'' if line.kind == 'quote' else '  '}excerpts: {flow(line.excerpts, bare=False)}"


def _sentences(answer: yaml.Node) -> Iterator[tuple[int, str, yaml.Node]]:
    """Number of the block, kind and node of each sentence of an answer."""
    for number, block in enumerate(answer.value, 1):
        for kind, content in block.value:
            for sentence in [content] if kind.value == "quote" else content.value:
                yield number, str(kind.value), sentence


def _same_shape(answer: yaml.Node, lines: Sequence[Line]) -> bool:
    numbers = {block: n for n, block in enumerate(dict.fromkeys(line.block for line in lines), 1)}
    wanted = [(numbers[line.block], line.kind) for line in lines]
    return [(number, kind) for number, kind, _ in _sentences(answer)] == wanted


def _change_sentences(file: YamlText, answer: yaml.Node, lines: Sequence[Line]) -> None:
    """Edit only what differs, so that comments between sentences stay."""
    for (_, _, node), line in zip(_sentences(answer), lines, strict=True):
        for name, new in (("text", line.text), ("attribution", line.attribution)):
            old = field(node, name)
            if old is not None and old.value.strip() != new:
                file.replace(old, scalar(new, old))
        excerpts = field(node, "excerpts")
        if excerpts is not None and tuple(e.value for e in excerpts.value) != line.excerpts:
            file.replace(excerpts, listed(line.excerpts, excerpts, bare=False))
