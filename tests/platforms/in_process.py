"""The channels in this process: the real connectors, stores and faq core over HTTP, with intents by a short list in the place of a model."""

from __future__ import annotations

import asyncio
import threading
import time
import uuid
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, Final

from rasa.core.channels.channel import UserMessage, register
from sanic import Sanic

from channels.messaging.connector import Connector
from faq.answering import EVENTS_READ, message_for
from faq.conversation import MEMORY
from faq.knowledge import load
from ops import network, settings
from stores.steady import SteadyConversations, steady_for
from stores.tracker import COMMAND_GUARD
from tests.http.client import Door
from tests.http.product import REPOSITORY, SECRET
from tests.platforms.driver import Driver

DANGER: Final = "I want to kill myself"
INTENTS: Final = {
    DANGER: "crisis_self_harm",
    "hello": "smalltalk_greet",
    "tell me more": "followup_more",
    "where does that come from?": "followup_source",
    "should I give my baby antibiotics?": "advice_medical",
    "who won the world series?": "oos_other",
}
KNOWLEDGE: Final = load(REPOSITORY / "knowledge")


class Core:
    """Rasa's part: hears a message, lets the faq core answer, keeps both in the store. `fails` and `slow` (seconds) are for tests."""

    def __init__(self, conversations: SteadyConversations) -> None:
        self.conversations = conversations
        self.heard: list[UserMessage] = []
        self.fails, self.slow = False, 0.0

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        await asyncio.sleep(self.slow)
        if self.fails:
            raise RuntimeError("made up by a test")
        text = message.text.removeprefix(COMMAND_GUARD)
        intent = _intent(text)
        user = {
            "event": "user",
            "timestamp": time.time(),
            "text": text,
            "metadata": message.metadata,
            "input_channel": message.input_channel,
        }
        user["parse_data"] = {"intent": {"name": intent}}
        before = [dict(e.data) for e in self.conversations.newest(message.sender_id, EVENTS_READ)]
        said = message_for(KNOWLEDGE, [*before, user], message.input_channel)
        bot = {
            "event": "bot",
            "timestamp": time.time(),
            "text": said["text"],
            "data": {"custom": said["custom"]},
            "metadata": {MEMORY: said[MEMORY]},
        }
        self.conversations.append(message.sender_id, [user, bot])

    async def parse_message(self, text: str) -> dict[str, Any]:
        return {"understanding": {"danger": {"category": "self_harm"} if DANGER in text else None}}


def _intent(text: str) -> str:
    return "crisis_self_harm" if DANGER in text else INTENTS.get(text, "oos_other")


class InProcess:
    """A server with channels open, in a thread of its own."""

    def __init__(self, folder: Path, drivers: Sequence[Driver], **more: str) -> None:
        database = f"sqlite:///{folder}/conversations.sqlite"
        environ = {"FAQ_SECRET": SECRET, "FAQ_RATE_LIMIT": "0", "FAQ_DATABASE_URL": database}
        environ.update(pair for driver in drivers for pair in driver.environment().items())
        self.chosen = settings.load({**environ, **more}, REPOSITORY)
        self.core, self.door = Core(steady_for(self.chosen)), Door(network.free_port())
        self.connectors: dict[str, Connector] = {d.channel: d.connector(self.chosen) for d in drivers}
        # Else Sanic rewrites its own methods at each start, and fails at the second one in a process.
        Sanic.test_mode = True
        self._app = Sanic(f"platforms-{uuid.uuid4().hex}")
        self._app.ctx.agent = self.core
        register(list(self.connectors.values()), self._app, "/webhooks/")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._run(self._start())

    def is_idle(self, channel: str) -> bool:
        """Whether everything acknowledged is done."""
        return self.connectors[channel].is_idle()

    def stop(self) -> None:
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> Any:
        server = await self._app.create_server(
            "127.0.0.1", self.door.port, return_asyncio_server=True, access_log=False
        )
        await server.startup()
        await server.before_start()
        await server.start_serving()
        await server.after_start()
        return server

    async def _stop(self) -> None:
        await self._server.before_stop()
        await self._server.close()
        await self._server.after_stop()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)
