"""Rasa component: the intent of a message and of each of its parts, with a verdict on each."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Dict, List, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.deciding import Thresholds, decide
from nlu.encoding import PART_VECTORS, PARTS, VECTOR, SentenceEncoderFeaturizer
from nlu.intent_model import IntentModel, Reading
from nlu.unreadable import unreadable

READINGS = "message_readings"  # message key: list of Reading, the whole message first
UNDERSTANDING = "understanding"  # message key, in the output: what faq/understanding.py reads
RANKED = 10  # intents in the output: enough for any choice, small enough to store with every turn


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FaqIntentClassifier(GraphComponent, IntentClassifier):
    """Wraps IntentModel for Rasa: trains it, stores it, and puts its verdicts into the message."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """The encoder, whose vectors it reads."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Thresholds (nlu/deciding.py) and the temperature, all chosen by `make calibrate`."""
        return {"temperature": 1.0, **asdict(Thresholds())}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None = None) -> None:
        self._config, self._storage, self._resource, self._model = config, storage, resource, model
        self._limits = Thresholds.of(config)

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> FaqIntentClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training questions and store the model."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        texts = [m.get(TEXT) for m in examples]
        vectors = np.stack([m.get(VECTOR) for m in examples])
        self._model = IntentModel.train(texts, vectors, [m.get(INTENT) for m in examples], float(self._config["temperature"]))
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> FaqIntentClassifier:
        """The classifier with its stored model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(folder))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to the training questions."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Put intent, ranking and understanding into each message."""
        for message in messages:
            readings = self._read(message)
            message.set(READINGS, readings)
            ranking = [{INTENT_NAME_KEY: i, PREDICTED_CONFIDENCE_KEY: p} for i, p in readings[0].ranking[:RANKED]]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(UNDERSTANDING, self._understanding(message.get(TEXT) or "", readings), add_to_output=True)
        return messages

    def _read(self, message: Message) -> List[Reading]:
        if self._model is None:
            raise RuntimeError("The intent classifier has not been trained or loaded; run 'make train'.")
        texts = [message.get(TEXT) or "", *message.get(PARTS)]
        vectors = np.vstack([message.get(VECTOR)[None, :], message.get(PART_VECTORS).reshape(-1, message.get(VECTOR).shape[0])])
        return self._model.read(texts, vectors)

    def _understanding(self, text: str, readings: List[Reading]) -> Dict[Text, Any]:
        whole, *rest = [self._verdict(r) for r in readings]
        return {"whole": whole, "parts": rest, "unreadable": unreadable(text), "danger": None}

    def _verdict(self, reading: Reading) -> Dict[Text, Any]:
        verdict = decide(reading, self._limits)
        return {
            "text": reading.text,
            "kind": verdict.kind,
            "intents": list(verdict.intents),
            "confidence": round(verdict.confidence, 4),
            "facts": [[i, round(p, 4)] for i, p in reading.ranking if i.startswith("ask_")][:4],
            "mass": {k: round(v, 4) for k, v in reading.kinds.items()},
            "nearness": round(reading.nearness, 4),
        }
