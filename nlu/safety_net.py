"""Rasa component: the safety net, which notices danger in any clause of any message, before anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Text, Type

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.clauses import TEXTS
from nlu.component import LearningComponent
from nlu.danger import Alarm, Danger, by_learning, by_pattern
from nlu.encoding import VECTORS, SentenceEncoderFeaturizer
from nlu.intent_classifier import READINGS, UNDERSTANDING
from nlu.text_detector import TextDetector
from nlu.unreadable import is_spanish

CRISIS_PREFIX = "crisis_"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SafetyNet(LearningComponent[TextDetector]):
    """Replaces the intent by crisis_<category> when a pattern or the learned detector notices danger."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """The encoder, whose vectors it reads; in config.yml the classifier, whose readings it needs too, stands before it."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`whole` and `part`: scores at which the whole message, or one clause of it, is danger."""
        return {"whole": 0.0, "part": 1.0}

    @classmethod
    def read(cls, folder: Path, config: Dict[Text, Any]) -> TextDetector:
        """The stored detector."""
        return TextDetector.load(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn danger from the crisis questions, and safety from all others and from their clauses.

        The clauses, because that is what it sees when it reads a message clause by clause.
        """
        texts: List[Text] = []
        vectors: List[np.ndarray] = []
        danger: List[bool] = []
        for message in training_data.intent_examples:
            is_danger = str(message.get(INTENT)).startswith(CRISIS_PREFIX)
            (whole, *clauses) = zip(message.get(TEXTS), message.get(VECTORS), strict=True)
            rows = [whole]
            if not is_danger:
                rows.extend((clause, vector) for clause, vector in clauses if clause != whole[0])
            texts.extend(text for text, _ in rows)
            vectors.extend(vector for _, vector in rows)
            danger.extend([is_danger] * len(rows))
        self._learned = TextDetector.train(texts, np.stack(vectors), np.array(danger))
        with self._storage.write_to(self._resource) as folder:
            self._learned.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to the training questions."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark the messages that hold danger."""
        for message in messages:
            # As it was written, and as it is read: a slip of the keyboard must not hide danger.
            found = (
                by_pattern(message.get(TEXT) or "") or by_pattern(message.get(TEXTS)[0]) or self._in_meaning(message)
            )
            if found is not None:
                self._mark(message, found)
        return messages

    def _in_meaning(self, message: Message) -> Danger | None:
        readings = message.get(READINGS)
        vectors = message.get(VECTORS)
        # A message of one clause is looked at once.
        distinct = list(dict.fromkeys(r.text for r in readings))
        first = [next(i for i, r in enumerate(readings) if r.text == text) for text in distinct]
        found = dict(zip(distinct, self.learned.scores(distinct, vectors[first]), strict=True))
        scores = np.array([found[r.text] for r in readings])
        language = "es" if is_spanish(message.get(TEXT) or "") else "en"
        return by_learning(readings, scores, Alarm(float(self._config["whole"]), float(self._config["part"])), language)

    def _mark(self, message: Message, danger: Danger) -> None:
        intent = f"{CRISIS_PREFIX}{danger.category}"
        message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: danger.confidence}, add_to_output=True)
        understanding = dict(message.get(UNDERSTANDING) or {})
        understanding["danger"] = {"category": danger.category, "language": danger.language, "by": danger.by}
        message.set(UNDERSTANDING, understanding, add_to_output=True)
