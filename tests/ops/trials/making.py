"""Made-up questions, outcomes and runs."""

from __future__ import annotations

from collections.abc import Sequence

from faq.reply import Kind, Reply
from ops.trials.keeping import Run
from ops.trials.outcomes import Outcome, outcome
from ops.trials.questions import DEVELOPMENT, Asked


def asked(text: str, *intents: str, group: str = DEVELOPMENT, veiled: bool = False) -> Asked:
    return Asked(text, intents or ("ask_help_courts",), group, "tests/nlu/development/d1.tsv", 7, veiled)


def reply(kind: Kind, *facts: str, category: str = "") -> Reply:
    return Reply(kind, facts, (), category=category)


def result(text: str, kind: Kind, *facts: str, intents: Sequence[str] = (), group: str = DEVELOPMENT) -> Outcome:
    return outcome(asked(text, *intents, group=group), reply(kind, *facts))


def run(name: str, *outcomes: Outcome, part: str = "all", model: str = "m1", knowledge: str = "k1") -> Run:
    return Run(name, "2026-11-22 20:00 UTC", part, model, knowledge, outcomes)
