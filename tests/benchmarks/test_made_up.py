"""The made-up people of the sample report."""

from __future__ import annotations

from benchmarks.made_up import people, themes
from insights.fitness import refusals
from tests.http.product import REPOSITORY


def test_each_made_up_question_could_be_learned_from_a_report() -> None:
    questions = [question for theme in themes() for question in theme]
    reasons = refusals(questions, REPOSITORY)
    assert [(q, why) for q, why in zip(questions, reasons, strict=True) if why] == []


def test_the_same_people_come_each_time_and_ask_the_same() -> None:
    drawn = [[person.question().text for person in people(40, seed=8)] for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) > 20
