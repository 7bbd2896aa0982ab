"""Our own data for the peers, and stock Rasa trained on them: the bot that benchmarks.cost trains, so that both need one training."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import stock_bot
from benchmarks.cost_projects import CACHE, ROOT
from benchmarks.peers.cache import Labelled
from benchmarks.peers.peer import Predict, Ranking
from benchmarks.peers.rasa_pipeline import ask
from faq.knowledge import load
from ops.checks.training_data import training


def questions(both: bool = False) -> Labelled:
    """The training questions of data/nlu with their intents.

    A question that asks for two facts has the first as its label, which is what Rasa sees, or with `both` the two joined by "+".
    """
    found = training(ROOT)
    return Labelled(tuple(q.text for q in found), tuple("+".join(q.intents) if both else q.intents[0] for q in found))


class StockBot:
    """Rasa's default pipeline in the stock bot of benchmarks.cost, on data/nlu and nothing else."""

    name = "stock_rasa"
    title = "stock Rasa 3.6 (DIET)"

    def __init__(self, epochs: int | None = None) -> None:
        """`epochs`: other than the usual for so many questions."""
        self._epochs = epochs or stock_bot.epochs_for(len(questions().texts))
        epochs = self._epochs
        self.settings = f"rasa {version('rasa')} {json.dumps(stock_bot.config(epochs), sort_keys=True)}"

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
        """Train the bot, or take it as benchmarks.cost left it. Raises ValueError when the texts are not those of data/nlu."""
        own = questions()
        if sorted(zip(texts, labels, strict=True)) != sorted(zip(own.texts, own.labels, strict=True)):
            raise ValueError("The stock bot learns data/nlu; give it benchmarks.peers.our_data.questions().")
        project = CACHE / f"stock-{self._epochs}"
        stock_bot.write(project, ROOT / "data" / "nlu", load(ROOT / "knowledge"), self._epochs)
        stock_bot.train(project)

        def predict(others: Sequence[str]) -> list[Ranking]:
            with tempfile.TemporaryDirectory(prefix="rasa-peer-") as folder:
                (Path(folder) / "model.tar.gz").symlink_to(project / stock_bot.MODEL)
                return ask(Path(folder), others)

        return predict
