"""Rasa component: the texts that are read of each message, itself and its clauses."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Protocol, Text, Type

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.tokenizers.spacy_tokenizer import SpacyTokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from faq.folding import fold
from nlu.component import LearningComponent
from nlu.spelling import Speller
from nlu.splitting import parts
from nlu.unreadable import is_spanish

TEXTS = "texts_read"  # message key: list of folded texts, the whole message first, then its clauses


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class ClauseReader(LearningComponent[Speller]):
    """Folds each message and its clauses, and sets misspelt words of English messages right.

    Training questions keep their slips: what is read may keep some too.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """The tokenizer behind the spaCy document."""
        return [SpacyTokenizer]

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the training questions."""
        with self._storage.write_to(self._resource) as folder:
            Speller.learn(m.get(TEXT) for m in training_data.intent_examples if m.get(TEXT)).save(folder)
        return self._resource

    @classmethod
    def read(cls, folder: Path, config: Dict[Text, Any]) -> Speller:
        """The stored words."""
        return Speller.load(folder)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the texts of every training question, slips and all."""
        for message in training_data.training_examples:
            if message.get(TEXT):
                message.set(TEXTS, [fold(t) for t in _whole_and_clauses(message)])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the texts of each message."""
        for message in messages:
            message.set(TEXTS, read_as(_whole_and_clauses(message), self.learned))
        return messages


class Corrector(Protocol):
    """What sets misspelt words right."""

    def correct(self, folded: str) -> str:
        """A folded text with misspelt words set right."""


def read_as(texts: List[Text], speller: Corrector) -> List[Text]:
    """How the whole message (first) and its clauses are read: folded, and corrected unless the message is Spanish."""
    folded = [fold(t) for t in texts]
    return folded if is_spanish(folded[0]) else [speller.correct(t) for t in folded]


def _whole_and_clauses(message: Message) -> List[Text]:
    doc = message.get(SPACY_DOCS[TEXT])
    return [message.get(TEXT) or "", *(parts(doc) if doc is not None else [])]
