"""What came of asking a server for a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

PERMANENT: Final = frozenset({301, 308})
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TITLE: Final = re.compile(r"<title\b[^>]*>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)
_HEADING: Final = re.compile(r"<h1\b[^>]*>(.*?)</h1\s*>", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Hop:
    """A redirect that was followed: its status and where it led."""

    status: int
    to: str


@dataclass(frozen=True)
class Answer:
    """The end of the way from one address.

    `status`: of the last answer, 0 when there was none. `url`: where it ended. `problem`: "", or why there was no page:
    name, refused, tls, slow, loop or broken. `title`, `heading`: of an HTML page, "" otherwise.
    """

    asked: str
    url: str
    status: int = 0
    hops: tuple[Hop, ...] = ()
    title: str = ""
    heading: str = ""
    problem: str = ""

    @property
    def opened(self) -> bool:
        """Whether a page came."""
        return not self.problem and 200 <= self.status < 300

    @property
    def reached(self) -> bool:
        """Whether any server answered at all."""
        return self.status > 0 or self.problem in ("tls", "loop")


def title_of(html: str) -> str:
    """The title of an HTML page on one line, or ""."""
    return _first(_TITLE, html)


def heading_of(html: str) -> str:
    """The first main heading of an HTML page on one line, or ""."""
    return _first(_HEADING, html)


def _first(pattern: re.Pattern[str], html: str) -> str:
    match = pattern.search(html)
    return " ".join(unescape(_TAG.sub(" ", match[1])).split())[:200] if match else ""
