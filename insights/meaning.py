"""Vectors of meaning, by the encoder as published: the bot's own has learned to see all that is out of scope as one."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from faq.folding import fold
from nlu.conversion import MINILM_SHA256, check_weights, convert, packaged_model_folder
from nlu.sentence_encoder import SentenceEncoder


class Meaning:
    """Unit vectors of texts; the encoder is made when it is first needed, in less than a second."""

    def __init__(self) -> None:
        self._encoder: SentenceEncoder | None = None

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors (n, dimensions) of n texts, float32."""
        if self._encoder is None:
            self._encoder = _encoder()
        return self._encoder.encode([fold(text) for text in texts])


def _encoder() -> SentenceEncoder:
    source = packaged_model_folder()
    check_weights(source, MINILM_SHA256)
    with tempfile.TemporaryDirectory() as folder:
        convert(source, Path(folder) / "made", "int8", None)
        return SentenceEncoder(Path(folder) / "made", workers=2)
