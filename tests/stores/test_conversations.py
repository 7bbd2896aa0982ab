"""Conversations as stored, the same on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from stores import database
from stores.conversations import Conversations
from tests.stores.saying import listening, replied, said

HARD = "é 👶🏽 \u202e \x00 \ud800 % ' \" \\ ; DROP TABLE events; --"  # in Rasa's JSON all of it is escaped


def test_messages_come_back_in_order_numbered_from_one_and_events_without_a_number_between(
    conversations: Conversations,
) -> None:
    conversations.append("c", [listening(), said("one"), replied("two"), listening()])
    conversations.append("c", [said("three"), replied("four")])

    assert [(1, "one"), (2, "two"), (3, "three"), (4, "four")] == [
        (m.seq, m.data["text"]) for m in conversations.messages("c")
    ]
    assert ["action", "user", "bot", "action", "user", "bot"] == [e.type_name for e in conversations.all_events("c")]
    assert ["user", "bot"] == [e.type_name for e in conversations.newest("c", 2)]
    assert [3, 4] == [m.seq for m in conversations.messages("c", after=2)]


def test_what_one_conversation_holds_no_other_shows(conversations: Conversations) -> None:
    conversations.append("a", [said("mine")])
    conversations.append("b", [said("yours")])

    assert ["mine"] == [m.data["text"] for m in conversations.messages("a")]
    assert ["a", "b"] == sorted(conversations.ids())


def test_the_replies_to_a_message_are_found_by_the_clients_id(conversations: Conversations) -> None:
    conversations.append("c", [said("one", "m1"), replied("two"), replied("three"), said("four", "m2")])

    assert ["two", "three"] == [m.data["text"] for m in conversations.replies_to("c", "m1") or []]
    assert conversations.replies_to("c", "m2") == []
    assert conversations.replies_to("c", "m3") is None


def test_the_hardest_characters_come_back_as_they_were(conversations: Conversations) -> None:
    conversations.append("c", [said(HARD)])

    assert [HARD] == [m.data["text"] for m in conversations.messages("c")]


def test_a_message_with_an_id_that_is_stored_is_refused_and_nothing_of_its_turn_is_kept(
    conversations: Conversations,
) -> None:
    conversations.append("c", [said("one", "m1"), replied("two")])
    with pytest.raises(sa.exc.IntegrityError):
        conversations.append("c", [listening(), said("one", "m1"), replied("two")])

    assert 2 == len(conversations.all_events("c"))


def test_of_turns_stored_at_once_each_is_whole_or_refused_and_no_number_is_given_twice(
    conversations: Conversations,
) -> None:
    def store(number: int) -> bool:
        try:
            conversations.append("c", [said(f"q{number}", f"m{number}"), replied(f"a{number}")])
        except sa.exc.SQLAlchemyError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        kept = [number for number, good in enumerate(pool.map(store, range(40))) if good]

    messages = conversations.messages("c")
    assert kept
    assert list(range(1, 2 * len(kept) + 1)) == [m.seq for m in messages]
    texts = [m.data["text"] for m in messages]
    assert sorted((f"q{n}", f"a{n}") for n in kept) == sorted(zip(texts[::2], texts[1::2], strict=True))


def test_feedback_is_kept_once_a_reply_and_refused_for_what_is_none(url: str, conversations: Conversations) -> None:
    conversations.append("c", [said("one"), replied("two")])

    assert conversations.give_feedback("c", 2, True, "", 5.0)
    assert conversations.give_feedback("c", 2, False, "too long", 6.0)
    assert not conversations.give_feedback("c", 1, True, "", 7.0)
    with database.engine_for(url).connect() as connection:
        rows = connection.execute(sa.select(database.feedback)).fetchall()
    assert [("c", 2, False, "too long", 6.0)] == [tuple(row) for row in rows]


def test_feedback_given_many_times_at_once_is_kept_once(conversations: Conversations) -> None:
    conversations.append("c", [said("one"), replied("two")])

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda n: conversations.give_feedback("c", 2, True, str(n), n), range(24)))

    assert all(given)


def test_an_erased_conversation_is_gone_with_its_feedback_and_stays_ended(
    url: str, conversations: Conversations
) -> None:
    conversations.append("c", [said("one"), replied("two")])
    conversations.append("d", [said("one")])
    conversations.give_feedback("c", 2, True, "thanks", 5.0)
    conversations.end("key", 9.0)
    conversations.end("key", 10.0)
    conversations.erase("c")

    assert ["d"] == conversations.ids()
    assert conversations.is_ended("key")
    assert not conversations.is_ended("another")
    with database.engine_for(url).connect() as connection:
        assert 0 == connection.execute(sa.select(sa.func.count()).select_from(database.feedback)).scalar()


def test_a_store_is_opened_many_times_at_once_and_again(url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        engines = list(pool.map(lambda _: database.engine_for.__wrapped__(url), range(8)))
    for engine in engines:
        with engine.connect() as connection:
            assert 0 == connection.execute(sa.select(sa.func.count()).select_from(database.events)).scalar()
        engine.dispose()


def test_the_check_says_nothing_of_a_good_store(url: str) -> None:
    database.check(url)
