"""Learns low-rank changes to MiniLM's weights from the training questions (LoRA, Hu et al. 2021) and writes nlu/adapter.safetensors.

Runs apart from the bot, in a Python of its own with `pip install torch transformers safetensors`; about twenty minutes on two cores:

    .venv/bin/python -m benchmarks.fine_tuning.questions > var/questions.json
    PYTHON benchmarks/fine_tuning/train_adapter.py MINILM_FOLDER var/questions.json nlu/adapter.safetensors

Each question is drawn to the middle of its intent (cross entropy over cosines, smoothed; two intents share a question that asks for
both). The bot reads the adapter when it is trained (nlu/conversion.py), so PyTorch is never one of its packages.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

RANK, SCALE = 16, 2.0
EPOCHS, BATCH, WARM_UP = 5, 32, 0.06
RATE, CENTRE_RATE, DECAY = 1e-3, 1e-3, 0.01
SHARPNESS, SMOOTHING = 20.0, 0.1
LONGEST = 96  # word pieces
LAYERS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Adapted(nn.Module):
    """A linear layer with a low-rank change beside it."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(RANK, layer.in_features) / layer.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The layer's output and the change."""
        return self.layer(x) + SCALE * (x @ self.down.T) @ self.up.T


def adapt(model: Any) -> dict[str, Adapted]:
    """Freeze the encoder and put an adapter beside each of its linear layers; by the layers' names."""
    for parameter in model.parameters():
        parameter.requires_grad = False
    found = {}
    for index, block in enumerate(model.encoder.layer):
        for name in LAYERS:
            owner, _, last = name.rpartition(".")
            parent = block.get_submodule(owner)
            adapter = Adapted(getattr(parent, last))
            setattr(parent, last, adapter)
            found[f"encoder.layer.{index}.{name}"] = adapter
    return found


def encode(model: Any, tokenizer: Any, texts: list[str]) -> torch.Tensor:
    """Unit vectors (n, dimensions): the mean over word pieces, as sentence-transformers does for MiniLM."""
    batch = tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
    hidden, mask = model(**batch).last_hidden_state, batch["attention_mask"][:, :, None].float()
    return functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)


def targets(intents: list[list[str]]) -> tuple[list[str], torch.Tensor]:
    """Names of the intents, and the smoothed share (n, intents) that each has in each question."""
    names = sorted({i for own in intents for i in own})
    shares = torch.zeros(len(intents), len(names))
    for row, own in zip(shares, intents, strict=True):
        for intent in own:
            row[names.index(intent)] = 1 / len(own)
    return names, shares * (1 - SMOOTHING) + SMOOTHING / len(names)


def batches(texts: list[str]) -> list[list[int]]:
    """All questions once, in batches of like length, in a chance order."""
    order = random.sample(range(len(texts)), len(texts))
    found = []
    for start in range(0, len(order), BATCH * 20):
        chunk = sorted(order[start : start + BATCH * 20], key=lambda i: len(texts[i]))
        found += [chunk[i : i + BATCH] for i in range(0, len(chunk), BATCH)]
    return random.sample(found, len(found))


def learn(model: Any, tokenizer: Any, texts: list[str], intents: list[list[str]]) -> dict[str, Adapted]:
    """Train the adapters."""
    names, shares = targets(intents)
    best = shares.argmax(dim=1)
    with torch.no_grad():
        model.eval()
        vectors = torch.cat([encode(model, tokenizer, texts[i : i + 64]) for i in range(0, len(texts), 64)])
    adapters = adapt(model)
    centres = nn.Parameter(torch.stack([vectors[best == k].mean(dim=0) for k in range(len(names))]))
    weights = (len(best) / (len(names) * torch.bincount(best, minlength=len(names)).float())) ** 0.5
    own = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": own, "lr": RATE}, {"params": [centres], "lr": CENTRE_RATE}], weight_decay=DECAY
    )
    steps = EPOCHS * -(-len(texts) // BATCH)
    warm = WARM_UP * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(n / warm, max(0.0, (steps - n) / (steps - warm)))
    )
    model.train()
    for epoch in range(EPOCHS):
        losses = []
        for batch in batches(texts):
            cosines = encode(model, tokenizer, [texts[i] for i in batch]) @ functional.normalize(centres, dim=1).T
            surprise = -(shares[batch] * functional.log_softmax(SHARPNESS * cosines, dim=1)).sum(dim=1)
            loss = (surprise * weights[best[batch]]).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(own, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss))
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}", flush=True)
    return adapters


def main() -> None:
    """Learn and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "encoder", type=Path, help="folder of the packaged MiniLM (nlu.conversion.packaged_model_folder)"
    )
    parser.add_argument("questions", type=Path)
    parser.add_argument("adapter", type=Path)
    chosen = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    model = AutoModel.from_pretrained(str(chosen.encoder), attn_implementation="eager")
    questions = json.loads(chosen.questions.read_text(encoding="utf8"))
    adapters = learn(
        model, AutoTokenizer.from_pretrained(str(chosen.encoder)), [t for t, _ in questions], [i for _, i in questions]
    )
    factors = {}
    for name, adapter in adapters.items():
        factors[f"{name}.down"] = adapter.down.detach().numpy().astype(np.float16)
        factors[f"{name}.up"] = (SCALE * adapter.up).detach().numpy().astype(np.float16)
    save_file(factors, str(chosen.adapter))


if __name__ == "__main__":
    main()
