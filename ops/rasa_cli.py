"""Rasa's command line, without the warnings of its old libraries about themselves: python -m ops.rasa_cli run …"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from ops import beating, private_logs, trusted_models

_LOADS_A_MODEL = ("run", "shell")


def silence_warnings() -> None:
    """Send Python's warnings to a logger that speaks at FAQ_LOG_LEVEL=DEBUG only; libraries undo PYTHONWARNINGS."""
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").setLevel("WARNING" if os.environ.get("LOG_LEVEL") == "DEBUG" else "CRITICAL")


def main() -> None:
    """Run Rasa as `python -m rasa` does."""
    silence_warnings()
    if os.environ.get("LOG_LEVEL") != "DEBUG":
        private_logs.install()
    if sys.argv[1:2] and sys.argv[1] in _LOADS_A_MODEL:
        trusted_models.install(Path(os.environ.get("FAQ_ROOT") or Path(__file__).parent.parent).resolve())
    sys.argv[0] = "rasa"
    from rasa.__main__ import main as rasa  # here, because its imports are what warns

    beating.serve_as_told()
    rasa()


if __name__ == "__main__":
    main()
