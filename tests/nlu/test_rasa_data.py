from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_rasa_itself_finds_nothing_wrong_with_domain_and_data(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "rasa",
        "data",
        "validate",
        "--fail-on-warnings",
        "--domain",
        str(ROOT / "domain.yml"),
    ]
    outcome = subprocess.run(
        [*command, "--data", str(ROOT / "data"), "--config", str(ROOT / "config.yml")],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "HOME": str(tmp_path), "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    said = outcome.stdout + outcome.stderr
    assert outcome.returncode == 0, said
    ours = [
        line for line in said.splitlines() if re.search(r"warning", line, re.IGNORECASE) and "site-packages" not in line
    ]
    assert [line for line in ours if "sqlalche.me" not in line and "SQLAlchemy 2.0" not in line] == []
    assert "No story structure conflicts found" in said
