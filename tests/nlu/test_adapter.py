from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from nlu.adapter import adapted
from nlu.conversion import convert, packaged_model_folder
from nlu.sentence_encoder import SentenceEncoder

ADAPTER = Path(__file__).resolve().parents[2] / "nlu" / "adapter.safetensors"
NEIGHBOURS = (  # each asks for the same as the second and for something else than the third, which shares its words
    ("what undoes toxic stress", "can anything turn the damage of stress around", "what does toxic stress do"),
    (
        "how fast does a baby's brain grow",
        "a million links every second, is that so",
        "how does brain architecture hold up society",
    ),
    ("what can nurses do for these families", "tips for a NICU team", "what can judges do for these families"),
)


@pytest.fixture(scope="module")
def encoders(tmp_path_factory: pytest.TempPathFactory) -> tuple[SentenceEncoder, SentenceEncoder]:
    """MiniLM as it is, and adapted."""
    folders = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("adapted")
    convert(packaged_model_folder(), folders[0], "int8")
    convert(packaged_model_folder(), folders[1], "int8", ADAPTER)
    return SentenceEncoder(folders[0]), SentenceEncoder(folders[1])


def test_up_times_down_is_added_to_the_weight_of_the_layer_and_nothing_else_changes() -> None:
    tensors = {"a.weight": np.ones((2, 3), np.float32), "a.bias": np.ones(2, np.float32)}
    factors = {"a.up": np.array([[2.0], [0.0]], np.float16), "a.down": np.array([[1.0, 0.0, 3.0]], np.float16)}
    changed = adapted(tensors, factors)

    assert changed["a.weight"].tolist() == [[3, 1, 7], [1, 1, 1]]
    assert changed["a.bias"] is tensors["a.bias"]
    assert tensors["a.weight"].tolist() == [[1, 1, 1], [1, 1, 1]]


def test_a_layer_that_the_encoder_lacks_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match=r"b\.weight"):
        adapted({}, {"b.up": np.ones((1, 1)), "b.down": np.ones((1, 1))})


def test_the_adapter_changes_every_linear_layer_of_the_encoder() -> None:
    assert len({name.rpartition(".")[0] for name in load_file(ADAPTER)}) == 6 * 6


@pytest.mark.parametrize(("question", "same", "other"), NEIGHBOURS)
def test_adapted_what_asks_for_the_same_is_nearer_beside_what_shares_its_words(
    question: str, same: str, other: str, encoders: tuple[SentenceEncoder, SentenceEncoder]
) -> None:
    leads = []
    for encoder in encoders:
        asked, near, far = encoder.encode([question, same, other])
        leads.append(float(asked @ near - asked @ far))
    plain, changed = leads
    assert changed > plain
