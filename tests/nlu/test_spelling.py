from __future__ import annotations

from pathlib import Path

import pytest

from nlu.clauses import read_as
from nlu.spelling import Speller, english_words

QUESTIONS = [
    "what is secure attachment",
    "why does attachment matter",
    "attachment and stress",
    "is attachment the same as bonding",
    "how can judges help families",
    "do judges know about attachment",
    "what can judges do",
    "can judges order visits",
    "mi esposo",
    "mi esposo y yo",
    "esposo",
    "esposo otra vez",
] * 2


@pytest.fixture(scope="module")
def speller() -> Speller:
    """A speller that has seen a few questions."""
    return Speller.learn(QUESTIONS)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("secure attachmnet", "secure attachment"),
        ("atachement, what is it?", "attachment, what is it?"),
        ("can jugdes help", "can judges help"),
    ],
)
def test_slips_of_the_keyboard_are_set_right(speller: Speller, written: str, read: str) -> None:
    assert speller.correct(written) == read


@pytest.mark.parametrize("text", ["what is a budget", "zqxvwy", "esposo", "atta", "", "🙂 123", "the attache case"])
def test_words_that_are_known_or_near_to_none_stay(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


def test_a_saved_speller_corrects_the_same(speller: Speller, tmp_path: Path) -> None:
    speller.save(tmp_path)
    assert Speller.load(tmp_path).correct("secure attachmnet") == "secure attachment"


def test_spanish_messages_are_read_as_written(speller: Speller) -> None:
    assert read_as(["Mi hijo no quiere estar con los juedges"], speller) == ["mi hijo no quiere estar con los juedges"]
    assert read_as(["The Jugdes", "The Jugdes"], speller) == ["the judges", "the judges"]


def test_the_dictionary_holds_common_words() -> None:
    assert {"mother", "judge", "honda", "bread"} & english_words() >= {"mother", "judge", "bread"}
