"""Sentence vectors for the peers that need them, by the encoder of the bot: converted once, into the cache."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.peers.cache import FOLDER
from faq.folding import fold
from nlu.conversion import MINILM_SHA256, check_weights, convert, packaged_model_folder
from nlu.sentence_encoder import SentenceEncoder

ROOT = Path(__file__).resolve().parents[2]
QUANTIZATION = "int8"


def component(name: str) -> dict[str, Any]:
    """Settings of a component of the bot's own pipeline, as config.yml has them."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf8"))["pipeline"]
    return next({k: v for k, v in entry.items() if k != "name"} for entry in pipeline if entry["name"].endswith(name))


def our_adapter() -> Path | None:
    """The adapter of the bot's own encoder, None when it has none."""
    adapter = component("SentenceEncoderFeaturizer").get("adapter")
    return ROOT / str(adapter) if adapter else None


def digest(adapter: Path | None) -> str:
    """What the vectors depend on: the weights, and the adapter's when there is one."""
    changes = hashlib.sha256(adapter.read_bytes()).hexdigest()[:12] if adapter else "plain"
    return f"{MINILM_SHA256[:12]}-{changes}-{QUANTIZATION}"


def vectors(texts: Sequence[str], adapter: Path | None = None) -> np.ndarray:
    """Unit vectors (n, dimensions) of n texts, folded as the bot folds them, by MiniLM as published or with an adapter.

    A text seen before in this process is not encoded again.
    """
    encoder, seen = _encoder(adapter)
    folded = [fold(t) for t in texts]
    new = [t for t in dict.fromkeys(folded) if t not in seen]
    seen.update(zip(new, encoder.encode(new), strict=True))
    return np.stack([seen[t] for t in folded])


@lru_cache(maxsize=2)
def _encoder(adapter: Path | None) -> tuple[SentenceEncoder, dict[str, np.ndarray]]:
    target = FOLDER / f"encoder-{digest(adapter)}"
    if not target.is_dir():
        source = packaged_model_folder()
        check_weights(source, MINILM_SHA256)
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            convert(source, Path(folder) / "made", QUANTIZATION, adapter)
            shutil.move(Path(folder) / "made", target)
    return SentenceEncoder(target, workers=2), {}
