"""A model is trained again when, and only when, something that it was trained from has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ops import fingerprint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a model that is current."""
    files = {
        "config.yml": "pipeline: []",
        "domain.yml": "intents: []",
        "data/rules.yml": "rules: []",
        "data/nlu/help.yml": "nlu: []",
        "nlu/classifier.py": "x = 1",
        "knowledge/facts.yml": "facts: []",
        "requirements.txt": "# by make lock\na==1 \\\n    --hash=sha256:00\n    # via b\nb==2\n",
        "models/faq.tar.gz": "weights",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    fingerprint.keep(fingerprint.current(tmp_path), model(tmp_path))
    return tmp_path


def model(root: Path) -> Path:
    return root / "models" / "faq.tar.gz"


def append(root: Path, name: str) -> None:
    (root / name).write_text((root / name).read_text() + "\n# more\n")


def test_nothing_changed_means_nothing_to_train(root: Path) -> None:
    assert [] == fingerprint.changed(root, model(root))


@pytest.mark.parametrize(
    "name", ["config.yml", "domain.yml", "data/rules.yml", "data/nlu/help.yml", "nlu/classifier.py"]
)
def test_a_change_in_what_is_trained_from_is_named(root: Path, name: str) -> None:
    append(root, name)

    assert [name] == fingerprint.changed(root, model(root))


def test_a_new_file_and_a_removed_one_are_changes(root: Path) -> None:
    (root / "data" / "nlu" / "new.yml").write_text("")
    (root / "data" / "rules.yml").unlink()

    assert ["data/nlu/new.yml", "data/rules.yml"] == fingerprint.changed(root, model(root))


def test_other_packages_are_a_change_but_other_comments_and_hashes_are_not(root: Path) -> None:
    lock = root / "requirements.txt"
    lock.write_text("b==2 \\\n    --hash=sha256:11\na==1\n")
    assert [] == fingerprint.changed(root, model(root))

    lock.write_text("a==1\nb==2.1\n")
    assert ["packages"] == fingerprint.changed(root, model(root))


def test_changed_knowledge_does_not_train_again(root: Path) -> None:
    append(root, "knowledge/facts.yml")

    assert [] == fingerprint.changed(root, model(root))


@pytest.mark.parametrize("name", ["nlu/__pycache__/classifier.pyc", "data/.rules.yml.swp", "data/rules.yml~"])
def test_what_editors_and_python_leave_behind_is_no_change(root: Path, name: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("")

    assert [] == fingerprint.changed(root, model(root))


def test_a_missing_model_is_noticed(root: Path) -> None:
    model(root).unlink()

    assert ["the model is missing"] == fingerprint.changed(root, model(root))


def test_a_truncated_model_is_noticed(root: Path) -> None:
    model(root).write_text("weig")

    assert ["the model is damaged"] == fingerprint.changed(root, model(root))


@pytest.mark.parametrize("text", ["", "[]", "{", "null"])
def test_a_model_whose_record_cannot_be_read_is_not_trusted(root: Path, text: str) -> None:
    (root / "models" / "faq.fingerprint.json").write_text(text)

    assert fingerprint.changed(root, model(root))
