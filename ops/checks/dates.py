"""When a person last opened a link or tried a help line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from faq.facts import Helpline, Source
from faq.knowledge import Knowledge
from faq.located import Entry, Problem, read_yaml

# Half a year: the help lines and pages of the sheets changed about once in two years each (see their notes), so that
# twice a year finds most changes within months, and twenty of them are looked at in an hour.
DAYS_MOST: Final = 180


def unchecked(knowledge: Knowledge, folder: Path, today: date) -> Iterator[Problem]:
    """Warnings on dates that are too old, one each; and one a file on all that have never been looked at."""
    sources = Entry("sources.yml", read_yaml(folder / "sources.yml"), []).entries("sources")
    yield from _of_file("sources.yml", sources, knowledge.sources, "opened the link", today)
    lines = Entry("helplines.yml", read_yaml(folder / "helplines.yml"), []).entries("helplines")
    yield from _of_file("helplines.yml", lines, knowledge.helplines, "tried the line", today)


def _of_file(
    file: str, rows: tuple[Entry, ...], entries: Mapping[str, Source | Helpline], what: str, today: date
) -> Iterator[Problem]:
    never = [row.name for row in rows if not entries[row.name].last_checked]
    if never:
        some = ", ".join(never[:3]) + (f" and {len(never) - 3} more" if len(never) > 3 else "")
        message = f"nobody has {what} yet of {some}; do so, and write the day as last_checked"
        yield Problem(file, 1, "", message)
    for row in rows:
        last = entries[row.name].last_checked
        if not last:
            continue
        days = (today - date.fromisoformat(last)).days
        if days > DAYS_MOST:
            message = f"a person last {what} on {last}, {days} days ago; do so again, and write the day as last_checked"
            yield Problem(file, row.line("last_checked"), row.name, message)
        elif days < 0:
            yield Problem(
                file, row.line("last_checked"), row.name, f"last_checked is {last}, which is still to come; correct it"
            )
