from __future__ import annotations

import pytest

from faq.knowledge import Knowledge
from faq.topics import topics_named


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("and judges?", ("help_courts",)),
        ("what about Nadine Burke-Harris", ("sud_root_cause",)),
        ("the antidote to toxic stress", ("toxic_stress_antidote", "toxic_stress")),
        ("infant early childhood mental health", ("iecmh_definition",)),
        ("tell me more", ()),
        ("misjudges and courtship", ()),
        ("", ()),
    ],
)
def test_topics_are_named_by_whole_words_the_longest_name_first(
    text: str, facts: tuple[str, ...], knowledge: Knowledge
) -> None:
    assert topics_named(knowledge, text)[: len(facts) or None] == facts


def test_every_fact_is_named_by_each_of_its_names(knowledge: Knowledge) -> None:
    for fact in knowledge.facts.values():
        for name in fact.names:
            assert fact.id in topics_named(knowledge, f"and {name}?"), name
