"""Runs a part of the project that a later issue brings, or says so."""

from __future__ import annotations

import runpy
import sys
from importlib.util import find_spec


def main(package: str) -> int:
    """Run the package as a program when it is there."""
    if find_spec(package) is None:
        print(f"{package}/ comes with a later issue.", file=sys.stderr)
        return 2
    runpy.run_module(package, run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
