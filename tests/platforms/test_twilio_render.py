"""What a Reply looks like by SMS and in WhatsApp, and how the whole of a short answer is had."""

from __future__ import annotations

import pytest

from channels.twilio.sms import Sms, asks_for_more
from channels.twilio.whatsapp import Whatsapp, escaped
from faq import composing
from faq.choices import choice_id
from faq.reply import Choice, HelplineBlock, ItemList, Kind, Paragraph, Quote, Reply, SourceNote
from tests.platforms.in_process import KNOWLEDGE
from tests.platforms.talking import Channel, words
from tests.platforms.twilio import TwilioDriver
from tests.platforms.twilio_api import without_marks
from tests.platforms.twilio_replies import WORDING, rendered

SMS = pytest.mark.parametrize("channel", ["twilio_sms"], indirect=True)


# ---- SMS ----


@SMS
def test_more_after_a_short_answer_brings_the_whole_and_then_more(channel: Channel) -> None:
    person, fact = channel.person(), KNOWLEDGE.facts["sud_help"]
    short = words(person.say(fact.question))
    full = words(person.say("More, please!"))
    onward = words(person.say("tell me more"))

    assert fact.short.text in short
    assert WORDING.phrase("whole_on_more") in short
    assert words_of(composing.answer(KNOWLEDGE, ("sud_help",))) in full
    assert WORDING.phrase("whole_on_more") not in full
    assert KNOWLEDGE.phrase("more_lead") in onward


def words_of(reply: Reply) -> str:
    return " ".join(reply.blocks[0].as_text().split())


@SMS
def test_more_after_an_answer_that_was_shown_whole_is_a_follow_up(channel: Channel) -> None:
    person = channel.person()
    assert WORDING.phrase("whole_on_more") not in words(person.say(KNOWLEDGE.facts["help_courts"].question))

    assert KNOWLEDGE.phrase("more_lead") in words(person.say("tell me more"))


@pytest.mark.parametrize(
    ("text", "asks"), [("MORE", True), ("more!", True), ("tell me more", True), ("no more", False)]
)
def test_more_is_told_from_other_words(text: str, asks: bool) -> None:
    assert asks_for_more(text) is asks


def test_in_danger_the_lines_to_call_come_first_and_in_plain_numbers() -> None:
    for category in ("self_harm", "child_harm", "postpartum"):
        crisis = composing.crisis(KNOWLEDGE, category, "en")
        (body,) = rendered(Sms, crisis)
        lines = [block for block in crisis.blocks if isinstance(block, HelplineBlock)]
        first = body["Body"].split("\n")[: len(lines)]
        assert [line.split(":")[0] for line in first] == [line.name for line in lines]
        assert all(line.call in shown for line, shown in zip(lines, first, strict=True))


def test_a_source_is_named_once_with_its_address_behind_it() -> None:
    notes = tuple(SourceNote(n, "A sheet", f"Part {n}", "https://example.org/a") for n in "12")
    (body,) = rendered(Sms, Reply(Kind.ANSWER, (), (Paragraph("Yes."),), notes))

    assert body["Body"] == "Yes.\n\nFrom: A sheet, Part 1 https://example.org/a"


# ---- WhatsApp ----


@pytest.mark.parametrize(
    "nasty", ["*bold*", "_a_ ~b~ `c`", "```code```", "a *b* c_d_e 2*3", "(*x*)", "* _ ~ `", "**a** __b__"]
)
def test_what_whatsapp_would_take_for_marks_is_shown_as_words(nasty: str) -> None:
    reply = Reply(
        Kind.ANSWER, (), (Paragraph(nasty), ItemList((nasty,)), Quote(nasty, "Ann")), (), (Choice("c", nasty),)
    )
    (body,) = rendered(Whatsapp, reply)

    assert without_marks(escaped(nasty)) == escaped(nasty)
    assert without_marks(body["Body"]).count(escaped(nasty)) == 4
    assert len(escaped(nasty)) == len(nasty)


def test_a_line_that_begins_like_a_quote_is_none() -> None:
    assert escaped("> one\n  > two > three") == "› one\n  › two > three"


def test_addresses_and_words_with_marks_inside_stay_as_they_are() -> None:
    address = "https://example.org/a_b_c/*x*/~u"
    notes = (SourceNote("1", "A sheet", "Part", address),)
    (body,) = rendered(Whatsapp, Reply(Kind.ANSWER, (), (Paragraph(f"See {address} or snake_case."),), notes))

    assert body["Body"] == f"See {address} or snake_case.\n\nFrom: A sheet, Part {address}"


def test_names_are_bold_quotes_italic_and_numbers_begin_with_plus() -> None:
    blocks = (HelplineBlock("Line", "1-833-852-6262", "Text 988", ""), Quote("Words", "Ann"))
    (body,) = rendered(Whatsapp, Reply(Kind.CRISIS, (), blocks))

    assert body["Body"] == "*Line:* call +1-833-852-6262 or text 988\n\n_“Words” (Ann)_"


@pytest.mark.parametrize("channel", ["twilio_whatsapp"], indirect=True)
def test_a_button_of_a_template_leads_to_its_choice(channel: Channel) -> None:
    driver, person = channel.driver, channel.person()
    assert isinstance(driver, TwilioDriver)
    tap = {"Body": "Toxic stress", "ButtonText": "Toxic stress", "ButtonPayload": choice_id("toxic_stress")}

    expected = words_of(composing.answer(KNOWLEDGE, ("toxic_stress",)))
    assert expected in words(person.hears(driver.message(person.name, **tap)))
    assert person.hears(driver.message(person.name, **{**tap, "ButtonPayload": "c0123456789"}))
