from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlu.conversion import MINILM_SHA256, EncoderWeightsError, check_weights, convert, packaged_model_folder
from nlu.sentence_encoder import SentenceEncoder

REFERENCE: dict[str, Any] = json.loads(Path(__file__).with_name("reference_vectors.json").read_text(encoding="utf8"))
TEXTS = [row["text"] for row in REFERENCE["sentences"]]
VECTORS = np.array([row["vector"] for row in REFERENCE["sentences"]])


def encoder(folder: Path, quantization: str | None) -> SentenceEncoder:
    convert(packaged_model_folder(), folder, quantization)
    return SentenceEncoder(folder)


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    """The packaged weights, converted as they are."""
    return encoder(tmp_path_factory.mktemp("float"), None)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    """The packaged weights in 8 bits, as the bot uses them."""
    return encoder(tmp_path_factory.mktemp("int8"), "int8")


def cosines(made: np.ndarray) -> np.ndarray:
    return np.asarray((made * VECTORS).sum(axis=1) / np.linalg.norm(VECTORS, axis=1))


def test_the_converted_encoder_gives_the_vectors_that_pytorch_gives(exact: SentenceEncoder) -> None:
    assert cosines(exact.encode(TEXTS)).min() >= 0.999


def test_in_8_bits_the_vectors_stay_near(small: SentenceEncoder) -> None:
    near = dict(zip(TEXTS, cosines(small.encode(TEXTS)), strict=True))
    assert near.pop("a") >= 0.99  # measured 0.9939: a single letter has no words to average the rounding out
    assert min(near.values()) >= 0.995


def test_vectors_have_length_one_and_a_text_its_own_whatever_stands_beside_it(small: SentenceEncoder) -> None:
    together = small.encode([*TEXTS] * 4)
    assert together.shape == (48, 384)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.vstack([small.encode([text]) for text in TEXTS])
    assert (together[:12] * alone).sum(axis=1).min() > 0.99


def test_near_in_meaning_is_near_in_space(small: SentenceEncoder) -> None:
    question, same, other = small.encode(
        ["how old can the child be", "which ages are covered", "where is the bus stop"]
    )
    assert question @ same > question @ other + 0.2


@pytest.mark.parametrize("text", ["", " ", "\u200b", "🙂" * 50, "x" * 20_000, "\ufffd", "a\nb\tc"])
def test_any_text_has_a_vector(text: str, small: SentenceEncoder) -> None:
    assert np.isfinite(small.encode([text])).all()


def test_no_texts_no_vectors(small: SentenceEncoder) -> None:
    assert small.encode([]).shape == (0, 384)


def test_the_packaged_weights_are_the_official_ones() -> None:
    check_weights(packaged_model_folder(), MINILM_SHA256)


def test_weights_that_are_others_or_missing_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderWeightsError, match=r"No model\.safetensors in .*; name a folder"):
        check_weights(tmp_path, MINILM_SHA256)
    (tmp_path / "model.safetensors").write_bytes(b"other")
    with pytest.raises(EncoderWeightsError, match=r"expected 53aa51172d.*; reinstall the package or set 'sha256:'"):
        check_weights(tmp_path, MINILM_SHA256)
    check_weights(tmp_path, None)


def test_a_model_folder_of_ones_own_is_converted_the_same(tmp_path: Path, exact: SentenceEncoder) -> None:
    own = shutil.copytree(packaged_model_folder(), tmp_path / "own model")
    convert(own, tmp_path / "converted", None)
    assert np.allclose(SentenceEncoder(tmp_path / "converted").encode(TEXTS[:2]), exact.encode(TEXTS[:2]), atol=1e-6)
