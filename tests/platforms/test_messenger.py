"""What is Messenger's alone: the handshake, batches, postbacks, its signs and its errors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from channels.messaging.parts import Incoming, Sent
from channels.messenger.events import read
from channels.messenger.platform import Messenger
from channels.wording import Wording
from faq.reply import Kind, Paragraph, Reply
from ops import settings
from tests.http.product import REPOSITORY, SECRET, until
from tests.platforms.messenger import VERIFY_TOKEN, MessengerDriver, psid
from tests.platforms.messenger_api import PAGE, SIGN
from tests.platforms.shared import QUESTION, settled
from tests.platforms.talking import PATIENCE, Channel, words

WORDING = Wording(REPOSITORY)
only_messenger = pytest.mark.parametrize("channel", ["messenger"], indirect=True)


def driver_of(channel: Channel) -> MessengerDriver:
    assert isinstance(channel.driver, MessengerDriver)
    return channel.driver


def platform(**more: str) -> Messenger:
    driver = MessengerDriver()
    driver.fake.stop()
    return Messenger(settings.load({"FAQ_SECRET": SECRET, **driver.environment(), **more}, REPOSITORY))


def sent(**what: Any) -> list[Sent]:
    event = {"sender": {"id": "7"}, "recipient": {"id": PAGE}, **what}
    return [e.sent for e in read(json.dumps({"object": "page", "entry": [{"messaging": [event]}]}).encode(), 0)]


# ---- The handshake ----


@only_messenger
def test_the_handshake_gives_the_challenge_back_to_who_knows_the_verify_token(channel: Channel) -> None:
    def answered(token: str, mode: str = "subscribe") -> tuple[int, bytes]:
        query = urlencode({"hub.mode": mode, "hub.verify_token": token, "hub.challenge": "1158201444"})
        answer = channel.bot.door.call("GET", f"/webhooks/messenger/webhook?{query}")
        return answer.status, answer.content

    assert answered(VERIFY_TOKEN) == (200, b"1158201444")
    for token in ("", "é", VERIFY_TOKEN[:-1], VERIFY_TOKEN.upper()):
        assert answered(token) == (403, b"")
    assert answered(VERIFY_TOKEN, mode="unsubscribe") == (403, b"")
    assert channel.bot.door.call("GET", "/webhooks/messenger/webhook").status == 405


# ---- Events ----


@only_messenger
def test_a_batch_is_answered_although_one_event_in_it_cannot_be_read(channel: Channel) -> None:
    driver, person = driver_of(channel), channel.person()
    broken: list[Any] = [5, {"message": {}}, {"sender": {"id": "7"}, "message": {"text": "no id"}}]
    good = driver.event(person.name, message={"mid": "m_good", "text": QUESTION})
    delivery = driver.signed({"object": "page", "entry": [{"id": PAGE, "messaging": [*broken, good]}]})

    assert person.hears(delivery)


def test_the_events_of_a_batch_are_put_into_the_order_of_their_times() -> None:
    driver = MessengerDriver()
    driver.fake.stop()
    made = [
        {**driver.event("Ann", message={"mid": t, "text": t}), "timestamp": int(t)} for t in ("3000", "1000", "2000")
    ]
    body = driver.signed({"object": "page", "entry": [{"messaging": made[:2]}, {"messaging": made[2:]}]}).body

    assert [event.text for event in read(body, 4)] == ["1000", "2000", "3000"]


@only_messenger
def test_what_is_older_than_messenger_takes_answers_to_is_left_alone(channel: Channel) -> None:
    person = channel.person()
    assert person.send(driver_of(channel).old(person.name, QUESTION)) == 200
    settled(channel)

    assert person.seen() == []


@only_messenger
def test_a_postback_takes_a_choice_and_get_started_greets(channel: Channel) -> None:
    driver, tapped, typed = driver_of(channel), channel.person(), channel.person()
    tapped.say(QUESTION)
    typed.say(QUESTION)
    choice = tapped.buttons()[0].data

    assert words(tapped.hears(driver.postback(tapped.name, choice))) == words(typed.say("1"))
    assert tapped.hears(driver.postback(tapped.name, "no such choice"))[-1].buttons


def test_what_was_sent_is_told_by_what_is_in_the_message() -> None:
    assert sent(message={"mid": "m", "text": "hello", "attachments": [{"type": "image"}]}) == [Sent.TEXT]
    assert sent(message={"mid": "m", "attachments": [{"type": "image"}]}) == [Sent.MEDIA]
    assert sent(message={"mid": "m", "text": " "}) == [Sent.EMPTY]
    assert sent(message={"mid": "m", "text": "hello", "is_echo": True}) == []
    assert sent(postback={"title": "Get started", "payload": "GET_STARTED"}) == [Sent.START]
    assert sent(message_edit={"mid": "m", "text": "hello", "num_edit": 2}) == [Sent.EDITED]
    assert sent(read={"watermark": 1}) == []


def test_two_edits_of_a_message_and_the_message_are_three_events() -> None:
    event = {"sender": {"id": "7"}, "recipient": {"id": PAGE}}
    kinds: list[dict[str, Any]] = [{"message": {"mid": "m", "text": "a"}}]
    kinds += [{"message_edit": {"mid": "m", "text": "a", "num_edit": n}} for n in (1, 2)]
    body = json.dumps({"object": "page", "entry": [{"messaging": [{**event, **kind} for kind in kinds]}]}).encode()

    assert len({found.id for found in read(body, 0)}) == 3


@only_messenger
def test_a_message_shows_as_seen_and_typing_shows(channel: Channel) -> None:
    person, fake = channel.person(), channel.driver.fake
    person.say("hello")
    until(channel.is_done, PATIENCE, lambda: "work is left")
    signs = [call.body for call in fake.calls(SIGN) if call.body["recipient"] == {"id": psid(person.name)}]

    assert {body["sender_action"] for body in signs} == {"mark_seen", "typing_on"}


# ---- Calls ----


@pytest.mark.parametrize("code", [4, 613, 80006])
def test_too_many_calls_wait_as_long_as_meta_says(code: int) -> None:
    usage = json.dumps({PAGE: [{"type": "messenger", "call_count": 100, "estimated_time_to_regain_access": 2}]})
    answer, judge = {"error": {"code": code, "message": "limit"}}, platform()

    assert judge.outcome(400, {"x-business-use-case-usage": usage}, answer).again_after == 120
    assert judge.outcome(400, {"retry-after": "7"}, answer).again_after == 7
    for unreadable in ({}, {"x-business-use-case-usage": "{"}, {"x-business-use-case-usage": "[]"}):
        assert judge.outcome(403, unreadable, answer).again_after == 5


@pytest.mark.parametrize(("status", "code"), [(400, 10), (403, 200), (400, 551), (500, 551), (400, 190), (400, 100)])
def test_what_no_second_try_mends_is_not_tried_again(status: int, code: int) -> None:
    outcome = platform().outcome(status, {}, {"error": {"code": code, "message": "no"}})

    assert (outcome.good, outcome.again_after, outcome.reason) == (False, None, f"HTTP {status}, code {code}")


def test_what_passes_is_tried_again() -> None:
    judge = platform()
    transient = {"error": {"code": 999, "is_transient": True}}

    assert all(judge.outcome(400, {}, {"error": {"code": code}}).again_after for code in (1, 2, 1200))
    assert judge.outcome(400, {}, transient).again_after
    assert judge.outcome(503, {}, {}).again_after
    assert judge.outcome(200, {}, {"message_id": "m"}).good
    assert judge.outcome(400, {}, {"error": "a text"}).again_after is None


@only_messenger
def test_calls_go_to_the_version_that_is_set_with_the_token_in_a_header_alone(channel: Channel) -> None:
    other, driver = platform(FAQ_MESSENGER_VERSION="v25.0"), driver_of(channel)
    (event,) = other.events(Incoming({}, driver.text("Ann", "hello").body))
    (call,) = other.render(Reply(Kind.SMALLTALK, (), (Paragraph("Hi"),)), event, WORDING)

    assert other.base.endswith("/v25.0")
    assert call.path.startswith("/me/messages?appsecret_proof=")
    assert driver.environment()["FAQ_MESSENGER_TOKEN"] not in f"{call.path}{call.body}"
    assert driver.fake.name_of(f"/v25.0{call.path}", other.headers()) == "me/messages"


@only_messenger
def test_an_app_secret_that_is_not_the_tokens_makes_the_channel_unready(channel: Channel) -> None:
    wrong = platform(FAQ_MESSENGER_APP_SECRET="another-secret-of-good-length")
    check = wrong.check()
    assert check is not None
    status, _, content = driver_of(channel).fake.respond(f"/v26.0{check.path}", wrong.headers(), b"")
    driver_of(channel).fake.refused.clear()

    assert wrong.outcome(status, {}, json.loads(content)).reason == "HTTP 400, code 100"
