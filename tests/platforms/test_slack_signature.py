"""Slack's signatures, judged by slack_sdk's own verifier; its challenge; what it sends again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import Clock, SignatureVerifier

from channels.messaging.parts import Incoming, RefusedError
from channels.slack.platform import Slack
from ops import settings
from tests.http.product import REPOSITORY
from tests.platforms.driver import Delivery
from tests.platforms.shared import QUESTION, settled
from tests.platforms.slack import SECRET, SlackDriver
from tests.platforms.slack_api import TOKEN
from tests.platforms.talking import Channel

NOW = 1_790_000_000
PLATFORM = Slack(settings.load({"FAQ_SLACK_TOKEN": TOKEN, "FAQ_SLACK_SIGNING_SECRET": SECRET}, REPOSITORY))
slack_only = pytest.mark.parametrize("channel", ["slack"], indirect=True)


class FixedClock(Clock):
    def now(self) -> float:
        return NOW


@pytest.fixture(scope="module")
def driver() -> Iterator[SlackDriver]:
    made = SlackDriver()
    yield made
    made.fake.stop()


def accepts(body: bytes, headers: dict[str, str]) -> bool:
    try:
        PLATFORM.verify(Incoming({k.lower(): v for k, v in headers.items()}, body), NOW)
    except RefusedError:
        return False
    return True


@given(
    body=st.text(st.characters(codec="utf-8"), max_size=40),
    at=st.integers(NOW - 400, NOW + 400),
    said=st.sampled_from([0, 0, 0, 1, -600]),
    secret=st.sampled_from([SECRET, SECRET, SECRET[:-1], SECRET.upper()]),
    spoil=st.sampled_from(["", "", "0", " ", "é"]),
)
def test_a_signature_is_taken_exactly_when_slacks_own_verifier_takes_it(
    body: str, at: int, said: int, secret: str, spoil: str
) -> None:
    content = body.encode()
    signature = str(SignatureVerifier(secret).generate_signature(timestamp=str(at), body=content)) + spoil
    headers = {"X-Slack-Request-Timestamp": str(at + said), "X-Slack-Signature": signature}
    try:
        judged = SignatureVerifier(SECRET, FixedClock()).is_valid_request(content, headers)
    except TypeError:  # it compares text, and only that of ASCII
        judged = False

    assert accepts(content, headers) == judged


@pytest.mark.parametrize(("late", "taken"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)])
def test_a_signature_holds_for_five_minutes_before_and_after(driver: SlackDriver, late: int, taken: bool) -> None:
    signed = driver.sign(b"{}", at=NOW - late)

    assert accepts(signed.body, dict(signed.headers)) is taken


@slack_only
def test_slacks_challenge_is_answered_when_it_is_signed_and_only_then(channel: Channel) -> None:
    assert isinstance(channel.driver, SlackDriver)
    asked = channel.driver.sign(b'{"type": "url_verification", "token": "old", "challenge": "3eZbrw1aB"}')
    good, bad = (
        channel.bot.door.call("POST", "/webhooks/slack/webhook", asked.body, d.headers)
        for d in (asked, asked.without("x-slack-signature"))
    )

    assert (good.status, good.json) == (200, {"challenge": "3eZbrw1aB"})
    assert (bad.status, bad.content) == (403, b"")


@slack_only
def test_words_that_speak_of_the_challenge_are_words(channel: Channel) -> None:
    assert channel.person().say("what is url_verification?")


@slack_only
def test_a_repetition_is_answered_when_the_first_try_never_came_and_not_again(channel: Channel) -> None:
    person = channel.person()
    good = channel.driver.text(person.name, QUESTION)
    again = Delivery({**good.headers, "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}, good.body)
    person.hears(again)
    for delivery in (good, again):
        assert person.send(delivery) == 200
    settled(channel)

    assert len(person.seen()) == 1
