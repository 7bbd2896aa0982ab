"""YAML read with the line of every mapping, so that a problem can be told by file and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is there


class KnowledgeError(Exception):
    """The knowledge files cannot be used; `problems` says each thing that is wrong and what to do."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Problem:
    """One thing wrong: file, line (from 1), id of the entry ("" when none), what is wrong and what to do."""

    file: str
    line: int
    entry: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.entry}: {self.message}" if self.entry else f"{where}: {self.message}"


class LocatedDict(dict[str, Any]):
    """A mapping that knows the line on which it begins, and the line of each of its keys."""

    line: int = 0
    key_lines: dict[str, int]


def read_text(path: Path) -> str:
    """The text of a file. Raises KnowledgeError when it cannot be read."""
    try:
        return path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError([Problem(path.name, 1, "", f"cannot be read ({error}); restore the file")]) from error


def read_yaml(path: Path) -> LocatedDict:
    """The top-level mapping of a YAML file.

    Raises KnowledgeError when the file is missing, is not YAML, holds a key twice, or is not a mapping.
    """
    text = read_text(path)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        message = f"is not valid YAML: {getattr(error, 'problem', error)}; check the indentation and the quotes"
        raise KnowledgeError([Problem(path.name, line, "", message)]) from error
    value = _convert(node, path.name) if node is not None else None
    if not isinstance(value, LocatedDict):
        raise KnowledgeError(
            [Problem(path.name, 1, "", "must hold a mapping at the top; compare with the file in the repository")]
        )
    return value


def _convert(node: yaml.Node, file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, file)
    if isinstance(node, yaml.SequenceNode):
        return [_convert(child, file) for child in node.value]
    return yaml.constructor.SafeConstructor().construct_object(node)  # one each: it keeps what it has made


def _mapping(node: yaml.MappingNode, file: str) -> LocatedDict:
    mapping = LocatedDict()
    mapping.line = node.start_mark.line + 1
    mapping.key_lines = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in mapping:
            raise KnowledgeError([Problem(file, line, "", f"the key '{key}' stands twice in one entry; remove one")])
        mapping[key] = _convert(value_node, file)
        mapping.key_lines[key] = line
    return mapping


class Entry:
    """One entry of a knowledge file, read field by field; what is wrong goes to `problems`."""

    def __init__(self, file: str, data: LocatedDict, problems: list[Problem], name: str = "") -> None:
        self.file, self.data, self.problems = file, data, problems
        self.name = name or str(data.get("id", ""))

    def line(self, field: str) -> int:
        """The line of a field; the entry's own when it lacks the field."""
        return self.data.key_lines.get(field, self.data.line)

    def problem(self, message: str, field: str = "") -> None:
        """Record that something is wrong with this entry, at `field` when given."""
        self.problems.append(Problem(self.file, self.line(field), self.name, message))

    def text(self, field: str, most: int = 2000, required: bool = True) -> str:
        """A text field, without blank lines, at most `most` characters; "" when missing."""
        value = self.data.get(field)
        if value is None or value == "":
            if required:
                self.problem(f"the field '{field}' is missing; write it", field)
            return ""
        if not isinstance(value, str):
            self.problem(f"'{field}' must be text, found {value!r}; put it in quotes", field)
            return ""
        text = value.strip()
        if len(text) > most:
            self.problem(f"'{field}' has {len(text)} characters, at most {most} are allowed; shorten it", field)
        if "\n\n" in text:
            self.problem(f"'{field}' holds a blank line, which some channels take for a new message; remove it", field)
        return text

    def texts(self, field: str, required: bool = True, empty: bool = False) -> tuple[str, ...]:
        """A list of texts; () when missing. `empty`: whether a required list may be empty."""
        value = self.data.get(field)
        if value is None:
            if required:
                self.problem(f"the field '{field}' is missing; write a list", field)
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.problem(f"'{field}' must be a list of texts; write one a line, each after '- '", field)
            return ()
        if required and not empty and not value:
            self.problem(f"'{field}' is empty; write at least one", field)
        return tuple(v.strip() for v in value)

    def entries(self, field: str, required: bool = True) -> tuple[Entry, ...]:
        """A list of mappings, as entries named after this one."""
        value = self.data.get(field)
        if value is None:
            if required:
                self.problem(f"the field '{field}' is missing; write a list", field)
            return ()
        if not isinstance(value, list) or not all(isinstance(v, LocatedDict) for v in value):
            self.problem(f"'{field}' must be a list of entries with named fields", field)
            return ()
        return tuple(Entry(self.file, v, self.problems, self.name or str(v.get("id", ""))) for v in value)

    def only(self, *fields: str) -> None:
        """Record every field that is not one of `fields`."""
        for field in self.data:
            if field not in fields:
                self.problem(f"unknown field '{field}'; allowed are {', '.join(fields)}", field)
