"""What every child process finds in its environment."""

from __future__ import annotations

import os
from pathlib import Path

QUIET = {  # nothing is reported to anyone, and libraries keep to themselves what no reader can act on
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def for_child(root: Path, log_level: str, **more: str) -> dict[str, str]:
    """The environment of this process, made quiet, with the root of the repository and its log level."""
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    ours = {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "FAQ_ROOT": str(root), "LOG_LEVEL": log_level}
    return {**QUIET, **os.environ, **ours, **more}
