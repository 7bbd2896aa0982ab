"""Trains the bot into models/faq.tar.gz: python -m ops.train [--if-needed]."""

from __future__ import annotations

import argparse
import fcntl
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ops import environment, fingerprint, settings, writing
from ops.checks import vectors
from ops.plain_errors import PlainError, guarded, heed
from ops.processes import dies_with_parent
from ops.progress import Progress

MODEL = Path("models", "faq.tar.gz")
SPACE_MB = 500  # measured: a model takes 60 MB, and the unpacked parts of the one in the making three times that
INPUTS = ("config.yml", "domain.yml", "data")


def train(root: Path, if_needed: bool) -> Path:
    """The current model, trained now unless it is wanted only when needed and is current already."""
    model = root / MODEL
    if if_needed and not fingerprint.changed(root, model):
        return model
    model.parent.mkdir(parents=True, exist_ok=True)
    with (model.parent / "training.lock").open("w") as lock:
        _wait_for_turn(lock.fileno())
        reasons = fingerprint.changed(root, model)
        if reasons or not if_needed:  # another process may have trained it meanwhile
            print(f"Training the bot: {_in_words(reasons)}.", flush=True)
            _train_beside(root, model)
    return model


def _wait_for_turn(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another process is training the bot; waiting for it …", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


def _in_words(reasons: list[str]) -> str:
    if not reasons:
        return "asked for"
    if reasons[0].startswith("the model"):
        return reasons[0]
    more = f" and {len(reasons) - 3} more" if len(reasons) > 3 else ""
    return f"{', '.join(reasons[:3])}{more} changed"


def _train_beside(root: Path, model: Path) -> None:
    """Train into a folder of its own and move the result in place when it is whole."""
    missing = [name for name in INPUTS if not (root / name).exists()]
    if missing:
        raise PlainError(f"The bot cannot be trained: {', '.join(missing)} is missing in {root}.")
    free = shutil.disk_usage(model.parent).free / 1e6
    if free < SPACE_MB:
        raise PlainError(
            f"Only {free:.0f} MB are free at {model.parent}, and training needs {SPACE_MB} MB; make room and try again."
        )
    for left_behind in model.parent.glob("training-*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    trained_from = fingerprint.current(root)
    with tempfile.TemporaryDirectory(prefix="training-", dir=model.parent) as folder:
        _run_rasa(root, Path(folder))
        Path(folder, model.name).replace(model)
    fingerprint.keep(trained_from, model)
    vectors.keep_trained(root, model.parent)


def _run_rasa(root: Path, folder: Path) -> None:
    name = MODEL.name.removesuffix(".tar.gz")
    # --force: Rasa's own cache does not notice when the code of a component changes
    command = [
        sys.executable,
        "-m",
        "ops.rasa_cli",
        "train",
        "--force",
        "--skip-validation",  # half a minute; `make check` and the tests validate
        "--out",
        str(folder),
        "--fixed-model-name",
        name,
    ]
    environ = environment.for_child(root, "INFO", TMPDIR=str(folder), RASA_MAX_CACHE_SIZE="0", FORCE_JSON_LOGGING="1")
    log = root / MODEL.parent / "training.log"
    with log.open("w", encoding="utf-8") as kept, Progress("Training") as progress:
        process = subprocess.Popen(
            command,
            cwd=root,
            env=environ,
            text=True,
            errors="replace",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )
        try:
            for line in process.stdout or ():
                heed()
                kept.write(line)
                if stage := re.search(r"Starting to train component '(\w+)'", line):
                    progress.stage(stage[1])
        finally:
            if process.poll() is None and sys.exc_info()[0]:
                process.terminate()
            process.wait()
    if process.returncode != 0 or not (folder / MODEL.name).is_file():
        raise PlainError(_explain(log))
    print(f"The bot is trained ({progress.seconds():.0f} s).", flush=True)


def _explain(log: Path) -> str:
    text = log.read_text("utf-8", "replace")
    if "No space left on device" in text:
        return "The disk is full, so the bot could not be trained; make room and try again."
    last = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "nothing was said")
    return f"The bot could not be trained; the last line of {log} is: {last[:300]}"


def _command() -> int:
    parser = argparse.ArgumentParser(prog="python -m ops.train", description=__doc__)
    parser.add_argument("--if-needed", action="store_true", help="only when what it is trained from has changed")
    only_if_needed: bool = parser.parse_args().if_needed
    root = settings.current().root
    writing.recover(root)
    train(root, only_if_needed)
    return 0


if __name__ == "__main__":
    sys.exit(guarded(_command))
