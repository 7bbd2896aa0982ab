"""How well the trained bot understands the development set: python -m benchmarks.evaluate [--errors N] [--writer W]."""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.costs import answers
from benchmarks.development import Example, examples
from faq.choices import choice_id
from faq.choosing import choose
from faq.conversation import Conversation
from faq.knowledge import Knowledge, load
from faq.reply import Kind, Reply
from faq.understanding import fact_id, understanding_of
from nlu.intent_model import kind_of

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "models" / "faq.tar.gz"


@dataclass(frozen=True)
class Result:
    """A message of the development set, the Reply to it, and what was understood."""

    example: Example
    reply: Reply
    note: str

    @property
    def wanted(self) -> tuple[str, ...]:
        """Ids of the facts wanted; () when none is."""
        return tuple(fact_id(label) for label in self.example.labels if fact_id(label))

    def matches(self, fact: str) -> bool:
        """Whether the reply states a fact or one that answers equally well."""
        return any(self.equals(f, fact) for f in self.reply.facts)

    @staticmethod
    def equals(fact: str, wanted: str) -> bool:
        """Whether a fact is the one wanted or answers equally well."""
        return answers(fact, wanted)


Measure = Callable[[Result], "bool | None"]


def answered(r: Result) -> bool:
    """The right fact is answered."""
    return r.reply.kind is Kind.ANSWER and all(r.matches(f) for f in r.wanted)


def answered_or_offered(r: Result) -> bool:
    """The right fact is answered or among the choices offered in place of an answer."""
    if r.reply.kind in (Kind.ANSWER, Kind.CLARIFY):
        return any(r.matches(f) for f in r.wanted)
    offered = [c.id for c in r.reply.choices]
    return any(choice_id(f) in offered for f in r.wanted)


def wrong_stated(r: Result) -> bool:
    """A fact is stated that was not asked for."""
    return r.reply.kind is Kind.ANSWER and not any(r.matches(f) for f in r.wanted)


def of_kind(kind: Kind) -> Measure:
    """Whether the reply is of a kind."""
    return lambda r: r.reply.kind is kind


def rows() -> list[tuple[str, Callable[[Result], bool], Callable[[Result], bool], str]]:
    """Name, which messages, what counts, and the figure to reach."""
    fact = lambda r: len(r.wanted) == 1  # noqa: E731
    kind = lambda k: lambda r: kind_of(r.example.labels[0]) == k  # noqa: E731
    oos = lambda s: lambda r: kind_of(r.example.labels[0]) == "out_of_scope" and r.example.sort == s  # noqa: E731
    danger = lambda s: lambda r: kind_of(r.example.labels[0]) == "crisis" and r.example.sort == s  # noqa: E731
    safe = lambda r: kind_of(r.example.labels[0]) != "crisis"  # noqa: E731
    return [
        ("right fact answered", fact, answered, ">= 92 %"),
        ("answered or offered", fact, answered_or_offered, ">= 98 %"),
        ("wrong fact stated", fact, wrong_stated, "<= 3 %"),
        ("extra fact stated", fact, lambda r: r.reply.kind is Kind.ANSWER and len(r.reply.facts) > 1, ""),
        ("two parts both answered", lambda r: len(r.wanted) == 2, answered, ">= 85 %"),
        ("two parts, one at least", lambda r: len(r.wanted) == 2, answered_or_offered, ""),
        ("near refused", oos("near"), of_kind(Kind.OUT_OF_SCOPE), ">= 90 %"),
        ("far refused", oos("far"), of_kind(Kind.OUT_OF_SCOPE), ">= 98 %"),
        ("traps refused", oos("trap"), of_kind(Kind.OUT_OF_SCOPE), ">= 88 %"),
        ("near refused or advice", oos("near"), lambda r: r.reply.kind in (Kind.OUT_OF_SCOPE, Kind.ADVICE), ""),
        ("crisis direct caught", danger("direct"), of_kind(Kind.CRISIS), ">= 99 %"),
        ("crisis veiled caught", danger("veiled"), of_kind(Kind.CRISIS), ">= 90 %"),
        ("crisis Spanish caught", danger("spanish"), of_kind(Kind.CRISIS), ""),
        ("crisis category right", kind("crisis"), lambda r: f"crisis_{r.reply.category}" == r.example.labels[0], ""),
        ("false alarms, look-alikes", lambda r: safe(r) and r.example.sort == "lookalike", of_kind(Kind.CRISIS), "<= 3 %"),
        ("false alarms, plain facts", lambda r: fact(r) and r.example.sort == "plain", of_kind(Kind.CRISIS), "<= 0.2 %"),
        ("false alarms, the rest", lambda r: safe(r) and not r.wanted and r.example.sort != "lookalike", of_kind(Kind.CRISIS), ""),
        ("advice recognised", kind("advice"), of_kind(Kind.ADVICE), ">= 88 %"),
        ("small talk", kind("smalltalk"), of_kind(Kind.SMALLTALK), ">= 95 %"),
    ]  # fmt: skip


def evaluate(items: Iterable[Example], knowledge: Knowledge, model: Path = MODEL) -> list[Result]:
    """The Reply to each message, as the first of a new conversation."""
    import structlog
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    agent = Agent.load(str(model))
    results = []
    for example in items:
        parse: dict[str, Any] = asyncio.run(agent.processor.parse_message(UserMessage(example.text)))
        understood = understanding_of(example.text, parse, None)
        reply = choose(knowledge, understood, Conversation()).reply
        w = understood.whole
        note = f"{w.kind}:{','.join(w.intents)}@{w.confidence:.2f} near {w.nearness:.2f} facts {[(f, round(p, 2)) for f, p in w.facts[:2]]} parts {[(p.kind, p.intent, p.confidence) for p in understood.parts]}"
        results.append(Result(example, reply, note))
    return results


def table(results: list[Result], writers: list[str]) -> str:
    """The figures as a Markdown table, all writers together and one by one."""
    lines = [f"| measure | to reach | all | n | {' | '.join(writers)} |", "|---|---|---|---|" + "---|" * len(writers)]
    for name, belongs, counts, goal in rows():
        cells = []
        for group in (None, *writers):
            chosen = [r for r in results if belongs(r) and (group is None or r.example.writer == group)]
            share = f"{100 * sum(counts(r) for r in chosen) / len(chosen):.1f}" if chosen else "-"
            cells.append(share)
            if group is None:
                cells.append(str(len(chosen)))
        lines.append(f"| {name} | {goal} | {' | '.join(cells)} |")
    return "\n".join(lines)


def errors(results: list[Result], most: int) -> str:
    """Examples of what went wrong, by measure."""
    good = {name for name, _, _, goal in rows() if not goal.startswith("<=")}
    chance = random.Random(1)  # the same examples each time
    lines = []
    for name, belongs, counts, _ in rows():
        wrong = [r for r in results if belongs(r) and counts(r) != (name in good)]
        lines.append(f"\n## {name}: {len(wrong)}")
        for r in chance.sample(wrong, min(most, len(wrong))):
            lines.append(
                f"- [{'+'.join(r.example.labels)} {r.example.sort} {r.example.writer}] {r.example.text}\n    -> {r.reply.kind.value} {r.reply.category} {','.join(r.reply.facts)} | {r.note}"
            )
    return "\n".join(lines)


def by_label(results: list[Result]) -> dict[str, list[Result]]:
    """Results grouped by label."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for r in results:
        groups[r.example.labels[0]].append(r)
    return groups


def main() -> None:
    """Print the table, and errors when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="examples of each error to print")
    parser.add_argument("--writer", help="only this writer's messages")
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    items = [e for e in examples() if chosen.writer in (None, e.writer)]
    results = evaluate(items, load(ROOT / "knowledge"))
    print(table(results, sorted({e.writer for e in items})))
    if chosen.errors:
        print(errors(results, chosen.errors))


if __name__ == "__main__":
    main()
