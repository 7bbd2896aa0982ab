"""A stock Rasa pipeline in a process of its own: python -m benchmarks.peers.rasa_process FOLDER train|predict.

FOLDER holds config.yml and train.json (texts, labels) or test.json (texts); it gets model.tar.gz or rankings.json.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

from benchmarks.peers.peer import RANKED

FALLBACK = (
    "nlu_fallback"  # FallbackClassifier's own intent: its rule can be told from the scores, so the ranking does without
)
MODEL = "model"


def train(folder: Path) -> None:
    """Train FOLDER/model.tar.gz."""
    from rasa.model_training import train_nlu
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLWriter
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    texts, labels = json.loads((folder / "train.json").read_text(encoding="utf8"))
    messages = [Message.build(text=t, intent=i) for t, i in zip(texts, labels, strict=True)]
    (folder / "data").mkdir(exist_ok=True)
    RasaYAMLWriter().dump(str(folder / "data" / "nlu.yml"), TrainingData(messages))
    made = train_nlu(str(folder / "config.yml"), str(folder / "data"), str(folder), fixed_model_name=MODEL)
    if made is None:
        raise SystemExit("Rasa trained nothing.")


async def _ask(model: Path, texts: list[str]) -> list[list[tuple[str, float]]]:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    processor: Any = Agent.load(str(model)).processor
    rankings = []
    for text in texts:
        found = await processor.parse_message(UserMessage(text))
        rankings.append(
            [(r["name"], r["confidence"]) for r in found["intent_ranking"] if r["name"] != FALLBACK][:RANKED]
        )
    return rankings


def predict(folder: Path) -> None:
    """Rank the labels of each text, one message at a time as Rasa does it for people."""
    texts = json.loads((folder / "test.json").read_text(encoding="utf8"))
    rankings = asyncio.run(_ask(folder / f"{MODEL}.tar.gz", texts))
    (folder / "rankings.json").write_text(json.dumps(rankings), encoding="utf8")


def main() -> None:
    """Do the step named on the command line."""
    logging.disable(logging.WARNING)
    folder, step = Path(sys.argv[1]), sys.argv[2]
    {"train": train, "predict": predict}[step](folder)


if __name__ == "__main__":
    main()
