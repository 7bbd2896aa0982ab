"""Runs the benchmarks, all or those named: python -m benchmarks [PART ...] [--datasets FOLDER] [--without-stock].

Results are kept while they hold, so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from benchmarks.evaluate import ROOT
from ops.train import train

# In this order, each by `main(argv)` of its module.
PARTS = {
    "understanding": "benchmarks.understanding",
    "peers": "benchmarks.on_development",
    "public": "benchmarks.on_public",
    "cost": "benchmarks.cost",
    "growth": "benchmarks.growth",
}
TAKE_DATASETS = ("public", "growth")
TRAIN_STOCK = ("peers", "public")
NEED_MODEL = ("understanding", "peers")


def main(argv: list[str] | None = None) -> None:
    """Train the bot when a part needs it, and run the parts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--datasets", type=Path, help="folder of the public data")
    parser.add_argument(
        "--without-stock",
        action="store_true",
        help="train stock Rasa for no comparison of understanding; it takes hours",
    )
    chosen = parser.parse_args(argv)
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part '{unknown[0]}'; the parts are {', '.join(PARTS)}")
    parts = [part for part in PARTS if part in chosen.parts or not chosen.parts]
    if any(part in NEED_MODEL for part in parts):
        train(ROOT, if_needed=True)
    for part in parts:
        print(f"== {part} ==", flush=True)
        import_module(PARTS[part]).main(_options(part, chosen.datasets, chosen.without_stock))


def _options(part: str, datasets: Path | None, without_stock: bool) -> list[str]:
    options = ["--datasets", str(datasets)] if datasets and part in TAKE_DATASETS else []
    return [*options, "--without-stock"] if without_stock and part in TRAIN_STOCK else options


if __name__ == "__main__":
    main()
