"""What is Twilio's alone: addresses, words left to it, errors, short answers, WhatsApp's marks."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from twilio.twiml.messaging_response import MessagingResponse

from channels.messaging.counting import COUNTS
from channels.messaging.parts import Incoming, Sent
from channels.twilio.events import event_of, undelivered
from channels.twilio.platform import TEXT_MOST, Twilio
from channels.twilio.sms import Sms
from channels.twilio.whatsapp import Whatsapp
from faq.choices import choice_id
from faq.reply import Kind, Paragraph, Reply
from tests.http.product import until
from tests.platforms.in_process import DANGER
from tests.platforms.shared import settled
from tests.platforms.talking import PATIENCE, Channel
from tests.platforms.twilio import TwilioDriver, TwilioSmsDriver
from tests.platforms.twilio_api import NUMBER, SERVICE, FakeTwilio, refusal_of
from tests.platforms.twilio_replies import PERSON, chosen, rendered

DOORS = pytest.mark.parametrize("door", [Sms, Whatsapp])
SMS = pytest.mark.parametrize("channel", ["twilio_sms"], indirect=True)
BOTH = pytest.mark.parametrize("channel", ["twilio_sms", "twilio_whatsapp"], indirect=True)


def read(door: type[Twilio] = Sms, **fields: str) -> list[Any]:
    usual = {"MessageSid": "SM1", "From": door.prefix + PERSON, "To": door.prefix + NUMBER, "SmsStatus": "received"}
    event = event_of({**usual, **fields}, door.prefix)
    return [event.sent, event.text or event.choice] if event else []


# ---- What comes in ----


def test_what_people_send_is_told_apart() -> None:
    tap = choice_id("toxic_stress")
    assert read(Body="hello") == [Sent.TEXT, "hello"]
    assert read(Body=" ") == [Sent.EMPTY, ""]
    assert read(Body="", NumMedia="2") == [Sent.MEDIA, ""]
    assert read(Whatsapp, Body="", Latitude="40.2", Longitude="-76.8") == [Sent.MEDIA, ""]
    assert read(Whatsapp, Body="Toxic stress", ButtonText="Toxic stress", ButtonPayload=tap) == [Sent.CHOICE, tap]
    assert read(Whatsapp, Body="", ButtonText="Ask again", ButtonPayload="ours") == [Sent.TEXT, "Ask again"]
    assert read(Whatsapp, Body="", ListTitle="Toxic stress", ListId=tap) == [Sent.CHOICE, tap]


def test_stop_and_start_are_left_to_twilio_and_help_only_when_twilio_says_that_it_answered() -> None:
    for word in ("STOP", "stop ", "StopAll", "UNSUBSCRIBE", "cancel", "END", "quit", "REVOKE", "optout", "Start"):
        assert read(Body=word) == [], word
    for kind in ("STOP", "START", "HELP"):
        assert read(Body=kind, OptOutType=kind) == read(Whatsapp, Body=kind, OptOutType=kind) == []
    assert read(Body="HELP") == [Sent.TEXT, "HELP"]
    assert read(Body="stop hitting me") == [Sent.TEXT, "stop hitting me"]
    assert read(Whatsapp, Body="stop") == [Sent.TEXT, "stop"]


@pytest.mark.parametrize("door", [Sms, Whatsapp])
def test_a_message_of_the_other_door_is_malformed_not_answered(door: type[Twilio]) -> None:
    other = "" if door.prefix else "whatsapp:"
    with pytest.raises(ValueError, match="another door"):
        read(door, From=other + PERSON, Body="hello")


def test_only_what_failed_counts_as_undelivered() -> None:
    assert undelivered({"MessageStatus": "undelivered", "ErrorCode": "30003"}) == "30003"
    assert undelivered({"MessageStatus": "failed"}) == ""
    assert undelivered({"MessageStatus": "delivered"}) is None
    assert undelivered({"SmsStatus": "received", "Body": "failed"}) is None


@BOTH
def test_the_acknowledgement_is_twiml_that_says_nothing(channel: Channel) -> None:
    path = f"/webhooks/{channel.driver.channel}/webhook"
    delivery = channel.driver.text("asks politely", "hello")
    answer = channel.bot.door.call("POST", path, delivery.body, delivery.headers)
    settled(channel)

    assert answer.headers["content-type"].startswith("text/xml")
    found, empty = ET.fromstring(answer.content), ET.fromstring(str(MessagingResponse()))  # noqa: S314  # our own
    assert (found.tag, list(found), found.text) == (empty.tag, list(empty), empty.text)


@BOTH
def test_a_message_that_does_not_arrive_is_counted_and_nobody_is_answered(channel: Channel) -> None:
    driver, counts = channel.driver, COUNTS[channel.driver.channel]
    assert isinstance(driver, TwilioDriver)
    before, lost = len(driver.fake.shown), counts["undelivered"]
    assert channel.person().send(driver.status("Ann", "undelivered", ErrorCode="63016")) == 200

    assert (counts["undelivered"], len(driver.fake.shown)) == (lost + 1, before)


# ---- What goes out ----


def test_the_number_written_to_answers_unless_a_sender_is_set() -> None:
    hello = Reply(Kind.SMALLTALK, (), (Paragraph("Hello"),))
    (plain,) = rendered(Sms, hello)
    (service,) = rendered(Sms, hello, FAQ_TWILIO_SMS_SENDER=SERVICE)
    (whatsapp,) = rendered(Whatsapp, hello, FAQ_TWILIO_WHATSAPP_SENDER="+17175550199")

    assert (plain["From"], plain["To"]) == (NUMBER, PERSON)
    assert (service.get("From"), service["MessagingServiceSid"]) == (None, SERVICE)
    assert (whatsapp["From"], whatsapp["To"]) == ("whatsapp:+17175550199", f"whatsapp:{PERSON}")
    assert plain["StatusCallback"] == "https://bot.pa-aimh.test/webhooks/twilio_sms/webhook"


@DOORS
@pytest.mark.parametrize("unit", ["One sentence is here. ", "\U0001f476 babies! ", "word ", "x", "|^ "])
def test_a_reply_of_any_length_is_split_within_the_limit_and_whole(door: type[Any], unit: str) -> None:
    text = unit * (4000 // len(unit))
    bodies = [body["Body"] for body in rendered(door, Reply(Kind.ANSWER, (), (Paragraph(text),)))]

    assert len(bodies) > 2
    assert "".join("".join(bodies).split()) == "".join(text.split())
    assert all(len(body.encode("utf-16-le")) // 2 <= TEXT_MOST for body in bodies)


def test_the_fake_refuses_what_twilio_refuses() -> None:
    fake = FakeTwilio()
    fake.unsubscribed, fake.closed = {"+17175550112"}, {"whatsapp:+17175550113"}
    good = {"To": PERSON, "From": NUMBER, "Body": "x" * 1600}
    closed = {"To": "whatsapp:+17175550113", "From": f"whatsapp:{NUMBER}"}
    try:
        assert refusal_of(fake, good) == 0
        assert refusal_of(fake, {**good, "Body": "x" * 1601}) == 21617
        assert refusal_of(fake, {**good, "Body": ""}) == 21602
        assert refusal_of(fake, {**good, "To": "717"}) == 21211
        assert refusal_of(fake, {**good, "To": "+17175550112"}) == 21610
        assert refusal_of(fake, {**good, **closed}) == 63016
        assert refusal_of(fake, {**good, "Text": "x"}) == 20001
        assert refusal_of(fake, {**good, "MessagingServiceSid": SERVICE}) == 21603
    finally:
        fake.stop()


@pytest.mark.parametrize(
    ("status", "code", "again", "reason"),
    [
        (429, 20429, 3.0, "HTTP 429, too many calls (20429)"),
        (503, 20503, 3.0, "HTTP 503, error (20503)"),
        (400, 21610, None, "HTTP 400, the person has unsubscribed (21610)"),
        (400, 21211, None, "HTTP 400, there is no such number to send to (21211)"),
        (400, 63016, None, "HTTP 400, the 24 hours after the person's last message are over (63016)"),
        (400, "<b>", None, "HTTP 400, no error code"),
    ],
)
def test_errors_say_what_they_mean_and_are_tried_again_only_when_that_helps(
    status: int, code: object, again: float | None, reason: str
) -> None:
    outcome = Sms(chosen()).outcome(status, {"retry-after": "3"}, {"code": code})

    assert (outcome.good, outcome.again_after, outcome.reason) == (False, again, reason)


@SMS
def test_a_person_who_has_unsubscribed_costs_one_call_and_the_next_person_is_answered(channel: Channel) -> None:
    driver, person = channel.driver, channel.person()
    assert isinstance(driver, TwilioSmsDriver)
    driver.fake.unsubscribed.add(driver.address(person.name))
    lost, calls = COUNTS["twilio_sms"]["lost"], len(driver.fake.taken)
    assert person.send(driver.text(person.name, "hello")) == 200
    until(lambda: COUNTS["twilio_sms"]["lost"] > lost and channel.is_done(), PATIENCE, lambda: "not lost")
    refused, driver.fake.refused[:] = list(driver.fake.refused), []

    assert (len(refused), len(driver.fake.taken)) == (1, calls + 1)
    assert channel.person().say("hello")


@BOTH
def test_the_segments_that_twilio_bills_are_counted(channel: Channel) -> None:
    before = COUNTS[channel.driver.channel]["segments"]
    channel.person().say(DANGER)

    assert COUNTS[channel.driver.channel]["segments"] - before >= 3


def test_an_incoming_without_fields_is_malformed() -> None:
    with pytest.raises(ValueError, match="not a form"):
        Sms(chosen()).events(Incoming({}, b"{}"))
