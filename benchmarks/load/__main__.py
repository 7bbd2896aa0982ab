"""Load on running bots: python -m benchmarks.load PART [OPTIONS]; each part tells its own options with --help."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

PARTS: Final = {
    "rated": "benchmarks.load.rated",
    "open": "benchmarks.load.many_open",
    "scale": "benchmarks.load.scale",
    "soak": "benchmarks.load.soak",
}


def main(argv: list[str] | None = None) -> int:
    """Run one part; its exit code."""
    part, *options = (sys.argv[1:] if argv is None else argv) or [""]
    if part not in PARTS:
        print(f"there is no part '{part}'; the parts are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    code: int = import_module(PARTS[part]).main(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
