"""A database of the test's own, and the report made from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from faq.knowledge import Knowledge, load
from insights.making import Order, findings
from insights.meaning import Meaning
from insights.page import page
from insights.period import period_of
from stores.conversations import Conversations
from stores.database import engine_for
from tests.http.product import REPOSITORY
from tests.insights.telling import NOON, answered, in_danger, refused, replied, said, tell
from tests.widget.conftest import browser  # noqa: F401 - a fixture

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script></q></li></section><!-- {{ 7*7 }} {% raw %} &lt; \x1b[31m \u202e'
Report = Callable[[], str]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(REPOSITORY / "knowledge")


@pytest.fixture
def stored(tmp_path: Path) -> Conversations:
    return Conversations(engine_for(f"sqlite:///{tmp_path}/conversations.sqlite"))


@pytest.fixture(scope="session")
def meaning() -> Meaning:
    """One encoder for all tests, because it takes a while to make."""
    return Meaning()


@pytest.fixture
def report(stored: Conversations, meaning: Meaning, knowledge: Knowledge) -> Report:
    """The page made from what is stored, for October 2026."""
    return lambda: october(stored, meaning, knowledge)


def october(stored: Conversations, meaning: Meaning, knowledge: Knowledge) -> str:
    """The page on the conversations of October 2026."""
    order = Order(period_of("2026-10-01", "2026-10-31", "", NOON), NOON, 30)
    return page(findings(stored._engine, order, meaning), knowledge)


def tell_everything(stored: Conversations) -> None:
    """A bit of all that a report shows."""
    for number in range(8):
        tell(stored, refused(f"how does one become a foster parent, part {number}"), conversation=f"foster{number}")
    tell(stored, refused("where is free narcan", channel="telegram"), answered("what is stress"), conversation="two")
    tell(
        stored,
        answered("what does stress do to a brain"),
        answered("how does stress hurt brains"),
        conversation="again",
    )
    offer = [said("the stress thing"), replied("clarify", "toxic_stress", "imh_definition")]
    tell(stored, offer, [said("None", choice="c"), replied("smalltalk", category="declined")], conversation="declined")
    tell(stored, [said("my sick baby"), replied("advice", category="advice_medical")], conversation="advice")
    for number, category in enumerate(["self_harm"] * 6 + ["overdose"] * 5 + ["postpartum"]):
        tell(stored, in_danger("zanzibar", category), conversation=f"danger{number}")
    stored.give_feedback("two", 4, False, "Not what I meant.", NOON)
    stored.give_feedback("again", 2, True, "Thanks!", NOON)
