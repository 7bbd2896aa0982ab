"""The inbox while the store is away: what is acknowledged then is journalled."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from dataclasses import asdict
from typing import Final

from stores.circuit import Circuit, StoreAwayError
from stores.inbox import ANSWERED, EVENT, LEASE_SECONDS, Inbox, Taken

REMEMBERED: Final = 10_000  # keys of events that came while the store was away


class SteadyInbox:
    """The events that this process has in hand. Calls block, and may come from many threads."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit, self._inbox = circuit, Inbox(circuit.engine)
        self._in_hand: dict[str, str] = {}
        self._journalled: OrderedDict[str, None] = OrderedDict()

    def take(self, event: Taken) -> bool:
        """Take an event in hand, on the disk; False when somebody has it already. Raises StoreAwayError when it cannot be kept."""
        now = time.time()
        if event.key in self._journalled:
            return False
        try:
            taken = self._circuit.write(lambda _: self._inbox.take(event, now, now))
        except StoreAwayError:
            if not self._circuit.journal(EVENT, event.conversation, now, json.dumps(asdict(event))):
                raise
            self._remember(event.key)
            taken = True
        if taken:
            self._in_hand[event.key] = event.conversation
        return taken

    def done(self, key: str) -> None:
        """An event is answered, or needs no answer."""
        conversation = self._in_hand.pop(key, "")
        try:
            self._circuit.write(lambda _: self._inbox.done(key))
        except StoreAwayError:
            # Where that cannot be written down either it may be answered again: better than never.
            self._circuit.journal(ANSWERED, conversation, time.time(), key)

    def left_behind(self, channel: str) -> list[Taken]:
        """The events of a channel whose process is gone, now in this one's hand; those of this process stay in it."""
        now = time.time()
        try:
            if self._in_hand:
                self._circuit.write(lambda _: self._inbox.hold(self._in_hand, now + LEASE_SECONDS))
            found = self._circuit.write(lambda _: self._inbox.left_behind(channel, now))
        except StoreAwayError:
            return []
        new = [event for event in found if event.key not in self._in_hand]
        self._in_hand.update((event.key, event.conversation) for event in new)
        return new

    def give_back(self) -> None:
        """Let the next process take at once what this one did not come to."""
        keys, self._in_hand = list(self._in_hand), {}
        try:
            if keys:
                self._circuit.write(lambda _: self._inbox.hold(keys, 0.0))
        except StoreAwayError:
            return  # the next process finds it by its age

    def _remember(self, key: str) -> None:
        self._journalled[key] = None
        if len(self._journalled) > REMEMBERED:
            self._journalled.popitem(last=False)
