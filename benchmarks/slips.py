"""What slips of the keyboard cost: python -m benchmarks.slips writes results/slips.md.

The development set as it is, and again with three in ten of its longer words misspelt at random (fixed seed), each read with and
without the speller (nlu/spelling.py).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Final

import yaml

from benchmarks.calibrate import Numbers, Trial
from benchmarks.development import Example, examples
from benchmarks.evaluate import MODEL, ROOT, Result, rows
from benchmarks.raw_readings import Parts, parts_of, raw_messages
from faq.knowledge import load

RESULT: Final = ROOT / "benchmarks" / "results" / "slips.md"
SHARE, SEED = 0.3, 5
_LONGER: Final = re.compile(r"[a-z]{4,}")
_BESIDE: Final = {  # keys beside each other on a QWERTY keyboard
    "a": "qs", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n",
    "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip


class NoSpeller:
    """Leaves every word as it is."""

    def correct(self, folded: str) -> str:
        """The same text."""
        return folded


def misspelt(text: str, chance: random.Random, share: float = SHARE) -> str:
    """A text in lower case with a share of its longer words misspelt: two letters swapped, one left out, one hit beside, one doubled."""

    def word(match: re.Match[str]) -> str:
        return _slip(match.group(), chance) if chance.random() < share else match.group()

    return _LONGER.sub(word, text.lower())


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("swap", "leave out", "beside", "double"))
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    put = {"leave out": "", "beside": chance.choice(_BESIDE[word[at]]), "double": 2 * word[at]}[kind]
    return word[:at] + put + word[at + 1 :]


def with_slips(items: Sequence[Example]) -> list[Example]:
    """The same messages, misspelt."""
    chance = random.Random(SEED)
    return [replace(item, text=misspelt(item.text, chance)) for item in items]


def measured(model: Parts, items: Sequence[Example]) -> list[Result]:
    """The Reply to each message by the numbers of config.yml."""
    numbers = Numbers.of(yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf8")))
    return Trial(model, raw_messages(model, items), load(ROOT / "knowledge")).replies(numbers)


def page(columns: dict[str, list[Result]]) -> str:
    """The report: one row a measure, one column a way of reading."""
    day = datetime.now(timezone.utc).date().isoformat()
    lines = [
        f"# What slips of the keyboard cost, {day}",
        "",
        (
            f"By `python -m benchmarks.slips`, on the development set; in per cent. Misspelt: {SHARE:.0%} of the words of four letters and more, "
            "at random. Only English letters are misspelt, those of Spanish messages included."
        ),
        "",
        f"| measure | {' | '.join(columns)} |",
        "|---|" + "---:|" * len(columns),
    ]
    for name, belongs, counts, _ in rows():
        lines.append(f"| {name} | {' | '.join(_share(found, belongs, counts) for found in columns.values())} |")
    return "\n".join(lines) + "\n"


def _share(found: Sequence[Result], belongs: Callable[[Result], bool], counts: Callable[[Result], bool]) -> str:
    chosen = [r for r in found if belongs(r)]
    return f"{100 * sum(map(counts, chosen)) / len(chosen):.1f}" if chosen else "-"


def main(target: Path = RESULT) -> None:
    """Measure and write the page."""
    model = parts_of(MODEL)
    bare = replace(model, speller=NoSpeller())
    plain, slips = examples(), with_slips(examples())
    columns = {
        "as written": measured(model, plain),
        "as written, no speller": measured(bare, plain),
        "misspelt": measured(model, slips),
        "misspelt, no speller": measured(bare, slips),
    }
    target.write_text(page(columns), encoding="utf8")
    print(target.read_text(encoding="utf8"))


if __name__ == "__main__":
    main()
