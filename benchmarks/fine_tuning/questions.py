"""Writes the training questions as JSON for train_adapter.py: python -m benchmarks.fine_tuning.questions > FILE."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from faq.folding import fold
from ops.checks.training_data import training

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Print a list of [folded text, [intents]]."""
    json.dump([[fold(q.text), list(q.intents)] for q in training(ROOT)], sys.stdout)


if __name__ == "__main__":
    main()
