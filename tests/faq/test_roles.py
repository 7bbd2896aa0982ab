from __future__ import annotations

import pytest

from faq.knowledge import Knowledge
from faq.roles import fact_for_role, role_told
from tests.faq.making import heard

TOLD = {
    "judge": [
        "I'm a family court judge",
        "im a guardian ad litem in allegheny county",
        "I preside over dependency court as a judge",
    ],
    "child_welfare": ["i am a caseworker", "I work for CYS", "speaking as a casa volunteer"],
    "home_visitor": ["I'm a home visitor", "i am a home visiting nurse", "I work as a doula"],
    "medical": ["I'm a NICU nurse", "i am a pediatrician", "im an RN on the mother baby unit"],
    "early_intervention": ["I'm an early intervention provider", "i am an occupational therapist", "I work in EI"],
    "teacher": ["I'm a preschool teacher", "i run a daycare", "I teach head start"],
    "clinician": ["I'm a therapist", "i am a licensed clinical social worker", "I'm a psychologist"],
    "addiction_specialist": ["I'm an addiction counselor", "im a recovery specialist", "i work in a methadone clinic"],
    "consultant": ["I'm an IECMH consultant"],
    "parent": ["I'm a mom of two", "im a dad", "I am an expecting mother"],
    "foster_parent": ["I'm a foster parent", "i am a kinship caregiver and mom"],
    "grandparent": ["I'm a grandmother raising my grandson", "im a nana"],
    "student": ["I'm a student", "i am a grad school intern"],
    "journalist": ["I'm a reporter", "i am a journalist for the radio"],
}


@pytest.mark.parametrize(("role", "text"), [(role, text) for role, texts in TOLD.items() for text in texts])
def test_a_person_who_says_who_they_are_is_understood(role: str, text: str) -> None:
    assert role_told(heard(text, "tell_role")) == role
    assert role_told(heard(text.upper() + "!", "tell_role")) == role


def test_a_role_told_in_passing_beside_a_question_is_remembered_too() -> None:
    assert role_told(heard("i'm a judge, what is toxic stress?", "ask_toxic_stress")) == "judge"
    assert role_told(heard("as a grandmother, what can i do?", "ask_caregiver_role")) == "grandparent"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how can judges help?", "ask_help_courts"),
        ("what do home visitors do", "ask_help_home_visitors"),
        ("my mom told me about aces", "ask_aces_impact"),
        ("hello", "smalltalk_greet"),
        ("", ""),
    ],
)
def test_somebody_elses_role_is_not_the_persons(text: str, intent: str) -> None:
    assert role_told(heard(text, intent)) == ""


def test_a_role_nobody_thought_of_is_still_a_role() -> None:
    assert role_told(heard("I am a beekeeper", "tell_role")) == "other"


def test_every_role_has_its_words_and_a_fact_that_exists(knowledge: Knowledge) -> None:
    for role in TOLD:
        assert knowledge.phrase(f"role_{role}")
        assert fact_for_role(role) in knowledge.facts
    assert fact_for_role("other") == ""
    assert fact_for_role("") == ""
