from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from faq.conversation import ANSWERS_THAT_CALM, DANGER_TURNS, EARLIER_MOST, MEMORY, Conversation, conversation_of
from faq.reply import Choice, Kind, Reply


def reply(kind: Kind, *facts: str, category: str = "", choices: tuple[str, ...] = ()) -> Reply:
    return Reply(kind, facts, (), (), tuple(Choice(c, c) for c in choices), category)


ANSWER = reply(Kind.ANSWER, "toxic_stress")
CRISIS = reply(Kind.CRISIS, category="overdose")
CHAT = reply(Kind.SMALLTALK)


def said(*replies: Reply) -> Conversation:
    state = Conversation()
    for given_reply in replies:
        state = state.after(given_reply)
    return state


def test_the_facts_of_the_last_answer_are_remembered_until_others_are_answered() -> None:
    state = said(ANSWER, CHAT, reply(Kind.OUT_OF_SCOPE))
    assert state.facts == ("toxic_stress",)
    assert said(ANSWER, reply(Kind.ANSWER, "resources")).facts == ("resources",)


def test_facts_only_offered_or_advised_are_not_facts_answered() -> None:
    assert said(ANSWER, reply(Kind.CLARIFY, "resources", "age_range"), reply(Kind.ADVICE, "resources")).facts == (
        "toxic_stress",
    )


def test_earlier_facts_are_remembered_newest_first_each_once_and_not_forever() -> None:
    state = said(*(reply(Kind.ANSWER, f"fact_{n}") for n in (*range(9), 8, 3)))
    assert state.facts == ("fact_3",)
    assert state.earlier == ("fact_8", "fact_7", "fact_6", "fact_5", "fact_4")
    assert len(state.earlier) == EARLIER_MOST


def test_choices_are_good_for_one_turn() -> None:
    state = said(reply(Kind.CLARIFY, choices=("c1", "c2")))
    assert state.offered == ("c1", "c2")
    assert state.after(CHAT).offered == ()


def test_a_role_lasts_until_another_is_told() -> None:
    state = Conversation().after(CHAT, role="judge").after(ANSWER).after(CHAT)
    assert state.role == "judge"
    assert state.after(CHAT, role="parent").role == "parent"


def test_danger_lasts_a_few_turns() -> None:
    state = Conversation().after(CRISIS, language="es")
    assert (state.danger, state.danger_language, state.danger_age) == ("overdose", "es", 0)
    for _ in range(DANGER_TURNS):
        state = state.after(CHAT, language="es")
        assert state.danger == "overdose"
    assert state.after(CHAT).danger == ""


def test_danger_is_over_after_two_answers_and_told_again_begins_anew() -> None:
    assert (ANSWERS_THAT_CALM, DANGER_TURNS, EARLIER_MOST) == (2, 6, 5), "chosen, not incidental"
    calmer = said(CRISIS, *[ANSWER] * (ANSWERS_THAT_CALM - 1))
    assert calmer.danger == "overdose"
    assert calmer.after(ANSWER).danger == ""
    assert (calmer.after(CRISIS).calm, calmer.after(CRISIS).danger_age) == (0, 0)


def bot(state: Conversation) -> dict[str, Any]:
    return {"event": "bot", "metadata": {MEMORY: json.loads(json.dumps(state.as_dict()))}}


def test_the_state_comes_back_from_the_last_bot_message() -> None:
    state = said(ANSWER, CRISIS, reply(Kind.CLARIFY, "age_range", choices=("c1",)))
    events = [
        bot(said(ANSWER)),
        {"event": "user", "text": "hi"},
        bot(state),
        {"event": "action", "name": "action_listen"},
    ]
    assert conversation_of(events) == state


def test_starting_over_forgets_everything() -> None:
    assert conversation_of([bot(said(ANSWER, CRISIS)), {"event": "restart"}]) == Conversation()


def test_asking_to_start_over_forgets_everything_but_what_is_offered_now() -> None:
    state = said(ANSWER, CRISIS).after(reply(Kind.SMALLTALK, category="restart", choices=("c1",)), role="")
    assert (state.facts, state.earlier, state.danger, state.role, state.offered) == ((), (), "", "", ("c1",))


def test_a_bot_message_that_remembers_nothing_changes_nothing() -> None:
    state = said(ANSWER)
    for empty in ({"event": "bot"}, {"event": "bot", "metadata": None}, {"event": "bot", "metadata": {MEMORY: {}}}):
        assert conversation_of([bot(state), empty]) == state
    assert conversation_of([]) == Conversation()


def test_what_another_version_remembered_is_passed_over() -> None:
    memory = {"facts": ["age_range"], "mood": "sunny"}
    assert conversation_of([{"event": "bot", "metadata": {MEMORY: memory}}]) == Conversation(facts=("age_range",))


def test_facts_that_were_taken_out_of_the_files_are_forgotten() -> None:
    state = Conversation(facts=("gone", "age_range"), earlier=("gone_too", "resources"))
    kept = state.without_facts_gone({"age_range", "resources"})
    assert (kept.facts, kept.earlier) == (("age_range",), ("resources",))


replies = st.builds(
    reply,
    st.sampled_from(list(Kind)),
    st.sampled_from(["age_range", "resources", "toxic_stress"]),
    category=st.sampled_from(["", "overdose"]),
)


@given(st.lists(replies, max_size=30))
def test_whatever_was_said_the_state_stays_small_and_survives_storing(told: list[Reply]) -> None:
    state = said(*told)
    assert conversation_of([bot(state)]) == state
    assert len(json.dumps(state.as_dict())) < 1000
    assert not set(state.facts) & set(state.earlier)
