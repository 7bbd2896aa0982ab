"""Reading the groups out of a report, so that what staff see is what they teach the bot, and nothing else is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class ReportGroup:
    """A group of a report: its number, the fact that was called nearest ("" when none), and its questions in order."""

    number: int
    nearest: str
    questions: list[str] = field(default_factory=list)


def groups_of(page: str) -> dict[int, ReportGroup]:
    """The groups of a report by number; none when the page is no report."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.groups


class _Reader(HTMLParser):
    """Collects the <q> of each numbered <li> within an element that has data-group."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.groups: dict[int, ReportGroup] = {}
        self._group: ReportGroup | None = None
        self._words: list[str] | None = None
        self._numbered = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a group, a question's place, or its words."""
        found = dict(attrs)
        if tag == "section":
            self._group = None
        elif tag == "li" and (found.get("data-group") or "").isdigit():
            number = int(found["data-group"] or 0)
            self._group = self.groups.setdefault(number, ReportGroup(number, found.get("data-nearest") or ""))
        elif tag == "li":
            self._numbered = (found.get("value") or "").isdigit()
        elif tag == "q" and self._group is not None and self._numbered:
            self._words = []

    def handle_endtag(self, tag: str) -> None:
        """End a question, or all groups."""
        if tag == "section":
            self._group = None
        if tag == "q" and self._words is not None and self._group is not None:
            self._group.questions.append("".join(self._words))
            self._words = None

    def handle_data(self, data: str) -> None:
        """Words of a question."""
        if self._words is not None:
            self._words.append(data)
