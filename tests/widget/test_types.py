"""The widget's scripts keep the types that their comments state."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.http.product import REPOSITORY

HERE = REPOSITORY / "tests" / "widget"
COMPILER = HERE / "node_modules" / "typescript" / "bin" / "tsc"
NO_COMPILER = shutil.which("node") is None or not COMPILER.is_file()


@pytest.mark.skipif(NO_COMPILER, reason="node or TypeScript is not there (scripts/setup_tests.sh)")
def test_tsc_finds_nothing_to_complain_of() -> None:
    checked = subprocess.run(
        ["node", COMPILER, "--project", HERE, "--pretty", "false"], capture_output=True, text=True, timeout=280
    )

    assert (checked.returncode, checked.stdout) == (0, "")
