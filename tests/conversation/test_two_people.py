"""Two people never share context."""

from __future__ import annotations

from tests.conversation.expecting import assert_answers, assert_kind, calls
from tests.http.client import Door


def test_one_persons_answers_roles_choices_and_danger_are_nobody_elses(door: Door) -> None:
    one, other = door.session(), door.session()
    one.say("I'm a family court judge")
    one.say("what is toxic stress")
    one.say("i want to kill myself")

    assert_kind(other.say("where does that come from?"), "smalltalk", "out_of_scope", "clarify")
    assert_kind(other.say("so how can I help?"), "clarify")
    reply = other.say("what is an ACE")
    assert_answers(reply, "aces_impact")
    assert not calls(reply)
    assert_kind(one.say("i dont know what to do"), "crisis")


def test_turn_by_turn_each_keeps_their_own(door: Door) -> None:
    one, other = door.session(), door.session()
    one.say("what is the five numbers resource")
    other.say("what is secure attachment")

    assert_answers(one.say("shorter please"), "five_numbers")
    assert_answers(other.say("shorter please"), "secure_attachment")


def test_over_rest_each_sender_keeps_their_own(door: Door) -> None:
    def said(sender: str, text: str) -> list[str]:
        (custom,) = (m["custom"] for m in door.rest({"sender": sender, "message": text}).json if "custom" in m)
        return list(custom["facts"])

    assert said("context one", "what is the five numbers resource") == ["five_numbers"]
    assert said("context other", "shorter please") == []
    assert said("context one", "shorter please") == ["five_numbers"]
