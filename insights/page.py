"""The report as one page that needs nothing else: styles and charts are in it, and no script."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from faq.folding import clean
from faq.knowledge import Knowledge
from insights import view
from insights.grouping import FAR, Group
from insights.hiding import SMALL
from insights.view import Findings
from stores.private import without_details

FOLDER: Final = Path(__file__).parent
TEXT_MOST: Final = 400  # characters of a message that are shown


def page(findings: Findings, knowledge: Knowledge) -> str:
    """The report as HTML. What a person wrote is text in it, never markup, and is looked through for details again."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=shown, percent=view.percent, number=number)
    figures, groups = findings.figures, list(findings.groups)
    several = [group for group in groups if group.asked > 1]
    alone = [group for group in groups if group.asked == 1]
    drawn = environment.get_template("report.html").render(
        **_numbers(findings, knowledge),
        findings=findings,
        figures=figures,
        groups=several[: view.GROUPS_MOST],
        alone=alone[: view.GROUPS_MOST],
        left_out=max(0, len(several) - view.GROUPS_MOST) + max(0, len(alone) - view.GROUPS_MOST),
        nearest=lambda group: _nearest(group, knowledge),
        answered_with=lambda quote: view.answered_with(quote, knowledge),
        titles=lambda ids: [view.title_of(fact, knowledge) for fact in ids],
        day=view.day_in_words,
        far=FAR,
        few=view.FEW,
        many=view.MANY,
        most=view.TURNS_MOST,
        small=SMALL,
        style=(FOLDER / "report.css").read_text("utf-8"),
    )
    return "\n".join(line.strip() for line in clean(drawn).splitlines() if line.strip()) + "\n"


def _numbers(findings: Findings, knowledge: Knowledge) -> dict[str, Any]:
    figures, period = findings.figures, findings.period
    channels = view.channels(figures)
    rated = [sum(pair[n] for pair in figures.helpful.values()) for n in (0, 1)]
    return {
        "charts": [
            view.by_day("Conversations begun", figures.conversations, period, channels),
            view.by_day("Messages from people", figures.messages, period, channels),
        ],
        "kinds": view.kinds(figures),
        "refused": view.categories(figures, "out_of_scope"),
        "advice": view.categories(figures, "advice"),
        "dangers": view.dangers(figures),
        "facts": view.facts(figures, knowledge),
        "seconds": view.seconds(figures),
        "half_within": view.within(figures, 0.5),
        "most_within": view.within(figures, 0.95),
        "helped": rated[0],
        "did_not": rated[1],
        "comments": [q for q in findings.rated if q.opinion is not None and q.opinion.comment.strip()],
    }


def shown(text: str) -> str:
    """A message as the page shows it: on one line, without personal details, and not endless."""
    plain = " ".join(clean(without_details(text)).split())
    return plain if len(plain) <= TEXT_MOST else plain[: TEXT_MOST - 1].rstrip() + "…"


def number(count: int) -> str:
    """A count with its thousands apart."""
    return f"{count:,}"


def _nearest(group: Group, knowledge: Knowledge) -> str:
    if not group.nearest:
        return "none"
    return f"{view.title_of(group.nearest, knowledge)} ({group.nearest}), {group.how_near}"
