"""The difference in words: fact by fact, question by question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from ops.spreadsheet.comparing import Change
from ops.spreadsheet.layout import FACTS, HELP_LINES, LISTS, PHRASES, QUESTIONS, SOURCES, column
from ops.spreadsheet.records import Line, Value, same

SHOWN: Final = 200  # characters of a text
QUESTIONS_SHOWN: Final = 15  # of one fact and one kind of change


def told(changes: Sequence[Change]) -> str:
    """Every change, by sheet."""
    lines: list[str] = []
    for sheet in (FACTS, SOURCES, HELP_LINES, PHRASES, LISTS):
        own = [c for c in changes if c.record.sheet == sheet]
        if own:
            lines.append(sheet)
            for change in own:
                lines.extend(_entry(change))
    questions = [c for c in changes if c.record.sheet == QUESTIONS]
    if questions:
        lines += [QUESTIONS, *_questions(questions)]
    return "\n".join(lines)


def _entry(change: Change) -> Iterator[str]:
    record = change.record
    yield f"  {record.key}: {change.kind}"
    if change.kind == "removed":
        return
    for name in change.fields or record.values:
        old = change.old.values.get(name, "") if change.old else ""
        new = record.values[name]
        if new or old:
            yield f"    {_title(record.sheet, name)}"
            yield from _values(old, new)


def _title(sheet: str, name: str) -> str:
    found = column(sheet, name)
    return found.header if found else name.capitalize()


def _values(old: Value, new: Value) -> Iterator[str]:
    """Items that go and items that come, each beside its place; those that stay are left out."""
    olds, news = _items(old), _items(new)
    gone = [o for o in olds if o and not any(_alike(o, n) for n in news)]
    come = [n for n in news if n and not any(_alike(o, n) for o in olds)]
    for left, right in zip_longest(gone, come):
        if left is not None:
            yield f"      - {_shown(left)}"
        if right is not None:
            yield f"      + {_shown(right)}"
        if isinstance(left, Line) and isinstance(right, Line) and same(left.text, right.text):
            yield from (f"        rests on - {_cut(x)}" for x in left.excerpts if x not in right.excerpts)
            yield from (f"        rests on + {_cut(x)}" for x in right.excerpts if x not in left.excerpts)
    if not gone and not come:
        yield "      in another order: " + ", ".join(_shown(n) for n in news)


def _items(value: Value) -> list[str | Line]:
    return [value] if isinstance(value, str) else [*value]


def _alike(left: str | Line, right: str | Line) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    return same((left,), (right,))


def _shown(item: str | Line) -> str:
    if isinstance(item, str):
        return _cut(item)
    by = f" ({item.attribution})" if item.attribution else ""
    return _cut(f"[{item.kind} {item.block}] {item.text}{by}")


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _questions(changes: Sequence[Change]) -> Iterator[str]:
    by_owner: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_owner[change.record.text("belongs")].append(change)
    for owner, own in by_owner.items():
        counts = [(kind, sum(c.kind == kind for c in own)) for kind in ("new", "changed", "removed")]
        yield f"  {owner}: " + ", ".join(f"{n} {kind}" for kind, n in counts if n)
        for kind, _ in counts:
            some = [c for c in own if c.kind == kind]
            for change in some[:QUESTIONS_SHOWN]:
                yield from _question(change)
            if len(some) > QUESTIONS_SHOWN:
                yield f"    … and {len(some) - QUESTIONS_SHOWN} more {kind}"


def _question(change: Change) -> Iterator[str]:
    for sign, record in (("-", change.old), ("+", change.new)):
        if record:
            also = f" (and {record.text('also')})" if record.text("also") else ""
            moved = f" (under {record.text('belongs')})" if "belongs" in change.fields else ""
            yield f"    {sign} {_cut(record.text('question'))}{also}{moved}"
