"""Names under which people and events of a platform are known here: salted hashes, from which nobody gets back to the person."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """Keys of one channel. `secret`: the salt, FAQ_SECRET; with another one everybody begins anew."""

    channel: str
    secret: str

    def conversation(self, person: str) -> str:
        """The id of a person's conversation."""
        return f"{self.channel}-{self._hash('person', person)[:40]}"

    def event(self, event_id: str) -> str:
        """The key of an event, 64 characters."""
        return self._hash("event", event_id)

    def _hash(self, what: str, name: str) -> str:
        # Lengths keep apart what would run together: ("ab", "c") and ("a", "bc").
        named = f"{len(self.channel)}:{self.channel} {what} {name}"
        return hmac.digest(self.secret.encode(), named.encode("utf-8", "replace"), hashlib.sha256).hex()
