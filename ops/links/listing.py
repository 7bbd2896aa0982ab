"""The list of what a person must look at, as one page that needs nothing else: var/links/links.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from faq.facts import Helpline
from faq.knowledge import Knowledge
from faq.located import Problem
from ops.checks.dates import DAYS_MOST
from ops.links.addresses import FALL_BACK
from ops.links.findings import Finding
from ops.links.judging import Verdict
from ops.pages import render

PAGE: Final = Path("var", "links", "links.html")


@dataclass(frozen=True)
class Group:
    """A part of the list: its heading, what to do, and its findings."""

    name: str
    todo: str
    findings: tuple[Finding, ...]


def groups(found: Sequence[Finding]) -> list[Group]:
    """The findings in the order of their urgency; groups without any are left out."""
    dead = [f for f in found if f.verdict is Verdict.DEAD]
    shut = {f.address.url for f in dead}
    spare = [f for f in dead if all(use.role == FALL_BACK for use in f.address.uses)]
    stuck = [f for f in dead if f not in spare and (not f.address.fall_back or f.address.fall_back in shut)]
    doubtful = [f for f in found if f.verdict is Verdict.DOUBTFUL]
    all_groups = [
        Group("Dead, and nothing takes its place", _STUCK, tuple(stuck)),
        Group("Dead: the bot shows the fall-back", _DEAD, tuple(f for f in dead if f not in (*stuck, *spare))),
        Group("Doubtful", _DOUBTFUL, tuple(f for f in doubtful if not f.settled)),
        Group("Dead fall-backs", _SPARE, tuple(spare)),
        Group("Moved", _MOVED, tuple(f for f in found if f.verdict is Verdict.MOVED)),
        Group("Back again", _BACK, tuple(f for f in found if f.back_again)),
        Group("Doubtful, and looked at by a person since", "Nothing.", tuple(f for f in doubtful if f.settled)),
        Group("Fine", "Nothing.", tuple(f for f in found if f.verdict is Verdict.FINE and not f.back_again)),
    ]
    return [group for group in all_groups if group.findings]


_STUCK: Final = "Find where the page is now and write that address in place of the old one, or write a fall-back: a page of the same site that opens. People who follow this link now find nothing."
_DEAD: Final = "Find where the page is now, and write that address in place of the old one. There is no hurry: the bot shows the fall-back."
_SPARE: Final = (
    "Write another page of the same site as the fall-back: the bot will need it once the link itself is dead."
)
_DOUBTFUL: Final = "Open the link and look. If it is the right page, write today’s date after last_checked: the next run believes you. If not, write status: moved, and the bot shows the fall-back."
_MOVED: Final = (
    "The link still works, as the old address leads on. Write the new address in place of the old one while it does."
)
_BACK: Final = "The file calls the link moved or gone, and it opens again. After “gone” the bot shows it again. After “moved” write status: ok if it is the right page."


def to_phone(knowledge: Knowledge, today: date) -> list[Helpline]:
    """Help lines that no person has tried for DAYS_MOST, those never tried first."""
    due = [line for line in knowledge.helplines.values() if _is_due(line, today)]
    return sorted(due, key=lambda line: line.last_checked)


def _is_due(line: Helpline, today: date) -> bool:
    return not line.last_checked or date.fromisoformat(line.last_checked) + timedelta(days=DAYS_MOST) < today


def page(found: Sequence[Finding], numbers: Sequence[Problem], phone: Sequence[Helpline], today: date) -> str:
    """The list as HTML."""
    values: Mapping[str, object] = {
        "groups": groups(found),
        "numbers": numbers,
        "phone": phone,
        "today": today.isoformat(),
        "days": DAYS_MOST,
    }
    return render("links.html", values)


def summary(found: Sequence[Finding], numbers: Sequence[Problem], phone: Sequence[Helpline]) -> list[str]:
    """What is said at the end of a run, a line each."""
    lines = [f"{len(group.findings):4d}  {group.name}" for group in groups(found)]
    lines += [f"{len(numbers):4d}  Numbers with a mistake"] if numbers else []
    return [*lines, *([f"{len(phone):4d}  Help lines to be phoned"] if phone else [])]
