"""Checks every link of knowledge/ and writes dates and a list: python -m ops.links."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from faq.knowledge import load
from faq.located import KnowledgeError
from ops import settings
from ops.links import listing, memory
from ops.links.addresses import Address, addresses
from ops.links.answers import Answer
from ops.links.asking import Patience, ask_all, made_up_beside
from ops.links.findings import Finding, findings, marks, remembered
from ops.links.numbers import number_problems
from ops.links.writing import write_marks
from ops.plain_errors import PlainError, guarded
from ops.progress import Progress


def check(root: Path, today: date, patience: Patience) -> list[str]:
    """Check, write dates and the list, and give the lines to print. Raises PlainError, with nothing changed, when no link opened."""
    try:
        knowledge = load(root / "knowledge")
    except KnowledgeError as error:
        raise PlainError(f"knowledge/ cannot be used:\n{error}") from error
    wanted, before = addresses(knowledge), memory.recall(root)
    answers, beside = asyncio.run(_ask(wanted, patience))
    found = findings(wanted, answers, beside, before, today.isoformat())
    _refuse_without_internet(found)

    write_marks(root / "knowledge", marks(found, today.isoformat()))
    memory.keep(root, remembered(found, before))
    numbers, phone = number_problems(root / "knowledge"), listing.to_phone(knowledge, today)
    memory.replace_text(root / listing.PAGE, listing.page(found, numbers, phone, today))
    return [*listing.summary(found, numbers, phone), f"The list: {root / listing.PAGE}"]


async def _ask(wanted: Sequence[Address], patience: Patience) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """The answer for each address, and for a made-up one beside each that opened."""
    with Progress(f"Opening {len(wanted)} links") as progress:
        answers = await ask_all([a.url for a in wanted], patience, asked=progress.note)
        made_up = {url: made_up_beside(a.url) for url, a in answers.items() if a.opened and made_up_beside(a.url)}
        found = await ask_all(sorted(set(made_up.values())), patience, asked=progress.note)
    return answers, {url: found[other] for url, other in made_up.items()}


def _refuse_without_internet(found: Sequence[Finding]) -> None:
    """A run in which no link opened says something of this machine, and nothing of the links."""
    if any(f.opens for f in found):
        return
    if not any(f.answer.reached for f in found):
        raise PlainError(
            "No site answered, so there is no internet here. Nothing was changed; try again where there is some."
        )
    raise PlainError(
        "Not one link opened as it should, so something stands between this machine and the internet: a page to sign in, "
        "or a proxy. Nothing was changed; try again on another network."
    )


def _command() -> int:
    argparse.ArgumentParser(prog="make links", description=__doc__).parse_args()
    for line in check(settings.current().root, date.today(), Patience()):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(guarded(_command))
