"""What the page shows, in the words and the order in which it shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from faq.knowledge import Knowledge
from insights import charts, wording
from insights.figures import Figures
from insights.grouping import Group
from insights.hiding import SMALL
from insights.period import Period
from insights.quoting import Quote
from insights.wrong_turns import WrongTurns
from stores.counting import BOUNDS, ZONE

GROUPS_MOST: Final = 40  # groups on the page, and questions that stand alone
TURNS_MOST: Final = 30  # of each sort of wrong turn, and comments
FEW: Final = 5  # questions of a group that show before it is opened
MANY: Final = 40  # that show at all


@dataclass(frozen=True)
class Findings:
    """Everything that a report is made from. `questions`: wordings without an answer, of which `compared` were grouped.

    `is_sample`: whether the conversations are made up. `made_at`: seconds since 1970; `keep_days`: for how long
    words are kept.
    """

    period: Period
    figures: Figures
    groups: Sequence[Group]
    questions: int
    compared: int
    turns: WrongTurns
    rated: Sequence[Quote]
    held_back: int
    made_at: float
    keep_days: int
    is_sample: bool = False


@dataclass(frozen=True)
class Bar:
    """One row of a table with a bar: its name, its number, its part of the largest in per cent, and its part of all."""

    name: str
    count: int
    width: float
    share: str


@dataclass(frozen=True)
class Chart:
    """A chart of columns with its table: title, names of the series, columns, and for each span a row of numbers."""

    title: str
    series: tuple[str, ...]
    columns: charts.Columns
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def bars(counts: Iterable[tuple[str, int]], of: int | None = None) -> list[Bar]:
    """Rows with bars, in the order given. `of`: what shares are taken of, the sum when None."""
    listed = list(counts)
    total = sum(count for _, count in listed) if of is None else of
    most = max((count for _, count in listed), default=0)
    return [
        Bar(name, count, round(100 * count / most, 1) if most else 0, percent(count, total)) for name, count in listed
    ]


def percent(part: float, whole: float) -> str:
    """A share in words: "12 %", "under 1 %", "–" of nothing."""
    if not whole:
        return "–"
    share = 100 * part / whole
    return "under 1 %" if 0 < share < 1 else f"{share:.0f} %"


def by_day(title: str, counts: Mapping[tuple[str, str], int], period: Period, channels: Sequence[str]) -> Chart:
    """The chart of counts by day and channel, the channels in the order given."""
    over = charts.spans(period.days)
    rows = charts.summed(counts, over, channels)
    names = tuple(wording.name_of(wording.CHANNELS, channel) for channel in channels)
    table = tuple((span.in_words, tuple(row)) for span, row in zip(over, rows, strict=True))
    return Chart(title, names, charts.columns(rows, over), table)


def channels(figures: Figures) -> list[str]:
    """The channels, the one with the most messages first: of the same colour in every chart."""
    totals: dict[str, int] = {}
    for (_, channel), count in figures.messages.items():
        totals[channel] = totals.get(channel, 0) + count
    return sorted(totals, key=lambda channel: (-totals[channel], channel))


def kinds(figures: Figures) -> list[Bar]:
    """How messages were answered."""
    names = dict(wording.KINDS)
    if figures.danger.total is None:
        names["smalltalk"] = f"Small talk, with fewer than {SMALL} that told of danger"
    return bars((names.get(kind, kind), count) for kind, count in figures.kinds.items())


def categories(figures: Figures, kind: str) -> list[Bar]:
    """The categories of a kind, largest first."""
    counts = figures.categories.get(kind, {})
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return bars((wording.name_of(wording.CATEGORIES.get(kind, {}), name), count) for name, count in ordered)


def dangers(figures: Figures) -> list[Bar]:
    """Categories of danger whose counts are not small, and the others in one row."""
    listed = [(wording.name_of(wording.DANGERS, name), count) for name, count in figures.danger.counts]
    if figures.danger.others:
        listed.append(("The others, taken together", figures.danger.others))
    return bars(listed)


@dataclass(frozen=True)
class FactRow:
    """A fact in the table: its title, how often it was answered and offered, and what was thought of it."""

    bar: Bar
    offered: int
    helped: int
    did_not: int


def facts(figures: Figures, knowledge: Knowledge) -> list[FactRow]:
    """Every fact that was answered, offered or rated, and every other after them, because nobody asking is news too."""
    asked = {fact: figures.facts.get(fact, 0) for fact in (*knowledge.facts, *figures.facts, *figures.offered)}
    ordered = sorted(asked.items(), key=lambda item: -item[1])
    rows = bars(ordered)
    found = []
    for (fact, _), bar in zip(ordered, rows, strict=True):
        helped, did_not = figures.fact_helpful.get(fact, (0, 0))
        named = Bar(title_of(fact, knowledge), bar.count, bar.width, bar.share)
        found.append(FactRow(named, figures.offered.get(fact, 0), helped, did_not))
    return found


def title_of(fact: str, knowledge: Knowledge) -> str:
    """A fact's title; its id when knowledge no longer holds it."""
    return knowledge.facts[fact].title if fact in knowledge.facts else fact


def answered_with(quote: Quote, knowledge: Knowledge) -> str:
    """How a message was answered, in a few words."""
    told = quote.told
    named = ", ".join(title_of(fact, knowledge) for fact in told.facts)
    if told.kind == "out_of_scope":
        return wording.KINDS["out_of_scope"]
    return f"{wording.KINDS.get(told.kind, told.kind)}: {named}" if named else wording.KINDS.get(told.kind, told.kind)


def seconds(figures: Figures) -> list[Bar]:
    """How many replies took how long."""
    names = [f"up to {_number(bound)} s" for bound in BOUNDS] + [f"over {_number(BOUNDS[-1])} s"]
    return bars(zip(names, figures.seconds, strict=True))


def within(figures: Figures, share: float) -> str:
    """Within how many seconds that share of all replies came, in words."""
    bound = figures.within(share)
    if bound is None:
        return "–"
    return f"over {_number(BOUNDS[-1])} s" if bound == float("inf") else f"{_number(bound)} s"


def day_in_words(at: float) -> str:
    """The day of a time in seconds since 1970, such as "November 22, 2026"."""
    day = datetime.fromtimestamp(at, ZONE)
    return f"{day:%B} {day.day}, {day.year}"


def _number(value: float) -> str:
    return f"{value:g}"
