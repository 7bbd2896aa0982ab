"""Rasa component: the safety net, which notices danger in any sentence of any message, before anything else."""

from __future__ import annotations

from typing import Any, Dict, List, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.danger import Danger, notice
from nlu.intent_classifier import READINGS, UNDERSTANDING, FaqIntentClassifier

CRISIS_PREFIX = "crisis_"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyNet(GraphComponent):
    """Replaces the intent by crisis_<category> when a pattern or the learned detector notices danger."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """The classifier, whose readings the learned detector uses."""
        return [FaqIntentClassifier]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`whole` and `part`: crisis mass at which the whole message, or one sentence of it, is danger."""
        return {"whole": 0.4, "part": 0.6}

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._whole, self._part = float(config["whole"]), float(config["part"])

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> SafetyNet:
        """A net with the thresholds of `config`."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark the messages that hold danger."""
        for message in messages:
            found = notice(message.get(TEXT) or "", message.get(READINGS) or [], self._whole, self._part)
            if found is not None:
                self._mark(message, found)
        return messages

    def _mark(self, message: Message, danger: Danger) -> None:
        intent = f"{CRISIS_PREFIX}{danger.category}"
        message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: danger.confidence}, add_to_output=True)
        understanding = dict(message.get(UNDERSTANDING) or {})
        understanding["danger"] = {"category": danger.category, "language": danger.language, "by": danger.by}
        message.set(UNDERSTANDING, understanding, add_to_output=True)
