"""The adapter: low-rank changes to the encoder's weights, learned once from the training questions (benchmarks/fine_tuning/)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

DOWN, UP = ".down", ".up"  # endings of the two factors' names, behind the name of the layer


def adapted(tensors: Mapping[str, np.ndarray], factors: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights with the changes added: for each layer `up` (out, rank) @ `down` (rank, in) onto its weight (out, in).

    Raises KeyError when the adapter names a layer that the encoder lacks. Source: Hu et al. 2021, "LoRA: Low-Rank Adaptation of
    Large Language Models".
    """
    changed = dict(tensors)
    for name in (n.removesuffix(DOWN) for n in factors if n.endswith(DOWN)):
        up, down = (factors[name + end].astype(np.float32) for end in (UP, DOWN))
        changed[f"{name}.weight"] = tensors[f"{name}.weight"] + up @ down
    return changed
