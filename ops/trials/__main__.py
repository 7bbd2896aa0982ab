"""Puts every question to the bot and compares with the run before: python -m ops.trials [--part P] [--name N] [--against N]."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from datetime import datetime, timezone

from ops import settings
from ops.environment import QUIET
from ops.plain_errors import guarded


def _command() -> int:
    parser = argparse.ArgumentParser(prog="make test-all", description=__doc__)
    parser.add_argument("--part", default="all", help="all, training, dev, or the id of a fact")
    parser.add_argument("--name", default="", help="to keep the run by; the day and time when left out")
    parser.add_argument("--against", default="", help="the name of a kept run; the last one when left out")
    chosen = parser.parse_args()
    os.environ.update({**QUIET, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})  # as the bot runs
    logging.disable(logging.WARNING)
    from ops.trials.command import run_all  # here, because numpy reads the environment when imported

    now = datetime.now(timezone.utc)
    for line in run_all(settings.current().root, chosen.part, chosen.name, chosen.against, now):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(guarded(_command))
