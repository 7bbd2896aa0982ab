"""One run: ask, keep, compare, write the page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from faq.knowledge import load
from ops.progress import Progress
from ops.train import MODEL
from ops.trials import keeping
from ops.trials.comparing import compare
from ops.trials.outcomes import outcome
from ops.trials.page import PAGE, page
from ops.trials.questions import questions
from ops.trials.running import Ask, ask_model


def run_all(root: Path, part: str, name: str, against: str, at: datetime, ask: Ask = ask_model) -> list[str]:
    """Run a part, keep it under a name ("": the time), write the page, and give the lines to print.

    `against`: a kept run to compare with, "" for the last one. `at`: the time now, UTC. `ask`: gives a Reply to each question.
    """
    name = keeping.checked_name(name or at.strftime("%Y-%m-%d-%H%M%S"))
    before = _before(root, name, against)
    knowledge, asked = load(root / "knowledge"), questions(root, part)
    with Progress(f"Asking {len(asked):,} questions") as progress:
        progress.note("loading the bot")
        found = ask(root / MODEL, knowledge, asked, lambda n: progress.note(f"{n:,} done"))
        seconds = progress.seconds()
    outcomes = tuple(outcome(a, r) for a, r in zip(asked, found, strict=True))
    now = keeping.Run(name, at.strftime("%Y-%m-%d %H:%M UTC"), part, *keeping.digests(root), outcomes)
    keeping.keep(root, now)
    (root / PAGE).write_text(page(knowledge, now, before), "utf-8")

    right = sum(not o.cost for o in outcomes)
    lines = [f"{right:,} of {len(outcomes):,} questions are right ({seconds:.0f} s); kept as {name}."]
    if before:
        changes = compare(before, now)
        lines.append(f"Against {before.name}: {len(changes.better):,} better, {len(changes.worse):,} worse.")
    return [*lines, f"The page: {root / PAGE}"]


def _before(root: Path, name: str, against: str) -> keeping.Run | None:
    if against:
        return keeping.recall(root, against)
    kept = [other for other in keeping.names(root) if other != name]
    return keeping.recall(root, kept[-1]) if kept else None
