from __future__ import annotations

import pytest

from faq.conversation import Conversation
from faq.danger import crisis_form, goes_on
from tests.faq.making import heard

JUST_TOLD = Conversation(danger="violence_at_home", kind="crisis", turns=1)
TOLD_BEFORE = Conversation(danger="violence_at_home", danger_age=1, kind="smalltalk", turns=2)
QUIET = Conversation()

WATCHED = [
    "he checks my phone",
    "my husband reads my texts",
    "my phone is being tracked",
    "she goes through my messages",
    "he can see my browser history",
]
CANNOT_CALL = [
    "i can't call", "i cant talk right now", "i'm afraid to call anyone", "he will hear me", "i don't have a phone", "no minutes left",
    "can i text instead", "i hate talking on the phone", "its not safe to talk",
]  # fmt: skip


@pytest.mark.parametrize("text", [*WATCHED, *CANNOT_CALL])
def test_what_a_person_adds_about_calling_or_being_watched_goes_on_with_the_danger(text: str) -> None:
    for before in (JUST_TOLD, TOLD_BEFORE):
        assert goes_on(heard(text, "oos_other"), before)
    assert not goes_on(heard(text, "oos_other"), QUIET)


@pytest.mark.parametrize("text", WATCHED)
def test_the_watched_get_the_wording_and_lines_for_the_watched(text: str) -> None:
    assert crisis_form(heard(text), JUST_TOLD) == ("watched", "watched")


@pytest.mark.parametrize("text", CANNOT_CALL)
def test_those_who_cannot_call_get_lines_that_take_texts(text: str) -> None:
    assert crisis_form(heard(text), JUST_TOLD) == ("cannot_call", "cannot_call")


@pytest.mark.parametrize(
    "intent", ["oos_other", "advice_legal", "", "crisis_overdose", "smalltalk_complaint", "followup_more"]
)
def test_right_after_a_disclosure_whatever_is_no_question_goes_on(intent: str) -> None:
    assert goes_on(heard("i don't know what to do", intent), JUST_TOLD)
    assert not goes_on(heard("i don't know what to do", intent), TOLD_BEFORE)


@pytest.mark.parametrize("intent", ["ask_toxic_stress", "smalltalk_thanks", "smalltalk_goodbye", "smalltalk_restart"])
def test_a_question_or_a_goodbye_leaves_the_danger(intent: str) -> None:
    assert not goes_on(heard("ok and what is toxic stress", intent), JUST_TOLD)


def test_a_choice_and_what_cannot_be_read_leave_the_danger() -> None:
    assert not goes_on(heard("Toxic stress", "", choice="c1"), JUST_TOLD)
    assert not goes_on(heard("asdfgh", "", unreadable="mash"), JUST_TOLD)


def test_told_again_the_words_are_others_and_a_new_danger_has_its_own() -> None:
    assert crisis_form(heard("he hit me again", danger="violence_at_home"), JUST_TOLD) == ("still", "")
    assert crisis_form(heard("i want to die", danger="self_harm"), JUST_TOLD) == ("", "")
    assert crisis_form(heard("he hit me", danger="violence_at_home"), QUIET) == ("", "")


def test_danger_and_being_watched_in_one_message_give_the_watched_wording_at_once() -> None:
    assert crisis_form(heard("he hits me and he reads my texts", danger="violence_at_home"), QUIET) == (
        "watched",
        "watched",
    )
