"""From answers to what is written, what is remembered, and what a person must look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ops.links.addresses import Address
from ops.links.answers import Answer
from ops.links.judging import Judged, Verdict, judge
from ops.links.memory import Seen
from ops.links.writing import Mark

MOVED_BY_HAND = "moved"  # the status that a person gives; it stays until a person takes it away


@dataclass(frozen=True)
class Finding:
    """One address with what became of it. `since`: the day a doubt began; `settled`: a person has looked since then."""

    address: Address
    answer: Answer
    judged: Judged
    since: str = ""
    settled: bool = False

    @property
    def verdict(self) -> Verdict:
        """What became of the link."""
        return self.judged.verdict

    @property
    def opens(self) -> bool:
        """Whether people who follow the link come to its page."""
        return self.verdict in (Verdict.FINE, Verdict.MOVED)

    @property
    def back_again(self) -> bool:
        """Whether the files call it moved or gone, and it opens."""
        return self.opens and any(s.status in ("moved", "gone") for s in self.address.sources)


def findings(
    found: Sequence[Address],
    answers: Mapping[str, Answer],
    beside: Mapping[str, Answer],
    memory: Mapping[str, Seen],
    today: str,
) -> list[Finding]:
    """One finding for each address; `beside`: answers for made-up addresses, by the real one."""
    return [_finding(a, answers[a.url], beside.get(a.url), memory.get(a.url, Seen()), today) for a in found]


def _finding(address: Address, answer: Answer, beside: Answer | None, seen: Seen, today: str) -> Finding:
    judged = judge(answer, beside, seen.title)
    same = seen.doubt == judged.doubt
    settled = bool(judged.doubt) and same and bool(address.sources) and _date(address) != seen.checked_then
    return Finding(
        address, answer, judged, (seen.since if same and seen.since else today) if judged.doubt else "", settled
    )


def remembered(found: Sequence[Finding], memory: Mapping[str, Seen]) -> dict[str, Seen]:
    """What the next run is told."""
    return {f.address.url: _seen(f, memory.get(f.address.url, Seen())) for f in found}


def _seen(f: Finding, before: Seen) -> Seen:
    # Only a source has a date by which a person can settle it; elsewhere a new title is told once.
    if not f.judged.doubt or (f.judged.doubt == "title" and (f.settled or not f.address.sources)):
        return Seen(f.answer.title or before.title)
    checked_then = before.checked_then if before.doubt == f.judged.doubt else _date(f.address)
    return Seen(before.title, f.judged.doubt, f.since, checked_then)


def marks(found: Sequence[Finding], today: str) -> dict[str, Mark]:
    """What is written for each source: only what is sure. A doubt leaves the old date and status."""
    written: dict[str, Mark] = {}
    for f in found:
        for source in f.address.sources:
            if f.opens:
                written[source.id] = Mark(MOVED_BY_HAND if source.status == MOVED_BY_HAND else "ok", today)
            elif f.verdict is Verdict.DEAD:
                written[source.id] = Mark("gone", today)
    return written


def _date(address: Address) -> str:
    return max((s.last_checked for s in address.sources), default="")
