"""What the shared tests have in common."""

from __future__ import annotations

import pytest

from channels.messaging.counting import COUNTS
from faq import composing
from tests.http.product import until
from tests.platforms.driver import Delivery
from tests.platforms.in_process import KNOWLEDGE
from tests.platforms.talking import PATIENCE, Channel

QUESTION = "What counters toxic stress?"


def fitting(channel: Channel, delivery: Delivery | None) -> Delivery:
    if delivery is None:
        pytest.skip(f"{channel.driver.channel} has no such thing")
    return delivery


def settled(channel: Channel) -> None:
    until(channel.is_done, PATIENCE, lambda: f"work is left: {dict(COUNTS[channel.driver.channel])}")


def stress_answer() -> str:
    return composing.answer(KNOWLEDGE, ("toxic_stress_antidote",)).blocks[0].as_text()
