"""How well the whole bot understands, by writer, and what it gets wrong: python -m benchmarks.understanding [--model FILE]."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from benchmarks import errors
from benchmarks.cost_table import machine
from benchmarks.evaluate import MODEL, Result, table
from benchmarks.whole_bot import whole

RESULT = Path(__file__).resolve().parent / "results" / "understanding.md"
PAGE = """# Understanding, {day}

By `make bench PARTS=understanding` on {machine}; one column a writer, in per cent. No writer saw a training question. What is still
wrong, with examples: [errors.md](errors.md). Beside other ways: [peers.md](peers.md).

## Development set, {tuned:,} messages

The thresholds were chosen on it.

{development}

## Held-out set, {tested:,} messages

Nothing was chosen on it.

{held_out}
"""


def page(development: Sequence[Result], held_out: Sequence[Result]) -> str:
    """Both tables, the writers side by side."""
    return PAGE.format(
        day=datetime.now(timezone.utc).date().isoformat(),
        machine=machine(),
        tuned=len(development),
        tested=len(held_out),
        development=_table(development),
        held_out=_table(held_out),
    )


def _table(results: Sequence[Result]) -> str:
    return table(list(results), sorted({r.example.writer for r in results}))


def main(argv: list[str] | None = None) -> None:
    """Write results/understanding.md and results/errors.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="the trained bot to measure")
    chosen = parser.parse_args(argv)
    logging.disable(logging.WARNING)
    development, held_out = whole(chosen.model)
    RESULT.parent.mkdir(exist_ok=True)
    text = page(development, held_out)
    RESULT.write_text(text, encoding="utf8")
    errors.write(development)
    print(text)


if __name__ == "__main__":
    main()
