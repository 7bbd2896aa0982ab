"""The action server, on loopback only: python -m ops.action_server --port N."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from ops import beating, private_logs
from ops.network import HOST
from ops.rasa_cli import silence_warnings


def main() -> int:
    """Serve the package `actions` until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    level = os.environ.get("LOG_LEVEL", "WARNING")
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("sanic").setLevel(level)
    if level != "DEBUG":
        private_logs.install()

    silence_warnings()
    from rasa_sdk.endpoint import create_app  # here, because its imports are what warns

    beating.serve_as_told()
    app = create_app("actions", cors_origins="")
    app.run(HOST, port, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
