"""`make learn`: questions of a report become training questions, once a person has chosen them and named their intent."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from faq.knowledge import Knowledge, load
from insights import kept_report, review_file
from insights.fitness import refusals
from insights.report_reading import ReportGroup, groups_of
from insights.review_file import Addition, ReviewError
from ops import bot, generate, settings
from ops.plain_errors import PlainError, guarded
from stores.counting import ZONE

NONE: Final = "none"  # in the place of a fact: nothing in the facts answers it
_NONE_INTENT: Final = "oos_other"
Ask = Callable[[str], str]


def main(argv: list[str] | None = None, ask: Ask = input) -> int:
    """Show, ask, write; nothing is written without a yes. `ask`: puts a question to the person at the terminal."""
    asked = _asked(argv)
    chosen = settings.current()
    bot.check_knowledge(chosen.root)
    knowledge = load(chosen.root / "knowledge")
    try:
        if asked.undo:
            return _undo(chosen.root)
        return _learn(asked, chosen.root, knowledge, ask)
    except ReviewError as error:
        raise PlainError(str(error)) from None


def _asked(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make learn", description=__doc__)
    parser.add_argument("--report", default="", metavar="FILE", help=f"the report; {kept_report.PLACE} when not given")
    parser.add_argument("--group", default="", metavar="N", help="the number of a group in the report")
    parser.add_argument(
        "--intent", default="", help=f"the fact that they ask for, '{NONE}', or an intent such as oos_services"
    )
    parser.add_argument(
        "--questions", default="", metavar="N", help="which of the group: '1 3 5-8'; all when not given"
    )
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--undo", action="store_true", help="take back the last step")
    return parser.parse_args(argv)


def _undo(root: Path) -> int:
    if not review_file.take_back(root):
        raise PlainError("There is no step to take back.")
    print(f"Taken back; {review_file.PLACE} is as it was before.")
    return 0


def _learn(asked: argparse.Namespace, root: Path, knowledge: Knowledge, ask: Ask) -> int:
    path = Path(asked.report or root / kept_report.PLACE)
    group = _group(path, asked.group)
    if not asked.intent:
        _show(group, knowledge)
        return 0
    intent = _intent(asked.intent, knowledge)
    wanted = _places(asked.questions, len(group.questions))
    questions = [group.questions[place] for place in wanted]
    reasons = refusals(questions, root)
    fit = [question for question, why in zip(questions, reasons, strict=True) if not why]
    for place, question, why in zip(wanted, questions, reasons, strict=True):
        print(f"  {place + 1:>3}. {question}" + (f"\n       left out: it {why}" if why else ""))
    if not fit:
        raise PlainError("None of them can be taught; nothing was written.")
    print(f"{_count(fit)} would be taught as {intent}, in {review_file.PLACE}.")
    if not asked.yes and not _agrees(ask):
        print("Nothing was written. Add YES=1 to write without being asked.")
        return 0
    made = datetime.fromtimestamp(path.stat().st_mtime, ZONE).date()
    review_file.add(root, Addition(intent, fit, f"{_count(fit)} of group {group.number} of the report made on {made}"))
    print(
        f"Written. Next: look at {review_file.PLACE}, run `make check`, then `make train`; the bot does not know them before.\n"
        "To take this step back: make learn UNDO=1"
    )
    return 0


def _group(path: Path, number: str) -> ReportGroup:
    if not path.is_file():
        raise PlainError(f"There is no report at {path}; run `make report` first, or name one with REPORT=file.")
    groups = groups_of(path.read_text("utf-8", "replace"))
    if not groups:
        raise PlainError(f"{path} holds no group of questions, so there is nothing to learn from it.")
    if not number.isdecimal() or int(number) not in groups:
        said = f"GROUP is '{number}'" if number else "No group was named"
        raise PlainError(
            f"{said}; the report has the groups {_ranges(sorted(groups))}: write for example GROUP={min(groups)}."
        )
    return groups[int(number)]


def _show(group: ReportGroup, knowledge: Knowledge) -> None:
    print(f"Group {group.number}:")
    for place, question in enumerate(group.questions, 1):
        print(f"  {place:>3}. {question}")
    near = knowledge.facts.get(group.nearest)
    named = near.id if near else "…"
    print(f"The nearest fact: {near.id} ({near.title})." if near else "No fact is near.")
    print(
        f"Does a fact answer them? Then name it: make learn GROUP={group.number} INTENT={named}\n"
        f"If none does: make learn GROUP={group.number} INTENT={NONE}"
    )
    if len(group.questions) > 1:
        print('Only some of them: add their numbers, such as QUESTIONS="1 2".')
    print("The facts:")
    width = max(map(len, knowledge.facts))
    for fact in knowledge.facts.values():
        print(f"  {fact.id:{width}}  {fact.title}")


def _intent(name: str, knowledge: Knowledge) -> str:
    """The intent meant by a fact's id, by NONE, or by its own name; told danger is never learned from a report."""
    if name == NONE:
        return _NONE_INTENT
    if name in knowledge.facts:
        return knowledge.facts[name].intent
    known = [intent for intent in generate.intents(list(knowledge.facts)) if not intent.startswith("crisis_")]
    if name not in known:
        raise PlainError(
            f"INTENT is '{name}'; write '{NONE}', a fact ({', '.join(knowledge.facts)}), or one of "
            f"{', '.join(intent for intent in known if not intent.startswith('ask_'))}."
        )
    return name


def _places(text: str, count: int) -> list[int]:
    """Places from 0 of "1 3 5-8"; all when empty."""
    if not text.strip():
        return list(range(count))
    found: dict[int, None] = {}
    for part in re.split(r"[\s,]+", text.strip()):
        match = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= count:
            raise PlainError(f"QUESTIONS is '{text}'; write numbers from 1 to {count}, such as '1 3' or '2-{count}'.")
        found.update(dict.fromkeys(range(first - 1, last)))
    return list(found)


def _agrees(ask: Ask) -> bool:
    if not sys.stdin.isatty():
        return False
    try:
        return ask("Write them? (yes/no) ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _count(questions: Sequence[str]) -> str:
    return f"{len(questions)} question{'' if len(questions) == 1 else 's'}"


def _ranges(numbers: Sequence[int]) -> str:
    """Such as "1 to 12"; a report leaves out the numbers of groups that it does not show."""
    whole = list(numbers) == list(range(numbers[0], numbers[-1] + 1))
    return f"{numbers[0]} to {numbers[-1]}" if whole and len(numbers) > 1 else ", ".join(map(str, numbers))


if __name__ == "__main__":
    sys.exit(guarded(main))
