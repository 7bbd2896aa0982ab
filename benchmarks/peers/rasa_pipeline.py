"""Peers that are pipelines of stock Rasa: its default one, and its logistic regression on the same features."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers.peer import Predict, Ranking

# What `rasa init` of Rasa 3.6 trains with when its example's config.yml is left as it is.
_DEFAULT = """recipe: default.v1
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: {epochs}
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
"""
LOGISTIC = """recipe: default.v1
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: LogisticRegressionClassifier
"""
# Rasa's own cache would make a second training look free.
_ENVIRONMENT = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "RASA_MAX_CACHE_SIZE": "0"}


def default(epochs: int) -> str:
    """The default pipeline with another number of epochs."""
    return _DEFAULT.format(epochs=epochs)


class RasaPipeline:
    """A pipeline of stock Rasa, trained and asked in processes of its own.

    Raises subprocess.CalledProcessError, with Rasa's own words on standard error, when a training fails.
    """

    def __init__(self, name: str, title: str, config: str) -> None:
        self.name, self.title, self._config = name, title, config
        self.settings = f"rasa {version('rasa')}\n{config}"

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
        """Train into a temporary folder, which goes when the returned function does."""
        place = tempfile.TemporaryDirectory(prefix="rasa-peer-")
        folder = Path(place.name)
        (folder / "config.yml").write_text(self._config, encoding="utf8")
        (folder / "train.json").write_text(json.dumps([list(texts), list(labels)]), encoding="utf8")
        _run(folder, "train")

        def predict(others: Sequence[str]) -> list[Ranking]:
            return ask(folder, others)

        weakref.finalize(predict, place.cleanup)
        return predict


def ask(folder: Path, texts: Sequence[str]) -> list[Ranking]:
    """Rankings of texts by the model.tar.gz in `folder`."""
    (folder / "test.json").write_text(json.dumps(list(texts)), encoding="utf8")
    _run(folder, "predict")
    found = json.loads((folder / "rankings.json").read_text(encoding="utf8"))
    return [tuple((str(label), float(score)) for label, score in ranking) for ranking in found]


def _run(folder: Path, step: str) -> None:
    command = [sys.executable, "-m", "benchmarks.peers.rasa_process", str(folder), step]
    with (folder / "words.txt").open("w", encoding="utf8") as words:
        code = subprocess.run(
            command, env={**os.environ, **_ENVIRONMENT}, stdout=words, stderr=words, check=False
        ).returncode
    if code:
        print((folder / "words.txt").read_text(encoding="utf8")[-4000:], file=sys.stderr)
        raise subprocess.CalledProcessError(code, command)
