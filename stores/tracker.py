"""Rasa's tracker store on our database: reads only what a turn needs, and never ends the process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

import sqlalchemy.exc
import structlog
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from faq.folding import clean
from ops import settings
from stores import hearing
from stores.conversations import StoredEvent
from stores.steady import steady_for
from stores.threads import off_loop

logger = structlog.get_logger()
EVENTS_LOADED = (
    30  # about five turns: more than rules and the conversation's memory look back; each more is read again every turn
)
COMMAND_GUARD = "\u200b"  # put before text that begins with "/", so that Rasa does not take it for a command
_STORED = "faq_stored_events"  # attribute on a tracker: how many of its events the database has
_UNDERSTANDING_KEPT = ("whole", "unreadable", "danger")


class FaqTrackerStore(TrackerStore):
    """Keeps every event in the database of FAQ_DATABASE_URL, and hands Rasa the newest EVENTS_LOADED.

    Stock SQLTrackerStore reads the whole session at each turn, skips events after a failed read, and exits the process on any
    ValueError; none of that can happen here. Each event is written once, by its place behind those that were loaded.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        hearing.mend()
        chosen = settings.current()
        self._conversations = steady_for(replace(chosen, database_url=host) if host else chosen)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of a conversation from its newest events, or None when it has none."""
        newest = await off_loop(self._conversations.newest, clean(sender_id), EVENTS_LOADED)
        return self._tracker(sender_id, _from_turn_start(newest))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The tracker of a conversation from all its events, or None when it has none."""
        return self._tracker(conversation_id, await off_loop(self._conversations.all_events, clean(conversation_id)))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what is new in a tracker, all of it or nothing."""
        stored = getattr(tracker, _STORED, 0)
        new = list(islice(tracker.events, stored, None))
        if self.event_broker:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        lean = [_lean(event.as_dict()) for event in new]
        try:
            await off_loop(self._conversations.append, clean(tracker.sender_id), lean)
        except (
            sqlalchemy.exc.IntegrityError
        ):  # Rasa would go on in memory; the channel sees that it is not stored, and says so
            logger.error("store.turn_refused")  # another bot stored a turn of the same conversation at the same time
            return
        setattr(tracker, _STORED, len(tracker.events))

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return await off_loop(self._conversations.ids)

    def _tracker(self, sender_id: str, stored: list[StoredEvent]) -> DialogueStateTracker | None:
        if not stored or not self.domain:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, [dict(e.data) for e in stored], self.domain.slots)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker


def _from_turn_start(stored: list[StoredEvent]) -> list[StoredEvent]:
    """Events from the first that ends a turn on, so that Rasa never sees half a turn."""
    if len(stored) < EVENTS_LOADED:
        return stored
    first = next((i for i, e in enumerate(stored) if e.data.get("name") == "action_listen"), 0)
    return stored[first:]


def _lean(event: dict[str, Any]) -> dict[str, Any]:
    """An event without what no later turn reads: rankings, tokens, and the reading of every clause."""
    if event.get("event") != "user":
        return event
    parse = event.get("parse_data") or {}
    understanding = parse.get("understanding") or {}
    kept = {k: understanding[k] for k in _UNDERSTANDING_KEPT if k in understanding}
    text = str(event.get("text") or "").removeprefix(COMMAND_GUARD)
    lean: dict[str, Any] = {"text": text, "intent": parse.get("intent") or {}, "entities": [], "understanding": kept}
    return {**event, "text": text, "parse_data": lean}
