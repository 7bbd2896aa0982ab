"""A follow-up leans on what came before, whatever the answer was."""

from __future__ import annotations

import pytest

from tests.conversation.expecting import assert_about, assert_answers, told
from tests.http.client import Chat


@pytest.mark.parametrize(
    "text", ["and where does that come from?", "who told you this", "what page is that on", "can you back that up with a source"]
)  # fmt: skip
def test_where_it_comes_from_names_the_sheet_and_its_section(chat: Chat, text: str) -> None:
    chat.say("what does toxic stress do to a baby")
    reply = chat.say(text)

    assert_answers(reply, "toxic_stress")
    assert "3 Reasons Good Infant Mental Health Matters, Body & health" in reply["text"]


@pytest.mark.parametrize("text", ["ok so give me the link", "could you send me that link", "the url for that?"])
def test_the_link_is_given(chat: Chat, text: str) -> None:
    chat.say("what is the five numbers resource")
    reply = chat.say(text)

    assert_answers(reply, "five_numbers")
    assert "http" in reply["text"]


@pytest.mark.parametrize(
    "text", ["please tell me a bit more", "go on please, im listening", "what else do you have on it"]
)
def test_more_is_something_not_yet_said(chat: Chat, text: str) -> None:
    chat.say("what is infant mental health")
    reply = chat.say(text)

    assert reply["kind"] == "answer", told(reply)
    assert reply["facts"] != ["imh_definition"]


@pytest.mark.parametrize("text", ["but why", "why though?", "and why would that be"])
def test_why_is_answered_with_a_reason(chat: Chat, text: str) -> None:
    chat.say("what is infant mental health")
    assert_about(chat.say(text), "three_reasons", "brain_architecture")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("and what about judges?", "help_courts"),
        ("ok and for home visitors", "help_home_visitors"),
        ("how about addiction counselors then", "help_addiction_specialists"),
        ("and the daycare consultants?", "help_consultants"),
        ("what about therapists though", "help_clinicians"),
    ],
)
def test_another_profession_is_turned_to(chat: Chat, text: str, fact: str) -> None:
    chat.say("what can nurses do for newborns whose parents use drugs")
    assert_answers(chat.say(text), fact)


@pytest.mark.parametrize(
    "text", ["say that shorter pls", "too long, sum it up", "and in one sentence?", "more easy words please"]
)
def test_a_shorter_form_is_shorter_and_of_the_same(chat: Chat, text: str) -> None:
    chat.say("define infant early childhood mental health")
    whole = chat.history()[-1]["reply"]
    reply = chat.say(text)

    assert_answers(reply, "iecmh_definition")
    assert len(reply["blocks"][-1]["text"]) < sum(len(str(block)) for block in whole["blocks"])


@pytest.mark.parametrize("text", ["say it to me again", "sorry, once more?", "can you repeat that for me"])
def test_it_is_said_again(chat: Chat, text: str) -> None:
    whole = chat.say("how many brain connections are made every second")
    reply = chat.say(text)

    assert_answers(reply, "brain_connections")
    assert reply["blocks"][-1] == whole["blocks"][-1]


@pytest.mark.parametrize("text", ["do you have an example?", "like what for example", "give me an example of that"])
def test_an_example_is_given_or_said_to_be_missing(chat: Chat, text: str) -> None:
    chat.say("how do consultants help child care teachers with NAS babies")
    reply = chat.say(text)

    assert_about(reply, "help_consultants")
    assert "soothing" in reply["text"]


@pytest.mark.parametrize(
    "text", ["does that go for fathers?", "and is that true of dads too", "does it hold for grandparents as well?"]
)
def test_whom_it_goes_for_is_answered_from_what_was_said(chat: Chat, text: str) -> None:
    chat.say("what is secure attachment")
    assert_about(chat.say(text), "secure_attachment", "caregiver_role")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("the first one", "brain_architecture"),
        ("tell me about the second one", "toxic_stress"),
        ("and the third?", "behavior_relationships"),
        ("the last one please", "behavior_relationships"),
    ],
)
def test_one_item_of_a_list_by_its_place(chat: Chat, text: str, fact: str) -> None:
    chat.say("why does infant mental health matter")
    assert_about(chat.say(text), fact)


def test_item_after_item_of_one_list(chat: Chat) -> None:
    chat.say("what are the six examples of helping families with substance use")
    for text, fact in [
        ("the fourth one", "help_consultants"),
        ("and the fifth?", "help_clinicians"),
        ("now the first", "help_courts"),
    ]:
        assert_about(chat.say(text), fact)


def test_a_follow_up_on_an_item_is_about_the_item(chat: Chat) -> None:
    chat.say("why does infant mental health matter")
    chat.say("the second one")
    assert_answers(chat.say("shorter please"), "toxic_stress")


def test_an_item_that_is_not_there_is_said_to_be_missing(chat: Chat) -> None:
    chat.say("why does infant mental health matter")
    assert_answers(chat.say("the fifth one"), "three_reasons")


@pytest.mark.parametrize(
    "text", ["so what can i do about that", "ok how do i fix it", "what do i do then", "and what can we do against it?"]
)
def test_what_can_be_done_about_it(chat: Chat, text: str) -> None:
    chat.say("what does toxic stress do")
    assert_about(chat.say(text), "toxic_stress_antidote", "caregiver_role")


@pytest.mark.parametrize("text", ["tell me more", "why?", "where does that come from?", "shorter"])
def test_with_nothing_said_before_it_asks(chat: Chat, text: str) -> None:
    reply = chat.say(text)
    assert reply["kind"] in ("smalltalk", "clarify", "out_of_scope"), told(reply)
    assert reply["choices"]
