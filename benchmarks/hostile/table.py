"""What came of hostile input, as a Markdown page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.hostile.judging import SHOWN, Tally


@dataclass(frozen=True)
class Outcome:
    """Everything that was seen. `exits`: processes that had ended; `shown`: messages on platforms with another's words;

    `replays`: how many events came again, and how many of them were answered again.
    """

    tallies: Sequence[Tally]
    seed: int
    seconds: float
    exits: int
    shown: int
    replays: tuple[int, int]
    unchanged: bool
    ready: bool

    @property
    def is_good(self) -> bool:
        """Whether nothing at all went wrong."""
        faults = sum(len(tally.faults) for tally in self.tallies)
        return not (faults or self.exits or self.shown or self.replays[1]) and self.unchanged and self.ready


def page(outcome: Outcome) -> str:
    """The whole page."""
    tallies = outcome.tallies
    forged = [tally for tally in tallies if any(word in tally.door for word in ("forged", "unsigned"))]
    rows = [_row(tally) for tally in tallies]
    total = sum(tally.inputs for tally in tallies)
    again, answered = outcome.replays
    lines = [
        "# Hostile input",
        "",
        f"Made by `python -m benchmarks.hostile` with the seed {outcome.seed}, in {outcome.seconds:.0f} s, against the product as it is",
        "started, every channel open. Inputs are drawn by hypothesis, and bodies varied by changing bytes; the same seed makes the same ones.",
        "",
        "| figure | to hold | seen |",
        "|---|---|---|",
        f"| inputs | ≥ 20,000 | {total:,} |",
        f"| process exits | 0 | {outcome.exits} |",
        f"| answers of 5xx | 0 | {sum(tally.failed for tally in tallies)} |",
        f"| answers or messages that show what another person said | 0 | {sum(t.others for t in tallies) + outcome.shown} |",
        f"| forged, stale or unsigned webhooks and tokens taken, of {sum(t.inputs for t in forged):,} | 0 | {sum(len(t.faults) for t in forged)} |",
        f"| events answered again when they came again, of {again} | 0 | {answered} |",
        f"| the other person's conversation is as it was | yes | {_yes(outcome.unchanged)} |",
        f"| the bot is ready at the end | yes | {_yes(outcome.ready)} |",
        "",
        "| door | inputs | answers | longest, ms | faults |",
        "|---|---|---|---|---|",
        *rows,
        "",
        "An answer of 0 is a line closed without one, for what is no HTTP at all.",
    ]
    faults = [f"- {tally.door}: `{fault}`" for tally in tallies for fault in tally.faults[:SHOWN]]
    return "\n".join([*lines, *(["", "## Faults", "", *faults] if faults else [])]) + "\n"


def _row(tally: Tally) -> str:
    answers = ", ".join(f"{count:,} × {status}" for status, count in sorted(tally.statuses.items()))
    return f"| {tally.door} | {tally.inputs:,} | {answers} | {tally.longest * 1000:.0f} | {len(tally.faults)} |"


def _yes(held: bool) -> str:
    return "yes" if held else "no"
