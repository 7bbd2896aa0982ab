"""A model is loaded only when it is the file that training wrote: it holds pickles, and whoever makes a pickle can run code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from ops import fingerprint
from ops.plain_errors import FAILED, PlainError
from ops.train import MODEL

_MENDED = "faq_trusts_by_hash"  # attribute of the function in Rasa's place


def check(root: Path) -> None:
    """Refuse a model that is not the one its record names; a missing model, or one without a record, is trained anew instead."""
    model = root / MODEL
    if model.is_file() and fingerprint.kept_digest(model) and (reason := refusal(root, model)):
        raise PlainError(reason)


def refusal(root: Path, archive: Path) -> str:
    """Why an archive may not be loaded, in one sentence; "" when it is what training wrote for this repository."""
    # A run works on its own copy, which may be older than models/ by now; the record was copied with it.
    wanted = fingerprint.kept_digest(archive) or fingerprint.kept_digest(root / MODEL)
    found = fingerprint.digest_of(archive)
    if found == wanted:
        return ""
    return (
        f"{archive} is not the model that training wrote (its SHA-256 begins with {found[:12]}, not with {wanted[:12] or 'any known'}); "
        "it is not loaded, because a model can run code. Find out who changed it, then delete it: the bot trains a new one."
    )


def install(root: Path) -> None:
    """Let Rasa unpack no other archive in this process, wherever it has it from; it ends the process instead."""
    from rasa.engine.storage.local_model_storage import LocalModelStorage  # here, because its imports warn

    unpack = LocalModelStorage._extract_archive_to_directory
    if hasattr(unpack, _MENDED):
        return

    def unpack_trusted(model_archive_path: str | Path, temporary_directory: Path) -> None:
        reason = refusal(root, Path(model_archive_path))
        if reason:
            sys.stderr.write(f"{reason}\n")
            sys.stderr.flush()
            os._exit(FAILED)  # Rasa would catch an error and run without a model
        unpack(model_archive_path, temporary_directory)

    setattr(unpack_trusted, _MENDED, True)
    storage: Any = LocalModelStorage
    storage._extract_archive_to_directory = staticmethod(unpack_trusted)
