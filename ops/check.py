"""`make check`: knowledge, generated files and training data, in seconds; one plain line for each problem."""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

from faq.grounding import mending_problems, ungrounded
from faq.knowledge import Knowledge, load
from faq.located import KnowledgeError, Problem, read_text
from ops import generate, settings, writing
from ops.checks import dates, meaning, training_data, wording
from ops.checks.findings import Findings
from ops.plain_errors import guarded

WARNINGS_SHOWN = 20  # the others are counted; `--all` shows them


def stale(root: Path) -> list[Problem]:
    """Generated files that are not what `make generate` would write."""
    out_of_date = (path.relative_to(root).as_posix() for path in generate.stale(root))
    return [Problem(name, 1, "", "is out of date; run make generate") for name in out_of_date]


def checks(root: Path, knowledge: Knowledge) -> list[Callable[[], Iterable[Problem]]]:
    """Every check that finds errors, in the order in which they are told."""
    folder = root / "knowledge"
    return [
        lambda: stale(root),
        lambda: mending_problems(read_text(folder / "source.txt"), knowledge.source_text),
        lambda: ungrounded(knowledge),
        lambda: wording.too_hard(knowledge, folder),
        lambda: wording.unfit_for_sms(knowledge),
        lambda: wording.bad_numbers(knowledge, folder),
        lambda: training_data.problems(root, generate.intents(list(knowledge.facts))),
    ]


def problems(root: Path) -> list[Problem]:
    """Every error under `root`; knowledge that cannot be loaded hides the rest."""
    try:
        knowledge = load(root / "knowledge")
        return [problem for check in checks(root, knowledge) for problem in check()]
    except KnowledgeError as error:
        return list(error.problems)


def findings(root: Path, today: date) -> Findings:
    """Errors, and when knowledge and questions can be read, warnings."""
    found = Findings(problems(root))
    with contextlib.suppress(KnowledgeError):  # told among the errors
        found.warnings, found.remarks = warnings(root, today, root / "models")
    return found


def warnings(root: Path, today: date, models: Path) -> tuple[list[Problem], list[str]]:
    """Warnings, and remarks on what was not looked at; `models`: the folder of the trained model, whose encoder compares.

    Raises KnowledgeError when the files cannot be read.
    """
    knowledge, questions = load(root / "knowledge"), training_data.training(root)
    close, remark = meaning.look(questions, models)
    found = [
        *training_data.warnings(root, generate.intents(list(knowledge.facts))),
        *dates.unchecked(knowledge, root / "knowledge", today),
        *close,
    ]
    return found, [remark] if remark else []


def summary(root: Path) -> str:
    """One line on what was looked at."""
    knowledge = load(root / "knowledge")
    grades = [g for name, g in wording.graded(knowledge).items() if name.startswith("facts.yml")]
    questions = len(training_data.training(root))
    return (
        f"All checks passed ({len(knowledge.facts)} facts, reading grade {statistics.median(grades):.1f} in the median and "
        f"{max(grades):.1f} at most, {len(knowledge.phrases)} phrases, {len(knowledge.helplines)} help lines, {questions} questions)."
    )


def side_by_side(knowledge: Knowledge) -> str:
    """Each sentence above the excerpts it rests on, for a person to judge."""
    lines = []
    for fact in knowledge.facts.values():
        lines.append(f"\n{fact.id}: {fact.question}")
        for sentence in (*fact.sentences, fact.short):
            lines.append(f"  {sentence.text}")
            lines.extend(f"      < {excerpt}" for excerpt in sentence.excerpts)
    return "\n".join(lines)


def tell(found: Findings, every: bool) -> None:
    """Print warnings, then errors, each with its place."""
    shown = found.warnings if every else found.warnings[:WARNINGS_SHOWN]
    for warning in shown:
        print(f"warning: {warning}")
    if len(shown) < len(found.warnings):
        print(f"… and {len(found.warnings) - len(shown)} more warnings; .venv/bin/python -m ops.check --all shows them")
    for remark in found.remarks:
        print(f"note: {remark}")
    for problem in found.errors:
        print(problem)


def main() -> int:
    """Check, or print sentences beside their excerpts; fails on errors alone."""
    parser = argparse.ArgumentParser(prog="make check", description=__doc__)
    parser.add_argument(
        "--side-by-side", action="store_true", help="print each sentence with its excerpts, and check nothing"
    )
    parser.add_argument("--all", action="store_true", help="show every warning")
    chosen = parser.parse_args()
    root = settings.root()
    if chosen.side_by_side:
        print(side_by_side(load(root / "knowledge")))
        return 0
    writing.recover(root)
    found = findings(root, datetime.now().astimezone().date())
    tell(found, chosen.all)
    errors = len(found.errors)
    print(f"{errors} problem{'s' if errors > 1 else ''}, see above." if errors else summary(root))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(guarded(main))
