"""What people see on every messaging channel, in this process."""

from __future__ import annotations

import pytest

from faq import composing
from tests.platforms.in_process import DANGER, INTENTS, KNOWLEDGE
from tests.platforms.shared import QUESTION, fitting, settled, stress_answer
from tests.platforms.talking import Channel, words


@pytest.mark.parametrize("fact", KNOWLEDGE.facts)
def test_every_fact_is_shown_whole_or_in_short_with_its_source(channel: Channel, fact: str) -> None:
    shown = channel.person().say(KNOWLEDGE.facts[fact].question)
    reply = composing.answer(KNOWLEDGE, (fact,))
    seen = words(shown)

    whole = all(all(part in seen for part in " ".join(b.as_text().split()).split("- ")) for b in reply.blocks)
    assert whole or reply.short in seen
    for source in reply.sources:
        assert source.url in seen or source.url in [link for message in shown for link in message.links]


@pytest.mark.parametrize("fact", ["toxic_stress_antidote", "three_reasons", "help_courts"])
def test_choices_under_an_answer_lead_to_their_facts(channel: Channel, fact: str) -> None:
    for place, choice in enumerate(composing.answer(KNOWLEDGE, (fact,)).choices, 1):
        person = channel.person()
        person.say(KNOWLEDGE.facts[fact].question)
        shown = words(person.choose(place))
        (target,) = (f for f in KNOWLEDGE.facts.values() if f.title == choice.title)
        block = " ".join(composing.answer(KNOWLEDGE, (target.id,)).blocks[0].as_text().split())
        assert block.split("- ")[0] in shown or target.short.text in shown


def test_a_choice_can_be_taken_by_typing_its_number_or_its_words(channel: Channel) -> None:
    choice = composing.answer(KNOWLEDGE, ("toxic_stress_antidote",)).choices[0]
    by_number, by_words = channel.person(), channel.person()
    by_number.say(QUESTION)

    assert words(by_number.say("1")) == words(by_words.say(choice.title))


def test_every_kind_of_reply_is_shown(channel: Channel) -> None:
    for text, intent in INTENTS.items():
        shown = words(channel.person().say(text))
        assert len(shown) > 20, (text, intent)


def test_follow_ups_lean_on_what_was_said(channel: Channel) -> None:
    person = channel.person()
    person.say(QUESTION)

    assert KNOWLEDGE.phrase("source_of_answer") in words(person.say("where does that come from?"))


def test_help_lines_are_shown_with_their_numbers(channel: Channel) -> None:
    shown = words(channel.person().say(DANGER))

    for line in KNOWLEDGE.lines_for("self_harm"):
        assert line.call in shown.replace("+1-", "1-")


def test_danger_in_the_last_piece_of_a_long_text_is_answered_first(channel: Channel) -> None:
    shown = words(channel.person().say(f"{'My day was long. ' * 240}{DANGER}"))

    assert "988" in shown


def test_two_people_share_nothing(channel: Channel) -> None:
    channel.person("one").say(QUESTION)
    source = words(channel.person("another").say("where does that come from?"))

    assert KNOWLEDGE.phrase("source_of_answer") not in source


def test_opening_the_conversation_is_greeted(channel: Channel) -> None:
    person = channel.person()
    shown = words(person.hears(fitting(channel, channel.driver.start(person.name))))

    assert KNOWLEDGE.phrase("greeting") in shown or KNOWLEDGE.phrase("greeting_short") in shown


def test_media_without_words_get_a_fitting_sentence(channel: Channel) -> None:
    for delivery in channel.driver.media("sends pictures"):
        shown = channel.person("sends pictures").hears(delivery)
        assert words(shown).startswith(KNOWLEDGE.phrase("media")[:40])


def test_the_words_under_a_picture_are_answered(channel: Channel) -> None:
    person = channel.person()
    shown = person.hears(fitting(channel, channel.driver.captioned(person.name, QUESTION)))

    assert KNOWLEDGE.phrase("media") not in words(shown)


@pytest.mark.parametrize("nothing", ["\u200b", "\u2060 \u200d"])
def test_a_message_without_anything_to_see_is_told_so(channel: Channel, nothing: str) -> None:
    assert words(channel.person().say(nothing)) == KNOWLEDGE.phrase("empty")


@pytest.mark.parametrize(
    "text", ["/restart", "/ask_toxic_stress", "<b>&amp;</b> <script>", "*_`[x](y)~>#+-=|{}.!", "\U0001f476" * 100]
)
def test_hostile_words_are_plain_words(channel: Channel, text: str) -> None:
    assert channel.person().say(text)


def test_an_edited_message_is_answered_again_only_when_it_tells_of_danger(channel: Channel) -> None:
    person = channel.person()
    person.say(QUESTION)
    edit = fitting(channel, channel.driver.edited(person.name, "What is toxic stress?"))
    assert person.send(edit) == 200
    settled(channel)
    assert len(person.seen()) == 1

    told = channel.driver.edited(person.name, DANGER)
    assert told is not None
    assert "988" in words(person.hears(told))


def test_in_a_group_only_what_is_said_to_the_bot_is_answered(channel: Channel) -> None:
    group = channel.person("the group")
    fitting(channel, channel.driver.in_group("Ann", QUESTION, addressed=True))
    channel.bot.door.call("GET", f"/webhooks/{channel.driver.channel}/")
    for delivery in [channel.driver.in_group(name, QUESTION, addressed=False) for name in ("Ann", "Ben")]:
        assert delivery is not None
        assert group.send(delivery) == 200
    settled(channel)
    assert group.seen() == []
    addressed = channel.driver.in_group("Ann", QUESTION, addressed=True)
    assert addressed is not None
    assert stress_answer()[:30] in words(group.hears(addressed))


def test_what_is_no_persons_doing_is_not_answered(channel: Channel) -> None:
    before = len(channel.driver.fake.shown)
    for delivery in channel.driver.no_persons():
        assert channel.person().send(delivery) == 200
    settled(channel)

    assert len(channel.driver.fake.shown) == before
