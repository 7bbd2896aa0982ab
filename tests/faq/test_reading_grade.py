from __future__ import annotations

import socket
import statistics

import pytest

from faq.knowledge import Knowledge
from faq.reading_grade import ANSWER_MOST, CRISIS_MOST, grade, wording

HARD = "Comprehensive interdisciplinary collaboration facilitates developmentally appropriate intervention strategies."


def test_easy_words_in_short_sentences_grade_low_and_the_reverse() -> None:
    assert grade("The cat sat on the mat. It was a big cat.", ()) < 2
    assert grade(HARD, ()) > 15


def test_set_terms_count_as_one_short_word_whatever_their_case() -> None:
    long = "We like the neonatal abstinence syndrome interdisciplinary group a lot."
    terms = ("Neonatal Abstinence Syndrome Interdisciplinary", "syndrome")
    assert grade(long, terms) == grade("We like the term group a lot.", ())
    assert grade("The acesx were good to see.", ("ACEs",)) == grade("The acesx were good to see.", ())


def test_a_doctors_letters_end_no_sentence() -> None:
    assert grade("She is a doctor, M.D., and she works here.", ()) == grade(
        "She is a doctor, MD, and she works here.", ()
    )


def test_words_that_no_dictionary_holds_are_graded_too() -> None:
    assert grade("Zzyzx qwrtp 2017 1-800 www.pa-aimh.org.", ()) > 0


def test_quotations_are_left_out(knowledge: Knowledge) -> None:
    words = wording(knowledge.facts["sud_root_cause"])
    assert "come back and haunt" not in words
    assert "In plain words" in words


def test_every_answer_and_short_form_is_within_its_grade(knowledge: Knowledge) -> None:
    terms = knowledge.set_terms
    answers = {f.id: grade(wording(f), terms) for f in knowledge.facts.values()}
    shorts = {f.id: grade(f.short.text, terms) for f in knowledge.facts.values()}
    assert {i: g for i, g in {**answers, **shorts}.items() if g > ANSWER_MOST} == {}
    assert {i: g for i, g in shorts.items() if g > ANSWER_MOST} == {}
    assert statistics.median(answers.values()) <= 6


def test_every_crisis_text_is_within_its_grade(knowledge: Knowledge) -> None:
    texts = {i: t for i, t in knowledge.phrases.items() if i.startswith("crisis_") and "_es" not in i}
    assert len(texts) > 20
    assert {
        i: grade(t, knowledge.set_terms) for i, t in texts.items() if grade(t, knowledge.set_terms) > CRISIS_MOST
    } == {}


def test_grading_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert grade("A text that nobody graded before, about babies.", ()) > 0
