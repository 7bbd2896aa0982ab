"""What this process remembers of the newest conversations, so that they go on while the store is away."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from stores.conversations import StoredEvent

CONVERSATIONS: Final = 1000  # at most; one takes about 20 kB
EVENTS: Final = 60  # of each: more than a turn looks back
SECONDS: Final = 900  # nothing is remembered for longer, so that what was erased by another process is gone here soon


@dataclass
class Known:
    """The newest events of a conversation; `is_whole`: there are no others; `last`: the number of its last message."""

    events: list[StoredEvent] = field(default_factory=list)
    is_whole: bool = False
    last: int = 0
    at: float = 0.0

    def replies_to(self, client_id: str) -> list[StoredEvent] | None:
        """The bot's messages behind the user message with a client's id; None when it is not known here."""
        found: list[StoredEvent] | None = None
        for event in self.events:
            if event.type_name == "user":
                if found is not None:
                    return found
                found = [] if (event.data.get("metadata") or {}).get("client_id") == client_id else None
            elif event.type_name == "bot" and found is not None:
                found.append(event)
        return found


class Memory:
    """Bounded in conversations, events and time. `now`: a clock that only goes on, in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._now, self._mutex = now, threading.Lock()

    def find(self, conversation: str) -> Known | None:
        """What is known of a conversation, None when nothing is."""
        with self._mutex:
            self._purge()
            return self._known.get(conversation)

    def know(self, conversation: str, events: Sequence[StoredEvent], is_whole: bool) -> None:
        """Remember the newest events of a conversation in the place of what was known."""
        known = Known(list(events), is_whole, max((event.seq or 0 for event in events), default=0))
        with self._mutex:
            before = self._known.get(conversation)
            known.last = max(known.last, before.last if before else 0)
            self._keep(conversation, known)

    def add(self, conversation: str, events: Sequence[StoredEvent]) -> None:
        """Remember what was said since."""
        with self._mutex:
            known = self._known.get(conversation) or Known()
            joined = [*known.events, *events]
            last = max((event.seq or 0 for event in joined), default=0)
            whole = known.is_whole and len(joined) <= EVENTS
            self._keep(conversation, Known(joined[-EVENTS:], whole, max(last, known.last)))

    def forget(self, conversation: str) -> None:
        """Remember nothing of a conversation."""
        with self._mutex:
            self._known.pop(conversation, None)

    def _keep(self, conversation: str, known: Known) -> None:
        known.at = self._now()
        self._known[conversation] = known
        self._known.move_to_end(conversation)
        self._purge()

    def _purge(self) -> None:
        while self._known:
            oldest = next(iter(self._known.values()))
            if len(self._known) <= CONVERSATIONS and self._now() - oldest.at <= SECONDS:
                return
            self._known.popitem(last=False)
