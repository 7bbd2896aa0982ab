"""Writes docs/dialogues.md, the twenty dialogues with the bot's replies: python -m tests.conversation.print_dialogues."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.conversation.dialogue import Dialogue, Reply, dialogues, speak, words_of
from tests.http.product import REPOSITORY, Product

PAPER = REPOSITORY / "docs" / "dialogues.md"
HEAD = """# Twenty dialogues

Each is held with the bot by `tests/conversation/test_dialogues.py`: on the website, in a terminal, and with the action
server restarted in the middle. The people are made up, the replies are the bot's own. Made by
`python -m tests.conversation.print_dialogues`; do not edit by hand. What must hold in each reply stands in
`tests/conversation/dialogues/`.
"""


def main() -> int:
    """Hold every dialogue with a bot of our own, and write the paper."""
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder))
        try:
            product.wait_until_ready()
            held = [(dialogue, speak(product.door.session(), dialogue.turns)) for dialogue in dialogues()]
        finally:
            product.stop()
    sections = (section(number, dialogue, replies) for number, (dialogue, replies) in enumerate(held, 1))
    PAPER.write_text("\n".join((HEAD, *sections)), "utf-8")
    return 0


def section(number: int, dialogue: Dialogue, replies: list[Reply]) -> str:
    """One dialogue as Markdown: the person's words in bold, the bot's as quotations."""
    lines = [f"## {number}. {dialogue.person}", ""]
    last: Reply | None = None
    for turn, reply in zip(dialogue.turns, replies, strict=True):
        said = words_of(turn, last)
        lines += [f"**{said}**" + (" (tapped)" if turn.taps else ""), ""]
        lines += [*(f"> {line}  " for line in reply["text"].splitlines()), ""]
        last = reply
    return "\n".join(line.rstrip() if line == "> " else line for line in lines)


if __name__ == "__main__":
    sys.exit(main())
