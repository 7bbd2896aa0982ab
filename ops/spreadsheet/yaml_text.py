"""A YAML file as text: single values, entries and fields are replaced, and every other character stays as it is.

A YAML library that writes the whole file again would not give back each comment, quote and line end as staff left them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

import yaml

_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


class YamlText:
    """A file and its edits; they are made together, from the end of the file to its beginning."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.root: yaml.Node = yaml.compose(text, Loader=yaml.SafeLoader) or yaml.MappingNode("", [])
        self._edits: list[tuple[int, int, str]] = []

    def result(self) -> str:
        """The text with every edit made."""
        text = self._text
        for start, end, new in sorted(self._edits, key=lambda e: e[:2], reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def replace(self, node: yaml.Node, new: str) -> None:
        """Put other text in the place of a value."""
        start, end = node.start_mark.index, self._end(node)
        self._edits.append((start, end, f" {new}" if end == start else new))

    def insert_after(self, node: yaml.Node, new: str) -> None:
        """Put lines behind the line on which a value ends."""
        end = self._text.find("\n", self._end(node))
        if end < 0:
            self._edits.append((len(self._text), len(self._text), f"\n{new}"))
        else:
            self._edits.append((end + 1, end + 1, f"{new}\n"))

    def remove_item(self, items: yaml.SequenceNode, at: int) -> None:
        """Take an item of a block list out, with the empty lines behind it."""
        start = self._text.rindex("\n", 0, items.value[at].start_mark.index) + 1
        end = self._text.find("\n", self._end(items.value[at])) + 1 or len(self._text)
        while end < len(self._text) and not self._text[end : self._text.find("\n", end) + 1 or None].strip():
            end = self._text.find("\n", end) + 1 or len(self._text)
        self._edits.append((start, end, ""))

    def _end(self, node: yaml.Node) -> int:
        start = int(node.start_mark.index)
        return start + len(self._text[start : end_of(node)].rstrip())


def end_of(node: yaml.Node) -> int:
    """Where the last character of a value stands; a block's own end would lie behind the comments that follow it."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return end_of(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return end_of(node.value[-1])
    return int(node.end_mark.index)


def field(node: yaml.Node, *names: str) -> yaml.Node | None:
    """The value under the names, one inside the other; None when it is not there."""
    for name in names:
        if not isinstance(node, yaml.MappingNode):
            return None
        found = next((value for key, value in node.value if key.value == name), None)
        if found is None:
            return None
        node = found
    return node


def scalar(text: str, old: yaml.Node | None = None) -> str:
    """A text as YAML: without quotes where the old one had none and it can do without, else in double quotes; null when empty."""
    if not text:
        return "null"
    bare = isinstance(old, yaml.ScalarNode) and old.style is None and old.tag.endswith(":str")
    return text if bare and _stands_bare(text, "k: {}", {"k": text}) else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes."""
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow(texts: Sequence[str], bare: bool) -> str:
    """A list on one line; `bare`: without quotes where an item can do without."""
    return "[" + ", ".join(t if bare and _stands_bare(t, "[{}, x]", [t, "x"]) else quoted(t) for t in texts) + "]"


def listed(texts: Sequence[str], old: yaml.Node | None, bare: bool) -> str:
    """A list in the form of the old one: on one line, or one item a line at the same depth."""
    if isinstance(old, yaml.SequenceNode) and old.value and not old.flow_style and texts:
        items = [t if _stands_bare(t, "- {}", [t]) else quoted(t) for t in texts]
        return f"\n{' ' * old.start_mark.column}".join(f"- {item}" for item in items)
    return flow(texts, bare)


def _stands_bare(text: str, around: str, wanted: object) -> bool:
    """Whether a text without quotes reads as itself in its surroundings."""
    try:
        return "\n" not in text and bool(yaml.safe_load(around.format(text)) == wanted)
    except yaml.YAMLError:
        return False
