"""Two runs side by side: what is better and what is worse, the most important first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ops.trials.keeping import Run
from ops.trials.outcomes import Outcome


@dataclass(frozen=True)
class Change:
    """One question in two runs."""

    before: Outcome
    now: Outcome

    @property
    def weight(self) -> float:
        """How much it costs more (less: negative) than before. A danger newly missed weighs more than anything."""
        return self.now.cost - self.before.cost


@dataclass(frozen=True)
class Score:
    """How many of some questions there are now, how many are right now, and of those that both runs asked how many are now and were."""

    name: str
    asked: int
    right: int
    both: int = 0
    right_of_both: int = 0
    right_before: int = 0

    @property
    def change(self) -> int:
        """How many more of the same questions are right than before."""
        return self.right_of_both - self.right_before


@dataclass(frozen=True)
class Comparison:
    """The changes to the better and to the worse, the heaviest first, and how many questions only one run asked."""

    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    same: int
    new: int
    gone: int


def compare(before: Run, now: Run) -> Comparison:
    """What changed from one run to another; a question counts as gone only where both ran the same part."""
    old = {o.key: o for o in before.outcomes}
    pairs = [Change(old[o.key], o) for o in now.outcomes if o.key in old]
    asked = {o.key for o in now.outcomes}
    return Comparison(
        better=_heaviest(c for c in pairs if c.weight < 0),
        worse=_heaviest(c for c in pairs if c.weight > 0),
        same=sum(c.weight == 0 for c in pairs),
        new=len(now.outcomes) - len(pairs),
        gone=sum(key not in asked for key in old) if before.part == now.part else 0,
    )


def wrong(run: Run) -> dict[str, list[Outcome]]:
    """The questions that are not right, by topic: topics by what their errors cost together, in each the worst first."""
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for o in run.outcomes:
        if o.cost:
            found[o.topic].append(o)
    ordered = sorted(found.items(), key=lambda item: (-sum(o.cost for o in item[1]), item[0]))
    return {topic: sorted(rows, key=lambda o: (-o.cost, o.asked.text)) for topic, rows in ordered}


def scores(now: Run, before: Run | None, groups: Sequence[tuple[str, Sequence[Outcome]]]) -> list[Score]:
    """A score for each named group of this run's outcomes."""
    old = {o.key: o.cost for o in before.outcomes} if before else {}
    found = []
    for name, rows in groups:
        both = [o for o in rows if o.key in old]
        right, were = sum(not o.cost for o in both), sum(not old[o.key] for o in both)
        found.append(Score(name, len(rows), sum(not o.cost for o in rows), len(both), right, were))
    return found


def by_topic(run: Run) -> list[tuple[str, list[Outcome]]]:
    """The outcomes by topic, in the order of the questions."""
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for o in run.outcomes:
        found[o.topic].append(o)
    return list(found.items())


def kinds_of_error(outcomes: Iterable[Outcome]) -> list[tuple[str, int, float]]:
    """Each sort of error with its number, and what one of them costs at most: the costliest first."""
    counts, costs = Counter[str](), defaultdict[str, float](float)
    for o in outcomes:
        if o.cost:
            counts[o.name] += 1
            costs[o.name] = max(costs[o.name], o.cost)
    return sorted(((n, counts[n], costs[n]) for n in counts), key=lambda row: (-row[2], -row[1], row[0]))


def _heaviest(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda c: (-abs(c.weight), c.now.topic, c.now.asked.text)))
