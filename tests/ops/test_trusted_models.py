"""A model is loaded when it is the file that training wrote, and refused in one sentence when it is any other."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from ops import bot, fingerprint, trusted_models
from ops.plain_errors import PlainError
from ops.train import MODEL

REPOSITORY = Path(__file__).resolve().parents[2]
UNPACK = """
import sys, tempfile
from pathlib import Path
from ops import trusted_models
trusted_models.install(Path(sys.argv[1]))
from rasa.engine.storage.local_model_storage import LocalModelStorage
for path in sys.argv[2:]:
    LocalModelStorage._extract_archive_to_directory(path, Path(tempfile.mkdtemp(dir=sys.argv[1])))
    print("unpacked", path, flush=True)
"""


class Hostile:
    """Runs a command when it is unpickled."""

    def __init__(self, proof: Path) -> None:
        self._proof = proof

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self._proof}",)


def archive(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as tar:
        entry = tarfile.TarInfo("components/model.pkl")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a model as training leaves it."""
    fingerprint.keep({}, archive(tmp_path / MODEL, b"weights"))
    return tmp_path


def test_the_model_that_training_wrote_is_trusted(root: Path) -> None:
    trusted_models.check(root)

    assert "" == trusted_models.refusal(root, root / MODEL)


def test_a_changed_model_is_refused_in_one_sentence_that_says_what_to_do(root: Path) -> None:
    archive(root / MODEL, pickle.dumps(Hostile(root / "proof")))
    with pytest.raises(PlainError) as refused:
        trusted_models.check(root)

    said = str(refused.value)
    assert 1 == len(said.splitlines())
    assert all(word in said for word in (str(root / MODEL), "SHA-256", "not loaded", "delete it"))


@pytest.mark.parametrize("record", ["", "{}", "[]"])
def test_a_model_without_its_record_is_not_trusted_and_is_trained_anew(root: Path, record: str) -> None:
    (root / "models" / "faq.fingerprint.json").write_text(record)

    assert trusted_models.refusal(root, root / MODEL)
    trusted_models.check(root)
    assert fingerprint.changed(root, root / MODEL)


@pytest.mark.parametrize("endpoint", ["models", "nlu"])
def test_a_server_that_would_give_the_model_is_refused(tmp_path: Path, endpoint: str) -> None:
    (tmp_path / "endpoints.yml").write_text(f"{endpoint}: {{url: 'http://127.0.0.1:9/model'}}\n")

    with pytest.raises(PlainError, match=endpoint):
        bot.check_endpoints(tmp_path)


def test_this_repository_names_no_such_server() -> None:
    bot.check_endpoints(REPOSITORY)


def test_rasa_unpacks_what_training_wrote_and_ends_over_anything_else(root: Path) -> None:
    other = archive(root / "elsewhere.tar.gz", pickle.dumps(Hostile(root / "proof")))
    command = [sys.executable, "-c", UNPACK, str(root), str(root / MODEL), str(other), str(root / MODEL)]
    outcome = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert (1, f"unpacked {root / MODEL}\n") == (outcome.returncode, outcome.stdout), outcome.stderr
    assert f"{other} is not the model that training wrote" in outcome.stderr
    assert 1 == len([*root.glob("tmp*/components/model.pkl")])
    assert not (root / "proof").exists()
