"""Generates domain.yml and data/rules.yml from knowledge/facts.yml and faq/intents.py, so that a new fact is one entry there."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from faq.intents import ADVICE, CRISIS, FOLLOW_UPS, OUT_OF_SCOPE, SMALL_TALK
from faq.knowledge import load
from faq.located import KnowledgeError
from ops import settings, writing
from ops.plain_errors import PlainError, guarded

HEAD: Final = "# Made by `make generate` from knowledge/facts.yml and ops/generate.py. Do not edit by hand: `make check` compares.\n"
# Said in the bot's own process, so that it works while the action server is away.
IN_PROCESS: Final = (
    *(f"crisis_{c}" for c in CRISIS),
    *(f"smalltalk_{s}" for s in SMALL_TALK),
    *(f"oos_{o}" for o in OUT_OF_SCOPE),
    *(f"advice_{a}" for a in ADVICE),
)
LOOKED_UP: Final = ("tell_role", "tell_context", *(f"followup_{f}" for f in FOLLOW_UPS))


def intents(facts: list[str]) -> list[str]:
    """Every intent of the domain for the fact ids given."""
    return [*(f"ask_{f}" for f in facts), *LOOKED_UP, *IN_PROCESS]


def domain(facts: list[str]) -> str:
    """Text of domain.yml for the fact ids given."""
    listed = "\n".join(f"  - {i}" for i in intents(facts))
    return (
        f'{HEAD}version: "3.1"\n\nintents:\n{listed}\n\n'
        "# The wording stands in knowledge/ and is put in by stores.nlg.KnowledgeNLG; these texts are never said.\n"
        "responses:\n  utter_reply:\n    - text: see knowledge/phrases.yml\n  utter_unavailable:\n    - text: see knowledge/phrases.yml\n\n"
        "actions:\n  - action_answer\n\n"
        "# A conversation ends when the person ends it, not by the clock.\n"
        "session_config:\n  session_expiration_time: 0\n  carry_over_slots_to_new_session: false\n"
    )


def rules(facts: list[str]) -> str:
    """Text of data/rules.yml: facts are looked up by the action server, all else is said in the bot's own process."""
    looked_up = "".join(
        _rule(i, ("action_answer", "utter_unavailable")) for i in (*(f"ask_{f}" for f in facts), *LOOKED_UP)
    )
    in_process = "".join(_rule(i, ("utter_reply", "utter_unavailable")) for i in IN_PROCESS)
    return f'{HEAD}version: "3.1"\n\nrules:\n{looked_up}{in_process}'.rstrip("\n") + "\n"


def _rule(intent: str, actions: tuple[str, ...]) -> str:
    steps = "".join(f"      - action: {a}\n" for a in actions)
    return f"  - rule: {intent}\n    steps:\n      - intent: {intent}\n{steps}\n"


def files(root: Path) -> dict[Path, str]:
    """What each generated file must hold."""
    facts = list(load(root / "knowledge").facts)
    return {root / "domain.yml": domain(facts), root / "data" / "rules.yml": rules(facts)}


def stale(root: Path) -> dict[Path, str]:
    """The generated files that are not what they must be, and what they must hold."""
    return {p: text for p, text in files(root).items() if not p.is_file() or p.read_text(encoding="utf8") != text}


def main() -> int:
    """Write the files, or with --check say which are out of date (exit code 1)."""
    parser = argparse.ArgumentParser(prog="make generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is out of date")
    check = parser.parse_args().check
    root = settings.root()
    writing.recover(root)
    try:
        found = stale(root)
    except KnowledgeError as error:
        raise PlainError(f"knowledge/ cannot be used:\n{error}") from error
    for path, text in found.items():
        if not check:
            path.write_text(text, encoding="utf8")
        print(f"{path.name} {'is out of date; run make generate' if check else 'written'}")
    if not found:
        print("domain.yml and rules.yml are as they must be.")
    return 1 if found and check else 0


if __name__ == "__main__":
    sys.exit(guarded(main))
