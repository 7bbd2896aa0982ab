"""The numbers of the report, from the counts of its days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from insights.hiding import SMALL, Shown, without_small
from stores import counting
from stores.counting import BOUNDS, Count
from stores.exchanges import CRISIS

KINDS: Final = ("answer", "clarify", "out_of_scope", "advice", CRISIS, "smalltalk", counting.NO_REPLY)
_POOLED_INTO: Final = "smalltalk"  # a small count of danger is told together with it


@dataclass(frozen=True)
class Figures:
    """What is counted of a period.

    `conversations`, `messages`: by day and channel. `kinds`: replies by kind, without danger when `danger.total` is
    None: then it is in small talk's. `categories`: by kind and category. `danger`: messages by category. `facts`:
    times answered; `offered`: times offered as a choice. `helpful`: by kind, (helped, did not); `fact_helpful`: by
    fact. `seconds`: messages by place among BOUNDS.
    """

    conversations: Mapping[tuple[str, str], int]
    messages: Mapping[tuple[str, str], int]
    kinds: Mapping[str, int]
    categories: Mapping[str, Mapping[str, int]]
    danger: Shown
    facts: Mapping[str, int]
    offered: Mapping[str, int]
    helpful: Mapping[str, tuple[int, int]]
    fact_helpful: Mapping[str, tuple[int, int]]
    seconds: tuple[int, ...]

    @property
    def conversations_total(self) -> int:
        """Conversations begun."""
        return sum(self.conversations.values())

    @property
    def messages_total(self) -> int:
        """Messages of people."""
        return sum(self.messages.values())

    @property
    def asked(self) -> int:
        """Questions: messages that got an answer, choices, a plain no, or who can advise."""
        return sum(self.kinds.get(kind, 0) for kind in ("answer", "clarify", "out_of_scope", "advice"))

    def within(self, share: float) -> float | None:
        """Seconds within which that share of all replies came, as one of BOUNDS; infinity beyond the last, None of none."""
        total, so_far = sum(self.seconds), 0
        for place, count in enumerate(self.seconds):
            so_far += count
            if total and so_far >= share * total:
                return BOUNDS[place] if place < len(BOUNDS) else float("inf")
        return None


def figures(found: Counter[Count]) -> Figures:
    """The figures of a period from its counts."""
    by_what: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_channel: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for count, number in found.items():
        by_what[count.what][count.name] += number
        by_channel[count.what][count.day, count.channel] += number
    categories = _categories(by_what[counting.CATEGORIES])
    danger = without_small(categories.pop(CRISIS, {}))
    return Figures(
        conversations=dict(by_channel[counting.CONVERSATIONS]),
        messages=dict(by_channel[counting.MESSAGES]),
        kinds=_kinds(by_what[counting.REPLIES]),
        categories=categories,
        danger=danger,
        facts=dict(by_what[counting.FACTS]),
        offered=dict(by_what[counting.OFFERED]),
        helpful=_pairs(by_what[counting.HELPFUL], by_what[counting.UNHELPFUL]),
        fact_helpful=_pairs(by_what[counting.FACT_HELPFUL], by_what[counting.FACT_UNHELPFUL]),
        seconds=tuple(by_what[counting.SECONDS][str(place)] for place in range(len(BOUNDS) + 1)),
    )


def _kinds(replies: Mapping[str, int]) -> dict[str, int]:
    kinds = {kind: replies.get(kind, 0) for kind in KINDS}
    if kinds[CRISIS] < SMALL:
        kinds[_POOLED_INTO] += kinds.pop(CRISIS)
    return {kind: count for kind, count in kinds.items() if count}


def _categories(counted: Mapping[str, int]) -> dict[str, dict[str, int]]:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, count in counted.items():
        kind, _, category = name.partition(" ")
        found[kind][category] = count
    return dict(found)


def _pairs(yes: Mapping[str, int], no: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Helped and did not, by name; replies to danger only when there are enough of them."""
    names: Iterable[str] = dict.fromkeys((*yes, *no))
    pairs = {name: (yes.get(name, 0), no.get(name, 0)) for name in names}
    return {name: pair for name, pair in pairs.items() if name != CRISIS or min(p for p in pair if p) >= SMALL}
