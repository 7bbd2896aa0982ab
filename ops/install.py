"""Installs exactly the locked packages into the .venv that runs it; standard library only (see scripts/setup.sh)."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from importlib.metadata import distributions
from pathlib import Path

from ops.plain_errors import PlainError, guarded
from ops.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"runtime": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}  # the second holds the first
SPACE_GB = 4.5  # measured: .venv 2.4 GB, the downloads 0.9 GB while they are unpacked, pip's own cache as much again

CAUSES = (  # what pip writes, and what it means to the person
    (r"No space left on device", "The disk is full; make room and run the same command again."),
    (r"Permission denied", "A folder is not writable for you; .venv/install.log names it."),
    (
        r"DO NOT MATCH THE HASHES",
        "A downloaded package is not the one that was locked, so nothing was installed; try again later.",
    ),
    (
        r"NewConnection|ConnectTimeout|ReadTimeout|ProxyError|Name or service not known|name resolution|unreachable",
        "The package registry cannot be reached; check the network and run the same command again.",
    ),
)


def is_done(mode: str) -> bool:
    """Whether .venv already holds exactly what the lock says."""
    return _stamp(mode).is_file() and _stamp(mode).read_text() == _digest(mode)


def install(mode: str) -> None:
    """Install one lock completely, or say in one sentence why not."""
    free = shutil.disk_usage(ROOT).free / 1e9
    if not any(VENV.glob("installed-*")) and free < SPACE_GB:
        raise PlainError(
            f"Only {free:.1f} GB are free at {ROOT}, and set-up needs {SPACE_GB:g} GB; make room and try again."
        )
    for other in LOCKS:
        _stamp(other).unlink(missing_ok=True)
    _forget_half_installed()
    _pip("install", "--require-hashes", "--no-deps", "--requirement", str(LOCKS[mode]), count=len(_pins(LOCKS[mode])))
    if surplus := _surplus():
        _pip("uninstall", "--yes", *surplus, count=len(surplus))
    for done in ("runtime", mode):
        _stamp(done).write_text(_digest(done))


def _stamp(mode: str) -> Path:
    return VENV / f"installed-{mode}.sha256"


def _digest(mode: str) -> str:
    return hashlib.sha256(LOCKS[mode].read_bytes()).hexdigest()


def _pip(*arguments: str, count: int) -> None:
    log, temporary = VENV / "install.log", VENV / "tmp"  # /tmp may be small, or on another disk
    temporary.mkdir(exist_ok=True)
    environ = {**os.environ, "TMPDIR": str(temporary), "PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_PROGRESS_BAR": "off"}
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    with log.open("wb") as output, Progress("Installing packages") as progress:
        pip = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environ)
        try:
            while pip.poll() is None:
                progress.note(_stage(log.read_text("utf-8", "replace"), count))
                time.sleep(0.2)
        finally:
            pip.terminate()
            pip.wait()
            shutil.rmtree(temporary, ignore_errors=True)
    if pip.returncode != 0:
        raise PlainError(_explain(log))


def _stage(text: str, count: int) -> str:
    if "Installing collected packages" in text:
        return f"unpacking {count} packages"
    ready = len(re.findall(r"^(?:Collecting|Requirement already satisfied:)", text, re.MULTILINE))
    return f"{ready} of {count} found and downloaded"


def _explain(log: Path) -> str:
    text = log.read_text("utf-8", "replace")
    if meaning := next((sentence for pattern, sentence in CAUSES if re.search(pattern, text)), None):
        return meaning
    errors = re.findall(r"^ERROR: .*", text, re.MULTILINE) or text.splitlines()[-1:]
    return f"The packages could not be installed ({' '.join(errors[-1:])}); all that pip said is in {log}."


def _pins(lock: Path) -> set[str]:
    return {_plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text("utf-8"), re.MULTILINE)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _forget_half_installed() -> None:
    """Let pip install again what it was killed in the middle of: it writes INSTALLER when all files are there."""
    for info in Path(sysconfig.get_path("purelib")).glob("*.dist-info"):
        if not all((info / name).is_file() for name in ("METADATA", "INSTALLER")):
            shutil.rmtree(info)


def _surplus() -> list[str]:
    """What is installed and in no lock, as after a package was dropped from one."""
    wanted = _pins(LOCKS["runtime"]) | _pins(LOCKS["dev"]) | {"pip", "setuptools", "wheel"}
    return sorted({_plain(found.metadata["Name"]) for found in distributions()} - wanted)


def main() -> int:
    """Install when needed, one process at a time."""
    mode = sys.argv[1]
    if "--is-done" in sys.argv:
        return 0 if is_done(mode) else 1
    started = time.monotonic()
    with (VENV / "installing.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up is at work in this folder; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_done(mode):
            install(mode)
            print(f"The packages are installed ({time.monotonic() - started:.0f} s).", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
