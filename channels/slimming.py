"""Scripts without their comments: what people read in the repository need not travel to every visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PIECE: Final = re.compile(
    r"""(?P<line>//[^\n]*)
      | (?P<block>/\*.*?\*/)
      | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      | (?P<word>[\w$#]+)
      | (?P<space>\s+)
      | (?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)
_PATTERN: Final = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/\w*")
_TEMPLATE: Final = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?P<end>`|\$\{)", re.DOTALL)
# Behind these a slash begins a pattern; behind anything else it divides.
_BEFORE_PATTERN: Final = frozenset("( , = : [ ! & | ? { } ; + - * % < > ~ ^".split())
_WORDS_BEFORE_PATTERN: Final = frozenset(
    "return typeof case in of delete void throw new else do await yield instanceof".split()
)


def without_comments(source: str) -> str:
    """The same script without comments, blank lines and indentation; texts, patterns and line ends stay as they are.

    A script that cannot be read to its end is given back as it is.
    """
    try:
        return "".join(_kept(source)).lstrip("\n")
    except ValueError:
        return source


def _kept(source: str) -> Iterator[str]:
    place, last = 0, ""
    gap = ""  # comments and white space since the last piece
    open_braces: list[bool] = []  # of each, whether a template goes on behind it
    while place < len(source):
        piece, kind = _next(source, place, last, open_braces)
        place += len(piece)
        if kind in ("line", "block", "space"):
            gap += piece if kind != "line" else ""
            continue
        yield _narrow(gap)
        yield piece
        gap, last = "", piece
    if open_braces:
        raise ValueError("a brace is not closed")
    yield _narrow(gap)


def _next(source: str, place: int, last: str, open_braces: list[bool]) -> tuple[str, str]:
    """The piece at a place and its kind; braces and templates are kept account of."""
    found = _PIECE.match(source, place)
    if found is None or found.lastgroup is None or found[0] in ("'", '"'):
        raise ValueError("a text is not closed")
    piece, kind = found[0], found.lastgroup
    if piece == "/" and _begins_pattern(last):
        return _matched(_PATTERN, source, place)[0], "pattern"
    if piece == "{":
        open_braces.append(False)
    if piece == "`" or (piece == "}" and _closes(open_braces)):
        rest = _matched(_TEMPLATE, source, place + 1)
        if rest["end"] == "${":
            open_braces.append(True)
        return piece + rest[0], "template"
    return piece, kind


def _closes(open_braces: list[bool]) -> bool:
    """Take the innermost brace off; whether it stood in a template."""
    if not open_braces:
        raise ValueError("a brace is closed that was not opened")
    return open_braces.pop()


def _begins_pattern(last: str) -> bool:
    return not last or last in _BEFORE_PATTERN or last in _WORDS_BEFORE_PATTERN or last.endswith("${")


def _matched(expression: re.Pattern[str], source: str, place: int) -> re.Match[str]:
    found = expression.match(source, place)
    if found is None:
        raise ValueError("not closed")
    return found


def _narrow(gap: str) -> str:
    """One line end where there was one, since a line end may end a statement; else one space where there was anything."""
    if "\n" in gap:
        return "\n"
    return " " if gap else ""
