"""What a model was trained from: one digest a file, kept beside the model."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

Fingerprint = dict[str, str]  # what was trained from, by path or name, and its SHA-256


def current(root: Path) -> Fingerprint:
    """The digests of everything that training reads; knowledge/ is read while answering, so it is not among it."""
    files = [
        root / "config.yml",
        root / "domain.yml",
        *(root / "data").rglob("*"),
        *(root / "nlu").glob("*.py"),
        root / "faq" / "folding.py",
    ]
    found = {path.relative_to(root).as_posix(): _digest(path.read_bytes()) for path in sorted(files) if _counts(path)}
    return {**found, "packages": _digest("\n".join(_pins(root)).encode())}


def changed(root: Path, model: Path) -> list[str]:
    """What differs from what the model was made from; empty when the model is current and whole."""
    kept = _kept(model)
    if kept is None or not model.is_file():
        return ["the model is missing"]
    if kept.pop("model", "") != digest_of(model):
        return ["the model is damaged"]
    now = current(root)
    return sorted(name for name in kept.keys() | now.keys() if kept.get(name) != now.get(name))


def digest_of(model: Path) -> str:
    """The SHA-256 of a model's file, in hexadecimal."""
    return _digest(model.read_bytes())


def kept_digest(model: Path) -> str:
    """The SHA-256 of the model as training wrote it, by the record beside it; "" without a record that can be read."""
    return str((_kept(model) or {}).get("model") or "")


def keep(fingerprint: Fingerprint, model: Path) -> None:
    """Write down beside the model what it was made from."""
    draft = beside(model).with_suffix(".new")
    draft.write_text(json.dumps({**fingerprint, "model": digest_of(model)}, indent=1) + "\n", "utf-8")
    draft.replace(beside(model))


def beside(model: Path) -> Path:
    """Where the fingerprint of a model is kept."""
    return model.with_name(model.name.removesuffix(".tar.gz") + ".fingerprint.json")


def _kept(model: Path) -> Fingerprint | None:
    try:
        kept = json.loads(beside(model).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None


def _counts(path: Path) -> bool:
    hidden_or_backup = path.name.startswith(".") or path.name.endswith("~")
    return path.is_file() and not hidden_or_backup and "__pycache__" not in path.parts


def _pins(root: Path) -> list[str]:
    lock = root / "requirements.txt"
    text = lock.read_text("utf-8") if lock.is_file() else ""
    return sorted(re.findall(r"^[A-Za-z0-9._-]+==[^\s;]+", text, re.MULTILINE))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
