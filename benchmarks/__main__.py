"""Runs the benchmarks that there are: python -m benchmarks."""

from __future__ import annotations

import logging
from datetime import datetime, timezone
from pathlib import Path

from benchmarks.development import examples
from benchmarks.evaluate import MODEL, ROOT, evaluate, table
from faq.knowledge import load
from ops.train import train

RESULTS = Path(__file__).resolve().parent / "results"


def main() -> None:
    """Train when needed, measure the understanding, and write the table to results/understanding.md."""
    train(ROOT, if_needed=True)
    logging.disable(logging.WARNING)
    items = examples()
    figures = table(evaluate(items, load(ROOT / "knowledge"), MODEL), sorted({e.writer for e in items}))
    day = datetime.now(timezone.utc).date().isoformat()
    RESULTS.mkdir(exist_ok=True)
    heading = f"# Understanding, on the development set ({len(items)} messages), {day}\n\nBy `make bench`; one column a writer, in per cent.\n\n"
    (RESULTS / "understanding.md").write_text(f"{heading}{figures}\n", encoding="utf8")
    print(figures)


if __name__ == "__main__":
    main()
