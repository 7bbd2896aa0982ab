"""`scripts/setup.sh` makes .venv, says plainly why when it cannot, and does nothing the second time."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ops import environment
from ops.install import LOCKS, _pins

REPOSITORY = Path(__file__).resolve().parents[2]


def wheel(folder: Path, name: str) -> str:
    """Build a tiny package; its line in a lock."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in (
            (f"{name}.py", ""),
            (f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"),
            (f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
            (f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n"),
        ):
            archive.writestr(zipfile.ZipInfo(member), text)  # without the hour, so that its hash is always the same
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Clone:
    """A copy of what set-up needs, in a folder with a space in its name, with a lock of two tiny packages."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.wheels = folder / "a clone", folder / "wheels"
        for name in ("ops", "scripts"):
            shutil.copytree(REPOSITORY / name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.wheels.mkdir()
        self.lock("runtime", "red")
        self.lock("dev", "red", "blue")

    def lock(self, mode: str, *names: str) -> None:
        (self.folder / LOCKS[mode].name).write_text("".join(wheel(self.wheels, name) for name in names))

    def setup(self, mode: str = "runtime", **environ: str) -> subprocess.CompletedProcess[str]:
        base = f"{Path(sys.base_prefix, 'bin')}{os.pathsep}{os.environ['PATH']}"
        offline = {"PATH": base, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.wheels.as_uri(), "PIP_RETRIES": "0"}
        command = ["sh", "scripts/setup.sh", mode]
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **offline, **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    def has(self, name: str) -> bool:
        return bool([*self.folder.glob(f".venv/lib/python3.10/site-packages/{name}.py")])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    clone = Clone(tmp_path_factory.mktemp("setup"))
    outcome = clone.setup()
    assert 0 == outcome.returncode, outcome.stderr
    return clone


@pytest.fixture
def clone(made: Clone) -> Clone:
    """The clone with its first lock, installed."""
    made.lock("runtime", "red")
    made.lock("dev", "red", "blue")
    assert 0 == made.setup().returncode
    return made


def test_the_locked_packages_are_installed_in_a_folder_with_a_space_in_its_name(clone: Clone) -> None:
    assert " " in str(clone.folder)
    assert clone.has("red")


def test_the_second_time_nothing_is_installed_or_said(clone: Clone) -> None:
    log = clone.folder / ".venv" / "install.log"
    before = log.stat().st_mtime_ns
    outcome = clone.setup()

    assert (0, "", "") == (outcome.returncode, outcome.stdout, outcome.stderr)
    assert log.stat().st_mtime_ns == before, "pip must not have been run"


def test_with_the_tools_of_the_tests_installed_the_runtime_is_installed_too(clone: Clone) -> None:
    assert "installed" in clone.setup("dev").stdout
    assert clone.has("blue")

    assert "" == clone.setup("runtime").stdout


def test_a_changed_lock_is_installed_and_what_it_dropped_is_removed(clone: Clone) -> None:
    clone.lock("runtime", "green")
    clone.lock("dev", "green")

    assert 0 == clone.setup().returncode
    assert clone.has("green")
    assert not clone.has("red")
    assert not clone.has("blue")


@pytest.mark.parametrize("last_file", ["METADATA", "INSTALLER"])
def test_an_interrupted_set_up_is_finished(clone: Clone, last_file: str) -> None:
    for stamp in clone.folder.glob(".venv/installed-*"):
        stamp.unlink()
    packages = clone.folder / ".venv" / "lib" / "python3.10" / "site-packages"
    (packages / "red-1.0.dist-info" / last_file).unlink()
    (packages / "red.py").unlink()

    assert 0 == clone.setup().returncode
    assert clone.has("red")


def test_a_venv_that_does_not_run_is_made_again(clone: Clone) -> None:
    python = clone.folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python3.10")

    assert 0 == clone.setup().returncode
    assert clone.has("red")


def test_a_package_that_is_not_the_locked_one_is_not_installed(clone: Clone) -> None:
    lock = clone.folder / "requirements.txt"
    lock.write_text(wheel(clone.wheels, "green").partition("sha256:")[0] + "sha256:" + "0" * 64 + "\n")
    shutil.rmtree(
        clone.folder / ".venv" / "lib" / "python3.10" / "site-packages" / "green-1.0.dist-info", ignore_errors=True
    )
    outcome = clone.setup()

    assert 1 == outcome.returncode
    assert (
        "A downloaded package is not the one that was locked, so nothing was installed; try again later.\n"
        == outcome.stderr
    )
    assert not [*clone.folder.glob(".venv/installed-*")], "it must not count as done"


def test_a_registry_that_cannot_be_reached_is_said_in_one_sentence(clone: Clone) -> None:
    (clone.folder / "requirements.txt").write_text(f"nowhere==1.0 --hash=sha256:{'0' * 64}\n")
    outcome = clone.setup(PIP_RETRIES="1", PIP_NO_INDEX="0", PIP_INDEX_URL="http://127.0.0.1:9/simple")

    assert 1 == outcome.returncode
    assert (
        "The package registry cannot be reached; check the network and run the same command again.\n" == outcome.stderr
    )


def test_without_python_3_10_and_without_a_way_to_get_it_set_up_says_what_to_do(tmp_path: Path) -> None:
    clone = Clone(tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dirname", "env", "id", "mktemp", "rm", "sh"):
        (tools / name).symlink_to(shutil.which(name) or name)
    outcome = clone.setup(PATH=str(tools), PYENV_ROOT=str(tmp_path), HOME=str(tmp_path))

    assert 1 == outcome.returncode
    assert "Python 3.10 is needed" in outcome.stderr.splitlines()[-1]
    assert not (clone.folder / ".venv").exists()


def test_a_word_that_set_up_does_not_know_is_refused(clone: Clone) -> None:
    assert "setup.sh takes runtime or dev, not 'all'.\n" == clone.setup("all").stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_writable_is_said_in_one_sentence(tmp_path: Path) -> None:
    clone = Clone(tmp_path)
    clone.folder.chmod(0o555)
    outcome = clone.setup()
    clone.folder.chmod(0o755)

    assert (1, 1) == (outcome.returncode, len(outcome.stderr.splitlines()))
    assert "is not writable" in outcome.stderr


def test_the_lock_of_the_tests_holds_exactly_the_lock_of_the_bot_and_more() -> None:
    runtime, dev = ({line for line in LOCKS[mode].read_text().splitlines() if "==" in line} for mode in LOCKS)

    assert runtime < dev


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS.keys())
def test_every_locked_package_has_a_hash_and_no_registry_is_named(lock: Path) -> None:
    text = lock.read_text()

    assert text.count("==") == len(_pins(lock))
    assert all("--hash=sha256:" in entry for entry in text.split("==")[1:])
    assert "://" not in text


def test_make_and_the_children_are_quiet_in_the_same_way() -> None:
    makefile = (REPOSITORY / "Makefile").read_text()

    for name, value in environment.QUIET.items():
        assert f"export {name} := {value}\n" in makefile
