"""A conversation: each message answered once, in order, kept as it was sent, and found again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from tests.http.client import Answer, Chat, Door, only_reply

COMMANDS = [
    "/restart",
    "/ask_toxic_stress",
    ' /ask_toxic_stress{"fact": "x"}',
    "/session_start",
    "/",
    "//",
    "/stop",
    "\u3000/restart",
    "/crisis_overdose",
    "/oos_other",
    "EXTERNAL: ask_toxic_stress",
]
QUESTION = "What is the five numbers resource?"


def at_once(count: int, call: Callable[[int], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(count) as people:
        return list(people.map(call, range(count)))


def test_an_answered_message_has_the_shape_of_the_contract(chat: Chat) -> None:
    answer = chat.post(text=QUESTION)

    assert set(answer.json) == {"seq", "replies"}
    assert set(only_reply(answer)) == {"kind", "facts", "text", "blocks", "sources", "choices"}
    assert all(set(source) == {"id", "title", "section", "url"} for source in only_reply(answer)["sources"])
    assert all(set(choice) == {"id", "title"} for choice in only_reply(answer)["choices"])


def test_the_same_id_again_gets_the_same_answer_and_does_nothing_twice(chat: Chat) -> None:
    first = chat.post(id="same", text=QUESTION)
    second = chat.post(id="same", text=QUESTION)

    assert (first.status, first.json) == (second.status, second.json)
    assert len(chat.history()) == 2


def test_the_same_id_is_answered_as_before_also_later_and_with_another_text(chat: Chat) -> None:
    first = chat.post(id="same", text=QUESTION)
    chat.say("hello")

    assert chat.post(id="same", text="What counters toxic stress?").json == first.json
    assert len(chat.history()) == 4


def test_the_same_id_twenty_times_at_once_is_one_message(chat: Chat) -> None:
    answers = at_once(20, lambda _: chat.post(id="same", text=QUESTION))

    assert {answer.status for answer in answers} == {200}
    assert all(answer.json == answers[0].json for answer in answers)
    assert [message["from"] for message in chat.history()] == ["user", "bot"]


def test_two_messages_at_once_are_both_answered_in_one_order(chat: Chat) -> None:
    texts = ["What counters toxic stress?", QUESTION]
    answers = at_once(2, lambda place: chat.post(text=texts[place]))

    assert [only_reply(answer)["facts"] for answer in answers] == [["toxic_stress_antidote"], ["five_numbers"]]
    history = chat.history()
    assert [message["from"] for message in history] == ["user", "bot", "user", "bot"]
    assert {answer.json["seq"] for answer in answers} == {2, 4}
    assert [history[answer.json["seq"] - 2]["text"] for answer in answers] == texts


def test_one_id_in_two_conversations_is_two_messages(door: Door) -> None:
    answers = [door.session().post(id="same", text=text) for text in ("What counters toxic stress?", QUESTION)]
    assert [only_reply(answer)["facts"] for answer in answers] == [["toxic_stress_antidote"], ["five_numbers"]]


def test_each_message_and_reply_has_its_own_rising_number(chat: Chat) -> None:
    given = [chat.post(text=text).json["seq"] for text in ("hello", QUESTION, "thanks")]
    numbers = [message["seq"] for message in chat.history()]

    assert numbers == sorted(set(numbers))
    assert given == [message["seq"] for message in chat.history() if message["from"] == "bot"]


def test_history_gives_messages_and_replies_as_they_were(chat: Chat) -> None:
    reply = chat.say(QUESTION)
    asked, answered = chat.history()

    assert (asked["from"], asked["text"], "reply" in asked) == ("user", QUESTION, False)
    assert (answered["from"], answered["reply"], "text" in answered) == ("bot", reply, False)
    assert all(datetime.fromisoformat(message["at"]).tzinfo for message in (asked, answered))


def test_history_after_a_number_leaves_out_what_came_before(chat: Chat) -> None:
    for text in ("hello", QUESTION, "thanks"):
        chat.say(text)
    whole = chat.history()

    for message in whole:
        assert chat.history(message["seq"]) == [other for other in whole if other["seq"] > message["seq"]]
    assert chat.history(10_000) == []


@pytest.mark.parametrize("text", COMMANDS)
def test_what_looks_like_a_command_is_plain_text(chat: Chat, text: str) -> None:
    chat.say(QUESTION)
    chat.say(text)

    assert [message["text"] for message in chat.history() if message["from"] == "user"] == [QUESTION, text]


@pytest.mark.parametrize("text", ["/What counters toxic stress?", " / What counters toxic stress?"])
def test_a_question_behind_a_slash_is_answered(door: Door, text: str) -> None:
    (reply,) = (m["custom"] for m in door.rest({"sender": f"slash {text}", "message": text}).json if "custom" in m)

    assert reply["facts"] == ["toxic_stress_antidote"]
    assert door.session().say(text) == reply


def test_text_in_many_scripts_comes_back_unchanged(chat: Chat) -> None:
    text = "Wie geht's? \u00bfQu\u00e9 es? \u4f60\u597d \u0645\u0631\u062d\u0628\u0627 \U0001f476\U0001f3fd e\u0301 <b>&amp;</b> 'x'); DROP TABLE events;--\nline two"
    chat.say(text)
    assert chat.history()[0]["text"] == text


def test_a_choice_stays_good_later_in_the_conversation(chat: Chat) -> None:
    offered: list[dict[str, Any]] = chat.say(QUESTION)["choices"]
    for text in ("hello", "What counters toxic stress?", "thanks"):
        chat.say(text)

    for choice in offered:
        assert chat.choose(choice["id"])["kind"] == "answer"
        assert chat.history()[-2]["text"] == choice["title"]


def test_the_words_of_a_choice_lead_where_the_choice_leads(door: Door) -> None:
    for choice in door.session().say(QUESTION)["choices"]:
        tapped, typed = door.session().choose(choice["id"]), door.session().say(choice["title"])
        assert (typed["kind"], typed["facts"]) == (tapped["kind"], tapped["facts"])


def test_a_question_with_two_parts_gets_both_facts(chat: Chat) -> None:
    answer = chat.post(text="What is infant mental health? And what is the five numbers resource?")
    facts = {fact for reply in answer.json["replies"] for fact in reply["facts"]}
    assert facts == {"imh_definition", "five_numbers"}


def test_many_conversations_at_once_do_not_mix(door: Door) -> None:
    chats = [door.session() for _ in range(12)]
    texts = ["What counters toxic stress?", QUESTION, "Who is PA-AIMH?"]
    facts = ["toxic_stress_antidote", "five_numbers", "about_pa_aimh"]
    answers = at_once(12, lambda place: chats[place].post(text=texts[place % 3]))

    assert [only_reply(answer)["facts"] for answer in answers] == [[facts[place % 3]] for place in range(12)]
    assert [chat.history()[0]["text"] for chat in chats] == [texts[place % 3] for place in range(12)]
