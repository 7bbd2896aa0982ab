"""Making a report: read, group, compare; each step named in one place."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Engine

from insights import grouping
from insights.figures import figures
from insights.meaning import Meaning
from insights.period import Period
from insights.quoting import Quotes
from insights.reading import read
from insights.view import Findings
from insights.wrong_turns import wrong_turns


@dataclass(frozen=True)
class Order:
    """What report is wanted. `now`: seconds since 1970; `keep_days`: for how long words are kept."""

    period: Period
    now: float
    keep_days: int
    is_sample: bool = False


def findings(engine: Engine, order: Order, meaning: Meaning) -> Findings:
    """Everything that the report shows. Raises sqlalchemy.exc.SQLAlchemyError when the database fails."""
    quotes = Quotes(order.period)
    counts = read(engine, order.period, quotes.take)
    questions = grouping.distinct(quotes.unanswered)
    return Findings(
        period=order.period,
        figures=figures(counts),
        groups=grouping.grouped(questions, meaning),
        questions=len(questions),
        compared=min(len(questions), grouping.QUESTIONS_MOST),
        turns=wrong_turns(quotes, meaning),
        rated=sorted(quotes.rated, key=lambda quote: -quote.told.at),
        held_back=quotes.held_back,
        made_at=order.now,
        keep_days=order.keep_days,
        is_sample=order.is_sample,
    )
