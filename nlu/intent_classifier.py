"""Rasa component: the intent of a message and of each of its parts, with a verdict on each."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Dict, List, Text, Tuple, Type

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    METADATA,
    METADATA_EXAMPLE,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from faq.deciding import Limits
from nlu.clauses import TEXTS
from nlu.component import LearningComponent
from nlu.encoding import VECTORS, SentenceEncoderFeaturizer
from nlu.intent_model import Calibration, IntentModel, Reading, kind_of
from nlu.unreadable import unreadable

READINGS = "message_readings"  # message key: list of Reading, the whole message first
UNDERSTANDING = "understanding"  # message key, in the output: what faq/understanding.py reads
FACTS_RANKED = 4  # facts in the understanding: one more than is ever offered
ALSO = "also"  # key of an example's metadata: the second fact it asks for
RANKED = 10  # intents in the output: enough for any choice, small enough to store with every turn


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FaqIntentClassifier(LearningComponent[IntentModel], IntentClassifier):
    """Wraps IntentModel for Rasa: trains it, stores it, and puts its verdicts into the message."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """The encoder, whose vectors it reads."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Limits (faq/deciding.py) and the temperature, all chosen on the development set."""
        return {"temperature": 1.0, "kind_bias": {}, **asdict(Limits())}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training questions and store the model."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        texts = [m.get(TEXT) for m in examples]
        vectors = np.stack([m.get(VECTORS)[0] for m in examples])
        self._learned = IntentModel.train(texts, vectors, [_label(m) for m in examples], _calibration(self._config))
        with self._storage.write_to(self._resource) as folder:
            self._learned.save(folder)
        return self._resource

    @classmethod
    def read(cls, folder: Path, config: Dict[Text, Any]) -> IntentModel:
        """The stored model, calibrated by `config`."""
        return IntentModel.load(folder, _calibration(config))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to the training questions."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Put intent, ranking and understanding into each message."""
        limits = asdict(Limits.of(self._config))
        for message in messages:
            (whole, *clauses), two = self._read(message)
            message.set(READINGS, [whole, *clauses])
            ranking = [{INTENT_NAME_KEY: i, PREDICTED_CONFIDENCE_KEY: p} for i, p in whole.ranking[:RANKED]]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            strange = unreadable(message.get(TEXT) or "")
            understanding = understanding_data([whole, *clauses], two, strange, limits)
            message.set(UNDERSTANDING, understanding, add_to_output=True)
        return messages

    def _read(self, message: Message) -> Tuple[List[Reading], float]:
        """Readings of the message and of its clauses, and the probability of two questions."""
        texts, vectors = message.get(TEXTS), message.get(VECTORS)
        if texts[1:] == texts[:1]:  # one clause, the message itself: read once
            (whole,), two = self.learned.read_message(texts[:1], vectors[:1])
            return [whole, whole], two
        return self.learned.read_message(texts, vectors)


def understanding_data(
    readings: List[Reading], two: float, strange: Text, limits: Dict[Text, float]
) -> Dict[Text, Any]:
    """What faq/understanding.py reads: readings of the whole message and of its clauses, danger not yet looked for.

    `two`: probability of two questions. `strange`: why it cannot be read, "" when it can.
    """
    return {
        "whole": _guess(readings[0]),
        "parts": [_guess(r) for r in readings[1:]],
        "two": round(two, 4),
        "unreadable": strange,
        "danger": None,
        "limits": limits,
    }


def _guess(reading: Reading) -> Dict[Text, Any]:
    best: Dict[Text, Text] = {}
    for intent, _ in reading.ranking:
        best.setdefault(kind_of(intent), intent)
    return {
        "text": reading.text,
        "mass": {k: round(v, 4) for k, v in reading.kinds.items()},
        "best": best,
        "facts": [[i, round(p, 4)] for i, p in reading.ranking if kind_of(i) == "fact"][:FACTS_RANKED],
        "nearness": round(reading.nearness, 4),
    }


def _label(message: Message) -> Text:
    """The intent, and behind a "+" the second one that a message of data/nlu/two_parts.yml asks for."""
    also = ((message.get(METADATA) or {}).get(METADATA_EXAMPLE) or {}).get(ALSO)
    return f"{message.get(INTENT)}+{also}" if also else str(message.get(INTENT))


def _calibration(config: Dict[Text, Any]) -> Calibration:
    return Calibration(float(config["temperature"]), config["kind_bias"])
