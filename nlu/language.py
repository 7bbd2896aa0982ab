"""English for Rasa: a blank spaCy pipeline assembled in code, because trained ones are not on the package registry."""

from __future__ import annotations

from typing import Any, Dict, Text

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from spacy.language import Language

# SpacyNLP's fingerprint is the model's name alone: raise the number when the pipeline below changes.
PIPELINE_NAME = "blank_english_1"


def build_english() -> Language:
    """Blank English with sentence splitting and lemmas from lookup tables."""
    language = spacy.blank("en")
    language.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "\n", "\u2026", "\u00bf", "\u00a1"]})
    language.add_pipe("lemmatizer", config={"mode": "lookup"})
    language.initialize()
    return language


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="EnglishLanguage",
)
class EnglishLanguage(SpacyNLP):
    """Provides the blank English pipeline to the components behind it."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Case is kept: names and shouting carry meaning."""
        return {"model": PIPELINE_NAME, "case_sensitive": True}

    @staticmethod
    def load_model(spacy_model_name: Text) -> SpacyModel:
        """Build the pipeline; `spacy_model_name` is ignored, it is there for Rasa."""
        return SpacyModel(model=build_english(), model_name=PIPELINE_NAME)

    @staticmethod
    def ensure_proper_language_model(nlp: Language | None) -> None:
        """A blank pipeline has no path on disk; only its absence is an error."""
        if nlp is None:
            raise ValueError(
                "spaCy gave no English pipeline; reinstall spacy and spacy-lookups-data with 'make train'."
            )
