"""How every messaging channel takes webhooks and sends messages, in this process."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from channels.messaging.counting import COUNTS
from tests.http.product import until
from tests.platforms.fake import Fault
from tests.platforms.in_process import KNOWLEDGE
from tests.platforms.shared import QUESTION, fitting, settled, stress_answer
from tests.platforms.talking import PATIENCE, Channel, Person, words

# ---- Webhooks ----


def test_forged_and_stale_webhooks_are_refused_without_a_word_and_change_nothing(channel: Channel) -> None:
    stale = channel.driver.stale("somebody", QUESTION)
    for delivery in [*channel.driver.forged("somebody", QUESTION), *([stale] if stale else [])]:
        answer = channel.bot.door.call(
            "POST", f"/webhooks/{channel.driver.channel}/webhook", delivery.body, delivery.headers
        )
        assert (answer.status in (401, 403), answer.content) == (True, b"")
    settled(channel)

    assert channel.driver.seen("somebody") == []


def test_malformed_webhooks_are_acknowledged_and_break_nothing(channel: Channel) -> None:
    for delivery in channel.driver.malformed():
        assert channel.person().send(delivery) < 500

    assert channel.person().say(QUESTION)


def test_one_event_a_hundred_times_is_answered_once(channel: Channel) -> None:
    person = channel.person()
    delivery = channel.driver.text(person.name, QUESTION)
    with ThreadPoolExecutor(10) as many:
        assert set(many.map(lambda _: person.send(delivery), range(100))) == {200}
    until(lambda: person.seen() and channel.is_done(), PATIENCE, lambda: "nothing came")

    heard = [m for m in channel.bot.core.heard if m.input_channel == channel.driver.channel]
    assert sum(stress_answer()[:30] in " ".join(s.text.split()) for s in person.seen()) == 1
    assert len([m for m in heard if m.sender_id == heard[-1].sender_id]) == 1


def test_an_event_that_comes_again_while_the_first_is_worked_on_is_only_acknowledged(channel: Channel) -> None:
    person, channel.bot.core.slow = channel.person(), 0.5
    try:
        delivery = channel.driver.text(person.name, "hello")
        assert [person.send(delivery) for _ in range(3)] == [200] * 3
        settled(channel)
    finally:
        channel.bot.core.slow = 0.0

    assert len(person.seen()) == 1


def test_several_events_of_one_person_are_answered_in_order(channel: Channel) -> None:
    person = channel.person()
    questions = [KNOWLEDGE.facts[fact].question for fact in list(KNOWLEDGE.facts)[:6]]
    for question in questions:
        assert person.send(channel.driver.text(person.name, question)) == 200
    settled(channel)

    assert [m.text for m in channel.bot.core.heard][-6:] == questions
    assert len(person.seen()) >= 6


def test_a_batch_is_answered_whole(channel: Channel) -> None:
    said = {f"batched {n}": QUESTION for n in range(3)}
    assert channel.person().send(fitting(channel, channel.driver.batch(said))) == 200
    settled(channel)

    assert all(len(channel.driver.seen(name)) >= 1 for name in said)


# ---- When something fails ----


def test_when_the_bot_fails_the_person_gets_the_emergency_lines(channel: Channel) -> None:
    channel.bot.core.fails = True
    try:
        shown = words(channel.person().say(QUESTION))
    finally:
        channel.bot.core.fails = False

    assert "911" in shown
    assert "988" in shown


@pytest.mark.parametrize("fault", [Fault(500), Fault(503), Fault(0)])
def test_a_message_that_the_platform_fails_to_take_is_sent_again(channel: Channel, fault: Fault) -> None:
    channel.driver.fake.faults.append(fault)

    assert stress_answer()[:30] in words(channel.person().say(QUESTION))


def test_when_the_platform_says_429_the_message_waits_as_long_as_it_asks(channel: Channel) -> None:
    channel.driver.fake.faults.append(Fault(**channel.driver.too_many(1)))  # type: ignore[arg-type]
    channel.person().say("hello")
    failed, *_, sent = [t for t in channel.driver.fake.taken if channel.driver.fake.shows(t.name)][-2:]

    assert failed.status == 429
    assert sent.at - failed.at >= 1


def test_a_message_that_cannot_be_sent_is_counted_as_lost_and_the_next_one_comes(channel: Channel) -> None:
    person, counts = channel.person(), COUNTS[channel.driver.channel]
    lost = counts["lost"]
    channel.driver.fake.faults.append(Fault(403))
    assert person.send(channel.driver.text(person.name, QUESTION)) == 200
    until(lambda: counts["lost"] == lost + 1 and channel.is_done(), PATIENCE, lambda: str(counts))

    assert person.say("hello")


# ---- The channel ----


def test_an_open_channel_says_that_it_is_ready(channel: Channel) -> None:
    until(lambda: health(channel)[0] == 200, PATIENCE, lambda: str(health(channel)))
    status = health(channel)[1]
    assert {name: status[name] for name in status if name != "counts"} == {
        "channel": channel.driver.channel,
        "status": "ready",
    }


def test_the_state_of_a_channel_counts_what_came_and_went_and_says_nothing_of_anybody(channel: Channel) -> None:
    def counts() -> dict[str, int]:
        return dict(health(channel)[1]["counts"])

    before, person = counts(), channel.person()
    delivery = channel.driver.text(person.name, "hello")
    person.hears(delivery)
    assert person.send(delivery) == 200
    after = counts()

    assert {name: after[name] - before.get(name, 0) for name in ("taken", "answered", "repeated")} == {
        "taken": 1,
        "answered": 1,
        "repeated": 1,
    }
    assert after["sent"] > before.get("sent", 0)
    assert all(isinstance(count, int) for count in after.values())


def health(channel: Channel) -> tuple[int, dict[str, Any]]:
    answer = channel.bot.door.call("GET", f"/webhooks/{channel.driver.channel}/")
    return answer.status, answer.json


def test_conversations_are_kept_under_names_that_say_nothing_of_the_person(channel: Channel) -> None:
    person: Person = channel.person("Elisabeth")
    person.say("hello")
    (heard,) = [m for m in channel.bot.core.heard if m.input_channel == channel.driver.channel][-1:]

    assert heard.sender_id.startswith(f"{channel.driver.channel}-")
    assert channel.driver.address("Elisabeth") not in heard.sender_id
    assert channel.driver.address("Elisabeth") not in json.dumps(heard.metadata)
