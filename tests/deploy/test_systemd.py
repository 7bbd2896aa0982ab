"""deploy/systemd: taken by systemd's own tools, and closed as far as they measure it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ops.servers.server import install_command
from tests.http.product import REPOSITORY

UNITS = REPOSITORY / "deploy" / "systemd"
EXPOSURE_MOST = 15  # tenths; systemd calls up to 2.0 "OK" and above 9 "UNSAFE"


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units with an installation that is there, because the tool looks for what they start."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip(f"systemd-analyze is not installed; install it with: {install_command('systemd')}")
    python = tmp_path / "opt" / "faq" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch(mode=0o755)
    (tmp_path / "opt" / "faq" / "docs").mkdir()
    for unit in (*UNITS.glob("*.service"), *UNITS.glob("*.target")):
        (tmp_path / unit.name).write_text(unit.read_text("utf-8").replace("/opt/faq", f"{tmp_path}/opt/faq"), "utf-8")
    return tmp_path


def test_systemd_takes_the_units(units: Path) -> None:
    judged = analyze("verify", "--man=no", str(units / "faq-bot@5005.service"), str(units / "faq.target"), folder=units)

    assert (0, []) == (judged.returncode, [line for line in judged.stderr.splitlines() if "faq" in line])


def test_the_bots_unit_is_closed_as_far_as_systemd_measures_it(units: Path) -> None:
    command = ["security", "--offline=yes", "--no-pager", f"--threshold={EXPOSURE_MOST}"]
    judged = analyze(*command, str(units / "faq-bot@.service"), folder=units)

    assert 0 == judged.returncode, judged.stdout + judged.stderr


def test_a_bot_is_started_again_whatever_it_ended_of() -> None:
    assert "\nRestart=always\n" in (UNITS / "faq-bot@.service").read_text("utf-8")


def analyze(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {"SYSTEMD_UNIT_PATH": f"{folder}:", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
