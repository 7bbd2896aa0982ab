from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from nlu.language import build_english
from nlu.splitting import MOST_PARTS, parts, sentences

ENGLISH: Language = build_english()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is imh and how can judges help?", ["what is imh", "how can judges help?"]),
        ("What is toxic stress? Who are you?", ["What is toxic stress?", "Who are you?"]),
        ("what are aces, what do they do", ["what are aces", "what do they do"]),
        ("tell me the ages; also send the links", ["tell me the ages", "send the links"]),
        ("how do home visitors help and do you have links", ["how do home visitors help", "do you have links"]),
        ("what is attachment - why does it matter", ["what is attachment", "why does it matter"]),
        ("¿qué es esto? what ages", ["qué es esto?", "what ages"]),
        ("first line\nsecond line here", ["first line", "second line here"]),
        ("separation, trauma, grief and loss", ["separation, trauma, grief and loss"]),
        ("the brain and the body", ["the brain and the body"]),
        ("child welfare workers and family court judges", ["child welfare workers and family court judges"]),
    ],
)
def test_a_message_is_cut_where_a_second_question_begins_and_nowhere_else(text: str, expected: list[str]) -> None:
    assert [p.lstrip("¿ ") for p in parts(ENGLISH(text))] == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "...", "🙂 🙂"])
def test_what_says_nothing_has_no_parts_worth_asking(text: str) -> None:
    assert all(any(c.isalnum() for c in p) or " " in p for p in parts(ENGLISH(text)))


def test_the_end_of_a_message_of_very_many_sentences_is_kept() -> None:
    found = parts(ENGLISH("He was sad. " * 100 + "My baby is not breathing."))
    assert len(found) == MOST_PARTS
    assert found[-1].endswith("My baby is not breathing.")


def test_sentences_end_at_marks_and_line_ends() -> None:
    assert sentences(ENGLISH("Hi! What is IMH? ok… bye\nthen")) == ["Hi!", "What is IMH?", "ok…", "bye", "then"]


@given(st.text(max_size=400))
def test_whatever_is_written_splitting_ends_and_stays_within_bounds(text: str) -> None:
    found = parts(ENGLISH(text))
    assert len(found) <= MOST_PARTS
    assert sum(map(len, found)) <= len(text)
