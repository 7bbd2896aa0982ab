"""The files of data/nlu/ with the changes of a spreadsheet in them: one line, one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from ops.checks.training_data import TRAINING, Question, training
from ops.spreadsheet.comparing import Change
from ops.spreadsheet.files import ASK, intent_of, question_records
from ops.spreadsheet.records import Record
from ops.spreadsheet.yaml_text import end_of, quoted
from ops.spreadsheet.yaml_text import field as node_at

TWO_PARTS: Final = TRAINING / "two_parts.yml"  # messages that ask for two facts
OTHERS: Final = TRAINING / "added.yml"  # kinds of message that have no question yet
HEAD: Final = 'version: "3.1"\n\nnlu:\n'
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class _File:
    """A file by lines; what happens to each line, and what comes behind it."""

    lines: list[str]
    changed: dict[int, str | None] = field(default_factory=dict)
    added: dict[int, list[str]] = field(default_factory=dict)

    def text(self) -> str:
        """The file with everything done; "" when no question is left."""
        found = []
        for number in range(len(self.lines) + 1):
            line = self.changed.get(number, self.lines[number - 1]) if number else None
            found += [line] if line is not None else []
            found += self.added.get(number, [])
        return "".join(found)


def changed_files(root: Path, changes: Sequence[Change], facts: Sequence[str]) -> dict[Path, bytes | None]:
    """The new content of each file that changes, None for one that goes; `facts`: ids as they will be."""
    questions = training(root)
    where = {record.key: q for record, q in zip(question_records(questions), questions, strict=True)}
    files: dict[Path, _File] = {}
    new: list[Record] = []
    for change in changes:
        old = where[change.old.key] if change.old else None
        if change.new and old and change.fields == ("question",):
            _reword(_opened(files, root, Path(old.file)), old, change.new.text("question"))
            continue
        if old:
            _take_out(_opened(files, root, Path(old.file)), old)
        if change.new:
            new.append(change.new)
    _add(files, root, new, questions, facts)
    return {path: _finished(file) for path, file in files.items()}


def _opened(files: dict[Path, _File], root: Path, path: Path) -> _File:
    if path not in files:
        there = (root / path).is_file()
        files[path] = _File((root / path).read_bytes().decode("utf8").splitlines(keepends=True) if there else [])
    return files[path]


def _reword(file: _File, old: Question, text: str) -> None:
    line = file.lines[old.line - 1]
    before, _, _ = line.partition("- ")
    end = line[len(line.rstrip("\r\n")) :]
    with_field = len(old.intents) > 1 or line.strip().startswith('- text: "')
    file.changed[old.line] = f"{before}- {'text: ' + quoted(text) if with_field else text}{end}"


def _take_out(file: _File, old: Question) -> None:
    file.changed[old.line] = None
    indent = len(file.lines[old.line - 1]) - len(file.lines[old.line - 1].lstrip())
    for number in range(old.line + 1, len(file.lines) + 1):  # the metadata below it
        line = file.lines[number - 1]
        if not line.strip() or len(line) - len(line.lstrip()) <= indent:
            return
        file.changed[number] = None


def _add(
    files: dict[Path, _File], root: Path, new: Sequence[Record], old: Sequence[Question], facts: Sequence[str]
) -> None:
    """Put new questions behind the others of their intent, in the file that has most of them."""
    where = Counter((q.intents[0], q.file) for q in old if len(q.intents) == 1)
    groups: dict[tuple[Path, str], list[Record]] = {}
    for record in new:
        intent = intent_of(record.text("belongs"), facts)
        best = max((file for i, file in where if i == intent), key=lambda f: where[intent, f], default="")
        path = (
            Path(best)
            if best
            else TRAINING / "facts" / f"{intent[len(ASK) :]}.yml"
            if intent.startswith(ASK)
            else OTHERS
        )
        groups.setdefault((TWO_PARTS if record.text("also") else path, intent), []).append(record)
    for (path, intent), records in groups.items():
        _add_to(_opened(files, root, path), intent, records, facts)


def _add_to(file: _File, intent: str, records: Sequence[Record], facts: Sequence[str]) -> None:
    two = bool(records[0].text("also"))
    lines = [line for record in records for line in _lines_of(record, facts)]
    behind = _last_line(file, intent, two)
    if behind is None:
        behind = len(file.lines)
        head = [] if file.lines or file.added else [HEAD]
        if file.lines and not file.lines[-1].endswith("\n"):
            head = ["\n"]
        lines = [*head, f"  - intent: {intent}\n", f"    examples:{'' if two else ' |'}\n", *lines]
    file.added.setdefault(behind, []).extend(lines)


def _lines_of(record: Record, facts: Sequence[str]) -> list[str]:
    text, also = record.text("question"), record.text("also")
    if not also:
        return [f"      - {text}\n"]
    return [f"      - text: {quoted(text)}\n", f"        metadata: {{also: {intent_of(also, facts)}}}\n"]


def _items(file: _File) -> list[yaml.MappingNode]:
    document = yaml.compose("".join(file.lines), Loader=_LOADER) if file.lines else None
    items = node_at(document, "nlu") if document else None
    return list(items.value) if isinstance(items, yaml.SequenceNode) else []


def _last_line(file: _File, intent: str, two: bool) -> int | None:
    """The last line of the intent's questions of this form; None when the file has none."""
    found = None
    text = "".join(file.lines)
    for item in _items(file):
        examples = node_at(item, "examples")
        if getattr(node_at(item, "intent"), "value", "") == intent and isinstance(examples, yaml.SequenceNode) == two:
            end = end_of(item) if two else item.end_mark.index
            found = text[:end].rstrip().count("\n") + 1
    return found


def _finished(file: _File) -> bytes | None:
    """The text, without intents that have no question left; None when nothing is left."""
    for item in _items(file):
        examples = node_at(item, "examples")
        if examples is None:
            continue
        first, last = item.start_mark.line + 1, item.end_mark.line + 1
        body = range(examples.start_mark.line + (1 if isinstance(examples, yaml.SequenceNode) else 2), last + 1)
        inside = [n for n in body if n <= len(file.lines) and file.lines[n - 1].strip() and _belongs(file, n, item)]
        if (
            inside
            and all(file.changed.get(n, "") is None for n in inside)
            and not any(file.added.get(n) for n in inside)
        ):
            file.changed.update(dict.fromkeys(range(first, inside[-1] + 1)))
    text = file.text()
    return text.encode("utf8") if "- intent:" in text else None


def _belongs(file: _File, number: int, item: yaml.MappingNode) -> bool:
    line = file.lines[number - 1]
    return len(line) - len(line.lstrip()) > item.start_mark.column
