"""A store that can be taken away, and turns to store in it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from stores import circuit as circuits
from stores import database
from stores.circuit import Circuit
from stores.conversations import Conversations
from stores.steady import SteadyConversations
from tests.http.product import until

PATIENCE = 60  # seconds on a busy machine


def turn(number: int, said: str = "") -> list[dict[str, Any]]:
    now = time.time()
    return [
        {
            "event": "user",
            "timestamp": now,
            "text": said or f"word {number}",
            "metadata": {"client_id": f"id {number}"},
        },
        {"event": "bot", "timestamp": now + 1e-4, "text": f"reply {number}", "data": {}, "metadata": {}},
    ]


class Outage:
    """A store that can be taken away: its circuit asks in vain."""

    def __init__(self, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.url, self.folder, self.is_on = url, folder, False
        self._check, self._begin = database.check, sa.engine.Engine.connect
        monkeypatch.setattr(database, "check", self.check)
        monkeypatch.setattr(sa.engine.Engine, "connect", self.connect())
        monkeypatch.setattr(circuits, "ASK_AGAIN_SECONDS", 0.02)
        self.steady = SteadyConversations(Circuit(url, folder))
        self.store = Conversations(database.engine_for(url))

    def check(self, url: str) -> None:
        if self.is_on:
            raise sa.exc.OperationalError("made up by a test", {}, Exception())
        self._check(url)

    def connect(self) -> Any:
        outage, connect = self, self._begin

        def connecting(engine: Any, *arguments: Any, **more: Any) -> Any:
            if outage.is_on:
                raise sa.exc.OperationalError("made up by a test", {}, Exception())
            return connect(engine, *arguments, **more)

        return connecting

    def ends(self) -> None:
        self.is_on = False
        until(lambda: not self.steady.circuit.is_away, PATIENCE, lambda: "it does not come back")
