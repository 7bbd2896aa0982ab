"""`make check`: knowledge, generated files and training data, in seconds; one plain line for each problem."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from faq.grounding import mending_problems, ungrounded
from faq.knowledge import Knowledge, load
from faq.located import KnowledgeError, Problem, read_text
from ops import generate
from ops.checks import training_data, wording
from ops.plain_errors import guarded

ROOT = Path(os.environ.get("FAQ_ROOT") or Path(__file__).resolve().parent.parent)


def stale(root: Path) -> list[Problem]:
    """Generated files that are not what `make generate` would write."""
    wanted = generate.files(root)
    old = (p for p, text in wanted.items() if not p.is_file() or p.read_text(encoding="utf8") != text)
    return [Problem(p.relative_to(root).as_posix(), 1, "", "is out of date; run make generate") for p in old]


def checks(root: Path, knowledge: Knowledge) -> list[Callable[[], Iterable[Problem]]]:
    """Every check, in the order in which its problems are told."""
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
    """Everything wrong under `root`; knowledge that cannot be loaded hides the rest."""
    try:
        knowledge = load(root / "knowledge")
        return [problem for check in checks(root, knowledge) for problem in check()]
    except KnowledgeError as error:
        return list(error.problems)


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


def main() -> int:
    """Check, or print sentences beside their excerpts."""
    parser = argparse.ArgumentParser(prog="make check", description=__doc__)
    parser.add_argument(
        "--side-by-side", action="store_true", help="print each sentence with its excerpts, and check nothing"
    )
    if parser.parse_args().side_by_side:
        print(side_by_side(load(ROOT / "knowledge")))
        return 0
    found = problems(ROOT)
    for problem in found:
        print(problem)
    print(f"{len(found)} problem{'s' if len(found) > 1 else ''}, see above." if found else summary(ROOT))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(guarded(main))
