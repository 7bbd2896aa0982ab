"""The product as it is started, all channels open: understanding, taps, follow-ups and danger, end to end."""

from __future__ import annotations

import pytest

from channels.telegram import TelegramInput
from faq import composing
from tests.http.product import Product, until
from tests.platforms.driver import Driver
from tests.platforms.drivers import DRIVERS
from tests.platforms.in_process import KNOWLEDGE
from tests.platforms.talking import Person, words

Open = tuple[Product, dict[str, Driver]]
CHANNELS = [kind.connector.name() for kind in DRIVERS]


def somebody(open_product: Open, channel: str, name: str) -> Person:
    product, drivers = open_product
    return Person(drivers[channel], product.door, name)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_question_as_people_type_it_a_choice_and_a_follow_up(open_product: Open, channel: str) -> None:
    person = somebody(open_product, channel, "asks")
    answer = composing.answer(KNOWLEDGE, ("toxic_stress_antidote",))

    shown = words(person.say("is there anything that protects babies from toxic stress?"))
    assert answer.blocks[0].as_text()[:30] in shown or answer.short[:30] in shown
    chosen = words(person.choose(1))
    assert chosen
    assert chosen != shown
    assert person.say("where does that come from?", holding=KNOWLEDGE.phrase("source_of_answer"))


@pytest.mark.parametrize("channel", CHANNELS)
def test_danger_gets_help_lines_even_at_the_end_of_all_that_a_message_holds(open_product: Open, channel: str) -> None:
    assert somebody(open_product, channel, "danger").say("I want to kill myself", holding="988")
    long = f"{'We went to the park and it was fine. ' * 105}I want to kill myself"
    assert somebody(open_product, channel, "long danger").say(long, holding="988")


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_edit_that_tells_of_danger_is_answered_and_another_is_not(open_product: Open, channel: str) -> None:
    person = somebody(open_product, channel, "edits")
    edits = [person.driver.edited(person.name, text) for text in ("What is toxic stress?", "I want to kill myself")]
    if None in edits:
        pytest.skip("no edits here")
    for edit in edits:
        assert edit
        assert person.send(edit) == 200
    until(person.seen, 60, lambda: "nothing came")

    (shown,) = person.seen()
    assert "988" in shown.text


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_open_channel_is_ready(open_product: Open, channel: str) -> None:
    product, _ = open_product
    until(lambda: product.door.call("GET", f"/webhooks/{channel}/").status == 200, 60, product.said)


def test_nothing_that_people_wrote_and_no_id_or_secret_stands_in_the_log(open_product: Open) -> None:
    product, drivers = open_product
    person = somebody(open_product, TelegramInput.name(), "unseen in the log")
    person.say("a sentence that must not be logged")
    said = product.said()

    for secret in (
        "must not be logged",
        drivers["telegram"].address(person.name),
        *drivers["telegram"].environment().values(),
    ):
        assert secret not in said
