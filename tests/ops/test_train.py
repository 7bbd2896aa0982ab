"""Training happens when it is needed, shows what it does, and never leaves half a model."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ops import train as training
from ops.plain_errors import PlainError

pytestmark = pytest.mark.slow


def run_train(root: Path, environ: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ops.train", *options]
    return subprocess.run(command, cwd=root, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def trained(small_project: Path, environ: dict[str, str]) -> Path:
    outcome = run_train(small_project, environ, "--if-needed")
    assert 0 == outcome.returncode, outcome.stderr
    return small_project


def test_a_trained_bot_is_not_trained_again(trained: Path, environ: dict[str, str]) -> None:
    outcome = run_train(trained, environ, "--if-needed")

    assert (0, "", "") == (outcome.returncode, outcome.stdout, outcome.stderr)


def test_training_names_its_reason_and_its_stages(trained: Path, environ: dict[str, str]) -> None:
    with (trained / "data" / "rules.yml").open("a") as rules:
        rules.write("# more\n")
    outcome = run_train(trained, environ, "--if-needed")

    first, *_, last = outcome.stdout.splitlines()
    assert "Training the bot: data/rules.yml changed." == first
    assert "RulePolicy" in outcome.stdout
    assert last.startswith("The bot is trained (")


def test_training_that_fails_says_why_in_one_line_and_keeps_the_old_model(
    trained: Path, environ: dict[str, str]
) -> None:
    model, config = trained / training.MODEL, trained / "config.yml"
    before, good = model.read_bytes(), config.read_text()
    config.write_text(good.replace("KeywordIntentClassifier", "NoSuchClassifier"))
    outcome = run_train(trained, environ, "--if-needed")
    config.write_text(good)

    assert 1 == outcome.returncode
    assert 1 == len(outcome.stderr.splitlines())
    assert "The bot could not be trained" in outcome.stderr
    assert before == model.read_bytes()
    assert not [*model.parent.glob("training-*")]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_training_that_is_interrupted_leaves_the_old_model_whole(
    trained: Path, environ: dict[str, str], sign: signal.Signals
) -> None:
    before = (trained / training.MODEL).read_bytes()
    # A shell starts what it runs in the background with SIGINT ignored, and children inherit that.
    process = subprocess.Popen(
        [sys.executable, "-m", "ops.train"],
        cwd=trained,
        env=environ,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 20
    while not [*trained.glob("models/training-*")] and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(sign)

    assert process.wait(20) != 0
    assert before == (trained / training.MODEL).read_bytes()
    assert "" == run_train(trained, environ, "--if-needed").stdout, "the old model still counts as current"


def test_without_its_inputs_the_bot_cannot_be_trained(tmp_path: Path) -> None:
    with pytest.raises(PlainError, match=r"config\.yml, domain\.yml, data is missing"):
        training.train(tmp_path, if_needed=True)


def test_without_room_for_a_model_the_bot_is_not_trained(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "SPACE_MB", shutil.disk_usage(small_project).total / 1e6 + 1)

    with pytest.raises(PlainError, match="MB are free"):
        training.train(small_project, if_needed=False)
