"""Sentence encoder: text to unit vectors, by a CTranslate2 model on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

# The reference implementation (sentence-transformers, all-MiniLM-L6-v2) cuts at 256 word pieces.
MAX_TOKENS = 256
# Texts a batch: enough to fill the CPU, small enough to keep padding and memory low.
BATCH = 32


class SentenceEncoder:
    """Mean-pooled, unit-length sentence vectors, as sentence-transformers computes them for MiniLM.

    `encode` takes n texts and gives an array (n, 384), float32. `workers`: batches computed at once, each on one core. Source: Reimers and Gurevych 2019, "Sentence-BERT".
    """

    def __init__(self, folder: Path, workers: int = 1) -> None:
        import ctranslate2
        from tokenizers import Tokenizer

        self._model = ctranslate2.Encoder(str(folder), device="cpu", inter_threads=workers, intra_threads=1)
        self._workers = workers
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors (n, dimensions) of `texts`; the empty text has the vector of its two frame tokens."""
        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        # Sorted by length so that a batch pads little.
        tokens = [e.tokens for e in self._tokenizer.encode_batch([t[:8000] for t in texts])]
        order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        if len(batches) == 1:  # a message: no thread to start and to wait for
            found = [self._encode_batch([tokens[i] for i in batches[0]])]
        else:
            with ThreadPoolExecutor(self._workers) as pool:
                found = list(pool.map(lambda batch: self._encode_batch([tokens[i] for i in batch]), batches))
        vectors = np.empty((len(texts), found[0].shape[1]), dtype=np.float32)
        vectors[order] = np.concatenate(found)
        return vectors

    def _encode_batch(self, tokens: list[list[str]]) -> np.ndarray:
        width = max(len(t) for t in tokens)
        ids = [[self._tokenizer.token_to_id(t) for t in row] for row in tokens]
        hidden = np.array(self._model.forward_batch(ids).last_hidden_state)
        mask = np.arange(width)[None, :] < np.array([len(t) for t in tokens])[:, None]
        summed = (hidden * mask[:, :, None]).sum(axis=1)
        mean = summed / mask.sum(axis=1, keepdims=True)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)
