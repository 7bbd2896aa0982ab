"""What is Slack's alone: threads and mentions, edits, taps, and its errors."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from channels.messaging.parts import Event, Incoming, Sent
from channels.slack.platform import Slack
from ops import settings
from tests.http.product import REPOSITORY, until
from tests.platforms.driver import Delivery
from tests.platforms.fake import Fault
from tests.platforms.in_process import DANGER, InProcess
from tests.platforms.shared import QUESTION, settled, stress_answer
from tests.platforms.slack import CHANNEL, SECRET, SlackDriver, user
from tests.platforms.slack_api import BOT, TOKEN
from tests.platforms.talking import PATIENCE, Channel, words

ENVIRON = {"FAQ_SLACK_TOKEN": TOKEN, "FAQ_SLACK_SIGNING_SECRET": SECRET}
slack_only = pytest.mark.parametrize("channel", ["slack"], indirect=True)


@pytest.fixture(scope="module")
def driver() -> Iterator[SlackDriver]:
    made = SlackDriver()
    yield made
    made.fake.stop()


def platform() -> Slack:
    return Slack(settings.load(ENVIRON, REPOSITORY))


def read(delivery: Delivery) -> list[Event]:
    return platform().events(Incoming({k.lower(): v for k, v in delivery.headers.items()}, delivery.body))


# ---- Where it is said, and where it is answered ----


def address_of(event: dict[str, Any], driver: SlackDriver) -> dict[str, Any]:
    (found,) = read(driver.event(event))
    return dict(found.address)


def mention(driver: SlackDriver, text: str = "hello", **fields: Any) -> dict[str, Any]:
    said = {"channel": CHANNEL, "text": f"<@{BOT}> {text}", **fields}
    return {**driver.message("Ann", **said), "type": "app_mention"}


def test_direct_messages_are_answered_plainly_and_in_a_thread_when_they_are_in_one(driver: SlackDriver) -> None:
    plain, threaded = driver.message("Ann", text="hi"), driver.message("Ann", text="hi", thread_ts="1700000000.000001")

    assert address_of(plain, driver) == {"channel": driver.address("Ann")}
    assert address_of(threaded, driver)["thread_ts"] == "1700000000.000001"


def test_in_a_channel_the_answer_goes_into_the_thread_of_the_message(driver: SlackDriver) -> None:
    first = mention(driver)
    later = mention(driver, thread_ts="1700000000.000001")

    assert address_of(first, driver) == {"channel": CHANNEL, "thread_ts": first["ts"]}
    assert address_of(later, driver) == {"channel": CHANNEL, "thread_ts": "1700000000.000001"}


@pytest.mark.parametrize(
    ("message", "container", "thread"),
    [
        ({"ts": "1700000000.000007"}, {}, "1700000000.000007"),
        ({"ts": "1700000000.000007", "thread_ts": "1700000000.000002"}, {}, "1700000000.000002"),
        ({"ts": "1700000000.000007"}, {"thread_ts": "1700000000.000003"}, "1700000000.000003"),
    ],
)
def test_a_tap_in_a_channel_is_answered_in_the_thread(
    driver: SlackDriver, message: dict[str, str], container: dict[str, str], thread: str
) -> None:
    (event,) = read(driver.tapped("Ann", CHANNEL, "c1", message, **container))

    assert (event.sent, event.choice, event.address["thread_ts"]) == (Sent.CHOICE, "c1", thread)


def test_a_person_has_another_conversation_in_each_channel_than_in_direct_messages(driver: SlackDriver) -> None:
    said = [driver.message("Ann", text="hi"), mention(driver), mention(driver, channel="C0OTHER000")]
    people = [event.person for message in said for event in read(driver.event(message))]
    tapped = read(driver.tapped("Ann", CHANNEL, "c1", {"ts": "1700000000.000007"}))[0].person

    assert len(set(people)) == 3
    assert (people[0], tapped) == (user("Ann"), people[1])


def test_one_message_under_two_event_ids_is_one_event(driver: SlackDriver) -> None:
    message = driver.message("Ann", text=f"<@{BOT}> hi")
    ids = {e.id for d in (message, {**message, "type": "app_mention"}) for e in read(driver.event(d))}

    assert len(ids) == 1


def test_the_bots_name_alone_is_greeted_also_before_slack_has_told_it(driver: SlackDriver) -> None:
    said = [mention(driver, ""), driver.message("Ann", text=f"<@{BOT}|bot> ")]

    assert [event.sent for message in said for event in read(driver.event(message))] == [Sent.START] * 2


def test_what_comes_of_words_with_a_broadcast_or_me_is_text(driver: SlackDriver) -> None:
    said = [driver.message("Ann", text="hi", subtype=kind) for kind in ("thread_broadcast", "me_message")]

    assert [event.sent for message in said for event in read(driver.event(message))] == [Sent.TEXT] * 2


@slack_only
def test_a_mention_that_an_edit_added_is_answered_and_an_edit_of_an_answered_one_only_for_danger(
    channel: Channel,
) -> None:
    driver, group = channel.driver, channel.person("the group")
    assert isinstance(driver, SlackDriver)
    message = mention(driver, QUESTION, edited={"user": user("Ann"), "ts": driver.ts()})
    assert stress_answer()[:30] in words(group.hears(driver.event(message)))
    before = len(group.seen())

    typo = {**message, "text": f"<@{BOT}> What is toxic stress?", "edited": {"user": user("Ann"), "ts": driver.ts()}}
    assert group.send(driver.event(typo)) == 200
    settled(channel)
    assert len(group.seen()) == before
    danger = {**message, "text": f"<@{BOT}> {DANGER}", "edited": {"user": user("Ann"), "ts": driver.ts()}}
    assert "988" in words(group.hears(driver.event(danger)))


@slack_only
def test_a_choice_that_is_not_there_any_more_offers_others(channel: Channel) -> None:
    person = channel.person()

    assert person.hears(channel.driver.tap(person.name, "c0000000000"))[-1].buttons


@slack_only
def test_only_the_answer_is_called_because_bots_have_no_typing_sign(channel: Channel) -> None:
    before = len(channel.driver.fake.taken)
    channel.person().say("hello")

    assert {call.name for call in channel.driver.fake.taken[before:]} == {"chat.postMessage"}


# ---- How Slack takes calls ----


@pytest.mark.parametrize(
    ("status", "headers", "answer", "good", "again", "reason"),
    [
        (200, {}, {"ok": True}, True, None, ""),
        (200, {"x-oauth-scopes": "im:history,chat:write"}, {"ok": True}, True, None, ""),
        (200, {"x-oauth-scopes": "im:history"}, {"ok": True}, False, None, "the scope chat:write is missing"),
        (200, {}, {"ok": False, "error": "invalid_auth"}, False, None, "invalid_auth"),
        (200, {}, {"ok": False, "error": "channel_not_found"}, False, None, "channel_not_found"),
        (200, {"retry-after": "7"}, {"ok": False, "error": "ratelimited"}, False, 7.0, "ratelimited"),
        (200, {}, {"ok": False, "error": "internal_error"}, False, 0.5, "internal_error"),
        (200, {}, {"ok": False, "error": "Anything a stranger says"}, False, None, "not ok"),
        (200, {}, {}, False, None, "not ok"),
        (429, {"retry-after": "30"}, {"ok": False, "error": "ratelimited"}, False, 30.0, "HTTP 429"),
        (503, {}, {}, False, 0.5, "HTTP 503"),
        (404, {}, {}, False, None, "HTTP 404"),
    ],
)
def test_what_slack_answers_is_understood(
    status: int, headers: dict[str, str], answer: dict[str, Any], good: bool, again: float | None, reason: str
) -> None:
    outcome = platform().outcome(status, headers, answer)

    assert (outcome.good, outcome.again_after, outcome.reason) == (good, again, reason)


@slack_only
@pytest.mark.parametrize("error", ["ratelimited", "internal_error"])
def test_a_passing_error_with_status_200_is_tried_again(channel: Channel, error: str) -> None:
    channel.driver.fake.faults.append(Fault(200, {"ok": False, "error": error}))

    assert stress_answer()[:30] in words(channel.person().say(QUESTION))


@pytest.mark.parametrize(
    ("token", "scopes", "reason"),
    [
        ("xoxb-100200300-of-another-workspace", "chat:write", "Slack refuses the secrets (invalid_auth)"),
        (TOKEN, "im:history", "Slack refuses the secrets (the scope chat:write is missing)"),
    ],
)
def test_what_slack_refuses_makes_the_channel_unready_with_the_reason(
    tmp_path: Path, token: str, scopes: str, reason: str
) -> None:
    driver = SlackDriver()
    driver.fake.scopes = scopes
    bot = InProcess(tmp_path, [driver], FAQ_SLACK_TOKEN=token)
    try:
        until(lambda: bot.is_idle("slack"), PATIENCE, lambda: "still asking")
        answer = bot.door.call("GET", "/webhooks/slack/")
        assert (answer.status, answer.json["reason"]) == (503, reason)
    finally:
        bot.stop()
        driver.fake.stop()


def test_a_signed_request_is_read_in_good_time_however_large(driver: SlackDriver) -> None:
    form = driver.sign(b"&".join([b"payload=%7B%7D"] * 30), "application/x-www-form-urlencoded")
    with pytest.raises(ValueError, match="fields"):
        read(form)
    begun = time.monotonic()
    assert read(driver.event(driver.message("Ann", text="<" * 40_000 + "&lt;" * 10_000)))[0].sent is Sent.TEXT
    assert time.monotonic() - begun < 30
    assert json.loads(driver.text("Ann", "<b>").body)["event"]["text"] == "&lt;b&gt;"
