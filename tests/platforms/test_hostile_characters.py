"""A lone surrogate and a NUL in a message of any platform break nothing, and personal details written there are not stored."""

from __future__ import annotations

import pytest

from tests.http.test_hostile_characters import HOSTILE
from tests.platforms.shared import QUESTION, stress_answer
from tests.platforms.talking import Channel, words
from tests.platforms.test_keeping import everything_stored

STORY = (
    "My name is Quillonbert, call 717-555-0188 or quill@zanzibar.example, 4417 Zanzibar Street. Or 988 or 717-216-0905"
)
DETAILS = ("Quillonbert", "717-555-0188", "quill@zanzibar.example", "4417 Zanzibar Street")


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_text_is_answered_and_the_next_message_too(channel: Channel, hostile: str) -> None:
    person = channel.person()
    try:
        delivery = channel.driver.text(person.name, f"what is {hostile} toxic stress")
    except UnicodeEncodeError:
        pytest.skip(f"{channel.driver.channel} sends forms, in which there are none")
    assert words(person.hears(delivery))
    assert stress_answer()[:30] in words(person.say(QUESTION))


def test_personal_details_are_answered_and_not_stored(channel: Channel) -> None:
    person = channel.person()
    assert words(person.say(STORY))
    stored = everything_stored(channel.bot)

    assert [detail for detail in DETAILS if detail in stored] == []
    assert "My name is [name], call [phone number] or [e-mail], [address]. Or 988 or 717-216-0905" in stored
