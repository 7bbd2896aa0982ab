"""Every messaging channel with what is sent to its webhook: unsigned, forged, and rightly signed with something wrong in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from hypothesis import strategies as st

from benchmarks.hostile import inputs
from benchmarks.hostile.doors import FORM, VARIANTS
from benchmarks.hostile.judging import Door, is_refused, is_taken
from benchmarks.hostile.wire import Sent
from benchmarks.hostile.world import forged_deliveries
from tests.platforms.driver import Delivery, Driver
from tests.platforms.messenger import MessengerDriver
from tests.platforms.slack import SlackDriver
from tests.platforms.twilio import TwilioDriver


def webhooks(drivers: Mapping[str, Driver]) -> list[Door]:
    """Every messaging channel, unsigned, forged and signed."""
    doors = []
    for channel, driver in drivers.items():
        path = f"/webhooks/{channel}/webhook".encode()
        doors += [
            Door(f"{channel}, unsigned", _delivered(path, _unsigned()), 1, is_refused, VARIANTS),
            Door(f"{channel}, forged or stale", _delivered(path, _forged(driver)), 1, is_refused),
            Door(f"{channel}, signed", _delivered(path, _signed(driver)), 2, is_taken),
        ]
    return doors


def _delivered(path: bytes, deliveries: st.SearchStrategy[Delivery]) -> st.SearchStrategy[Sent]:
    def sent(delivery: Delivery) -> Sent:
        headers = tuple((name.encode(), value.encode()) for name, value in delivery.headers.items())
        return Sent(b"POST", path, headers, delivery.body)

    return deliveries.map(sent)


def _unsigned() -> st.SearchStrategy[Delivery]:
    body = inputs.spoilt(
        inputs.objects(
            {"update_id": st.integers(), "type": inputs.texts(), "entry": inputs.values(), "payload": inputs.texts()}
        )
    )
    kind = st.sampled_from(["application/json", "application/x-www-form-urlencoded", "text/plain", ""])
    return st.builds(lambda b, k: Delivery({"Content-Type": k}, b), body, kind)


def _forged(driver: Driver) -> st.SearchStrategy[Delivery]:
    words = st.sampled_from(["What counters toxic stress?", "erase", "hello"])
    return st.builds(
        lambda said, n: (made := forged_deliveries(driver, said))[n % len(made)], words, st.integers(0, 40)
    )


def _signed(driver: Driver) -> st.SearchStrategy[Delivery]:
    """A true webhook with something wrong in it, rightly signed; or no event at all."""
    return _events(driver) | st.integers(0, 40).map(lambda n: (made := driver.malformed())[n % len(made)])


@st.composite
def _events(draw: st.DrawFn, driver: Driver) -> Delivery:
    person = draw(st.sampled_from(["Ann", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal"]))
    good = driver.text(person, draw(inputs.texts().map(inputs.wire).map(lambda raw: raw.decode("utf-8", "replace"))))
    if isinstance(driver, TwilioDriver):
        fields = dict(parse_qsl(good.body.decode(), keep_blank_values=True))
        name = draw(
            st.sampled_from(sorted(fields))
            | st.sampled_from(["NumMedia", "Latitude", "ButtonPayload", "ListId", "OptOutType"])
        )
        return driver.signed({**fields, name: inputs.wire(draw(inputs.texts())).decode("utf-8", "replace")})
    tree: Any = draw(inputs.mutated(json.loads(good.body)))
    body = inputs.with_numbers(draw, inputs.dumped(tree)).encode()
    if isinstance(driver, SlackDriver):
        if draw(st.integers(0, 4)) == 0:  # a tap comes as a form
            return driver.sign(urlencode({"payload": body.decode()}).encode(), FORM[1].decode())
        return driver.sign(body)
    return driver.signed_bytes(body) if isinstance(driver, MessengerDriver) else Delivery(good.headers, body)
