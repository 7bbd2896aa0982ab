"""The secret that signs conversation tokens, made once and kept where only its owner can read it."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

LENGTH = 32  # characters at least; as long as the digest that signs a token


def kept_secret(path: Path) -> str:
    """The secret in the file, made on first use; two processes that start together agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    kept = path.read_text("ascii").strip()
    if len(kept) < LENGTH:
        raise ValueError(f"it holds {len(kept)} characters, fewer than {LENGTH}")
    return kept


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600, exist_ok=False)
    try:
        draft.write_text(secrets.token_hex(LENGTH) + "\n", "ascii")
        with suppress(FileExistsError):  # another process was first: theirs is ours
            os.link(draft, path)
    finally:
        draft.unlink()
