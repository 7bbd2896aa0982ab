"""An event made unreadable for everybody without FAQ_SECRET, and readable again: it is kept with all its words until it is answered."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from channels.messaging.parts import Event, Sent


class Sealing:
    """Encrypts with a key made from `secret`, so that a database or a journal alone tells nobody anything."""

    def __init__(self, secret: str) -> None:
        key = hmac.digest(secret.encode(), b"events that wait for an answer", hashlib.sha256)
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, event: Event) -> str:
        """An event as a text that says nothing."""
        said: dict[str, Any] = {**event.__dict__, "address": dict(event.address), "sent": event.sent.value}
        return self._fernet.encrypt(json.dumps(said).encode()).decode()

    def opened(self, sealed: str) -> Event | None:
        """The event again; None when it was sealed with another secret."""
        try:
            said = json.loads(self._fernet.decrypt(sealed.encode()))
            return Event(**{**said, "sent": Sent(said["sent"])})
        except (InvalidToken, KeyError, TypeError, ValueError):
            return None
