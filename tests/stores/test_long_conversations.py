"""A long conversation costs a turn no more than a short one: what is read, and what goes to the action server, stays small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain

import stores.tracker
from channels.wording import Wording
from stores.circuit import Circuit
from stores.conversations import Conversations
from stores.database import engine_for
from stores.steady import SteadyConversations
from tests.http.product import REPOSITORY

MOST_BYTES = 64_000  # research/reliability.md, T8
GREETING = Wording(REPOSITORY).greeting()


def turn(number: int) -> list[dict[str, Any]]:
    """What Rasa writes for one turn, the Reply in full."""
    parse = {"intent": {"name": "smalltalk_greet"}, "entities": [], "understanding": {"whole": {}, "danger": None}}
    listen = {"event": "action", "name": "action_listen", "timestamp": number + 0.9}
    said = {"event": "user", "text": f"hello {number}", "timestamp": number + 0.1, "parse_data": parse}
    metadata = {"client_id": f"id {number}"}
    reply = {
        "event": "bot",
        "text": GREETING["text"],
        "timestamp": number + 0.3,
        "data": {"custom": GREETING},
        "metadata": {},
    }
    acted = {"event": "action", "name": "utter_reply", "timestamp": number + 0.2}
    return [{**said, "metadata": metadata, "input_channel": "website"}, acted, reply, listen]


def payload(store: stores.tracker.FaqTrackerStore, events: list[Any]) -> dict[str, Any]:
    """The call of the action server that Rasa would make."""
    tracker = store._tracker("a", stores.tracker._from_turn_start(events))
    assert tracker is not None
    call: dict[str, Any] = RemoteAction("action_answer", None)._action_call_format(tracker, store.domain)
    return call


def test_after_500_turns_no_more_is_read_or_sent_than_after_10(tmp_path: Path) -> None:
    url, domain = f"sqlite:///{tmp_path}/conversations.sqlite", Domain.load(str(REPOSITORY / "domain.yml"))
    store, steady = stores.tracker.FaqTrackerStore(domain, host=url), SteadyConversations(Circuit(url, tmp_path / "j"))
    conversations = Conversations(engine_for(url))
    for number in range(10):
        conversations.append("a", turn(number))
    short = steady.newest("a", stores.tracker.EVENTS_LOADED)
    conversations.append("a", [event for number in range(10, 500) for event in turn(number)])
    long = steady.newest("a", stores.tracker.EVENTS_LOADED)

    assert stores.tracker.EVENTS_LOADED == len(short) == len(long)
    assert len(payload(store, short)["tracker"]["events"]) == len(payload(store, long)["tracker"]["events"])
    assert len(str(payload(store, long))) < MOST_BYTES
    assert 1000 == (steady.messages("a")[-1].seq or 0)
