"""What is wrongly taken for granted is set right from the facts, never with a bare yes."""

from __future__ import annotations

import re

import pytest

from tests.conversation.expecting import assert_about
from tests.http.client import Chat


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("surely a baby is way too young for mental health, right?", ("imh_definition", "iecmh_definition", "three_reasons")),
        ("infant mental health ends at the first birthday, doesn't it", ("age_range", "imh_definition")),
        ("stress is good for babies, it toughens them, no?", ("toxic_stress",)),
        ("a million brain connections a minute, correct?", ("brain_connections",)),
        ("only mothers count, not fathers, right", ("caregiver_role", "secure_attachment")),
        ("kids forget everything so aces dont matter later, do they", ("aces_impact",)),
        ("Nothing can be done against toxic stress, isn't that so?", ("toxic_stress_antidote",)),
        ("so professionals can't do anything for addicted families, yes?", ("sud_help",)),
    ],
)  # fmt: skip
def test_the_facts_are_given_and_no_yes(chat: Chat, text: str, facts: tuple[str, ...]) -> None:
    reply = chat.say(text)
    assert_about(reply, *facts)
    assert not re.match(r"(?:yes|yeah|right|correct|true|no)\b", reply["text"], re.IGNORECASE)
