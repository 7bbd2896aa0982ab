"""Rasa featurizer: sentence vectors of each message and of its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Text, Type

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.clauses import TEXTS, ClauseReader
from nlu.component import LearningComponent
from nlu.conversion import MINILM_SHA256, EncoderWeightsError, check_weights, convert, packaged_model_folder
from nlu.sentence_encoder import SentenceEncoder

VECTORS = "sentence_vectors"  # message key: array (texts, dimensions), of what nlu/clauses.py reads
ORIGIN = "SentenceEncoderFeaturizer"
ROOT = Path(__file__).resolve().parent.parent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceEncoderFeaturizer(LearningComponent[SentenceEncoder]):
    """Gives every message a dense sentence feature, and vectors of its clauses too.

    At training the encoder is converted to CTranslate2 and stored with the model, so that serving converts nothing.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """The reader, whose texts it encodes."""
        return [ClauseReader]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """What the encoder is made of.

        `model`: folder of a BERT sentence encoder ("" = the packaged MiniLM); `sha256`: of its weights ("" = any);
        `adapter`: file of changes to the weights, from the root of the project ("" = none); `quantization`: a CTranslate2 type.
        """
        return {"model": "", "sha256": MINILM_SHA256, "adapter": "", "quantization": "int8"}

    def train(self, training_data: TrainingData) -> Resource:
        """Convert the encoder into the model; the texts themselves teach it nothing."""
        folder = Path(self._config["model"]) if self._config["model"] else packaged_model_folder()
        check_weights(folder, self._config["sha256"] or None)
        with self._storage.write_to(self._resource) as target:
            convert(folder, target, self._config["quantization"] or None, self._adapter())
        with self._storage.read_from(self._resource) as source:
            self._learned = SentenceEncoder(source, workers=2)
        return self._resource

    @classmethod
    def read(cls, folder: Path, config: Dict[Text, Any]) -> SentenceEncoder:
        """The stored encoder."""
        return SentenceEncoder(folder)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add vectors of every training question and of its clauses."""
        self._add_vectors([m for m in training_data.training_examples if m.get(TEXT)])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add vectors of each message and of its clauses."""
        self._add_vectors(messages)
        return messages

    def _add_vectors(self, messages: List[Message]) -> None:
        vectors = self._encode([t for m in messages for t in m.get(TEXTS)])
        at = 0
        for message in messages:
            own = vectors[at : at + len(message.get(TEXTS))]
            at += len(own)
            message.set(VECTORS, own)
            message.add_features(Features(own[:1], FEATURE_TYPE_SENTENCE, TEXT, ORIGIN))

    def _adapter(self) -> Path | None:
        if not self._config["adapter"]:
            return None
        file = ROOT / self._config["adapter"]
        if not file.is_file():
            raise EncoderWeightsError(f"No adapter at {file}; correct or empty 'adapter:' in config.yml.")
        return file

    def _encode(self, texts: List[Text]) -> np.ndarray:
        distinct = list(dict.fromkeys(texts))  # the only clause of a message is the message itself
        at = {text: row for row, text in enumerate(distinct)}
        return self.learned.encode(distinct)[[at[text] for text in texts]]
