"""A messaging channel: webhooks in, verified and taken once; acknowledged at once; answered after, in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, ClassVar, Final

import structlog
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from channels.errors import ApiError
from channels.exchange import Exchange
from channels.limits import RateLimits
from channels.messaging.calls import Calls
from channels.messaging.counting import COUNTS
from channels.messaging.keys import Keys
from channels.messaging.opening import lacking
from channels.messaging.parts import Event, Incoming, RefusedError
from channels.messaging.platform import Platform
from channels.messaging.queues import Queues
from channels.messaging.readiness import Readiness
from channels.messaging.replying import Replying
from channels.messaging.sealing import Sealing
from channels.sweeping import rest, sweep
from channels.wording import Wording
from faq.reply import Reply
from ops import settings
from ops.settings import Settings
from stores.circuit import StoreAwayError
from stores.inbox import Taken
from stores.steady import steady_for
from stores.steady_inbox import SteadyInbox
from stores.threads import off_loop
from stores.tracker import COMMAND_GUARD
from stores.turns import Turns

logger = structlog.get_logger()
Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]
# What reading a webhook raises that is no event; 1e400 is a number to JSON, and no whole one.
_UNREADABLE: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError)
# At the end of the process, for what was acknowledged and is not answered yet; the rest is the next one's.
DRAIN_SECONDS: Final = 8
LOOK_SECONDS: Final = 5.0  # between two looks for what a process that is gone left; a third of a lease


class Connector(InputChannel):
    """The base of every messaging channel; a channel names itself and its platform, and adds nothing else."""

    platform_class: ClassVar[Callable[[Settings], Platform]]
    secrets: ClassVar[tuple[str, ...]]

    def __init__(self, chosen: Settings) -> None:
        self._closed = lacking(chosen, self.secrets)
        if self._closed:
            return
        self._settings, self._counts = chosen, COUNTS[self.name()]
        self._platform = type(self).platform_class(chosen)
        self._keys = Keys(self.name(), chosen.secret)
        self._inbox, self._sealing = SteadyInbox(steady_for(chosen).circuit), Sealing(chosen.secret)
        self._limits, self._wording = RateLimits(chosen), Wording(chosen.root, self.name())
        self._calls = Calls(self.name(), self._platform)
        self._queues, self._readiness = Queues(), Readiness(self.name(), self._platform, self._calls)
        self._slowing: set[str] = set()  # conversations that are about to be asked to slow down

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Connector:
        """The channel with this process's settings; the file that opens it holds none of them."""
        return cls(settings.current())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """`GET /` says whether the channel is open and why not; `/webhook` is where the platform sends its events."""
        routes = Blueprint(f"faq_{self.name()}", f"channels.{self.name()}")
        routes.add_route(_function(self._health), "/", methods=["GET"], name="health")
        if self._closed:
            routes.add_route(_unready, "/webhook", methods=["GET", "POST"], name="webhook")
            routes.listener("after_server_start")(self._say_closed)
            return routes
        conversations = steady_for(self._settings)
        exchange = Exchange(self.name(), conversations, Turns(self._settings.redis_url), on_new_message)
        self._replying = Replying(self._platform, exchange, conversations, self._wording, self._tells_danger)
        routes.add_route(_function(self._handshake), "/webhook", methods=["GET"], name="handshake")
        routes.add_route(_function(self._receive), "/webhook", methods=["POST"], name="webhook")
        routes.listener("after_server_start")(self._begin)
        routes.listener("before_server_stop")(self._end)
        return routes

    def is_idle(self) -> bool:
        """Whether everything that was acknowledged is done."""
        return self._queues.is_idle()

    # ---- Webhooks ----

    async def _receive(self, request: Request) -> HTTPResponse:
        incoming = Incoming({k.lower(): v for k, v in request.headers.items()}, request.body, request.url)
        try:
            self._platform.verify(incoming, time.time())
        except RefusedError as reason:
            return self._refuse(str(reason))
        try:
            challenge = self._platform.challenge(incoming)
            events = [] if challenge else self._platform.events(incoming)
        except _UNREADABLE as error:
            self._counts["malformed"] += 1
            logger.warning("channel.malformed", channel=self.name(), error=type(error).__name__)
            # What is signed and cannot be read comes no better a second time.
            return self._platform.acknowledgement()
        try:
            async with self._arrival:  # the claim waits for the database; order is kept while it does
                for event in events:
                    await self._take(event)
        except StoreAwayError:
            logger.error("channel.not_taken", channel=self.name())
            return empty(status=503)  # neither store nor journal can keep it; the platform will send it again
        return challenge or self._platform.acknowledgement()

    def _refuse(self, reason: str) -> HTTPResponse:
        self._counts["refused"] += 1
        count = self._counts["refused"]
        if str(count).strip("0") == "1":  # the 1st, 10th, 100th: enough to notice, too few to fill a disk
            logger.warning("channel.refused", channel=self.name(), reason=reason, count=count)
        return empty(status=403)

    async def _take(self, event: Event) -> None:
        """Take an event in hand once; a second time it is only acknowledged."""
        key, conversation = self._keys.event(event.id), self._keys.conversation(event.person)
        if not await off_loop(self._inbox.take, Taken(key, conversation, self.name(), self._sealing.seal(event))):
            self._counts["repeated"] += 1
            return
        self._counts["taken"] += 1
        if self._queues.is_full(conversation) or await self._is_too_fast(conversation):
            self._slow_down(conversation, event)
            await off_loop(self._inbox.done, key)
            return
        self._queues.add(conversation, partial(self._answer, conversation, event, key))

    async def _is_too_fast(self, conversation: str) -> bool:
        try:
            await self._limits.check("", conversation)
        except ApiError:
            return True
        return False

    # ---- Answers ----

    async def _take_over(self) -> None:
        """Answer, now and from time to time, what a process that is gone had acknowledged."""
        while True:
            for taken in await off_loop(self._inbox.left_behind, self.name()):
                event = self._sealing.opened(taken.sealed)
                if event is None:
                    logger.error("channel.sealed_with_another_secret", channel=self.name())
                    await off_loop(self._inbox.done, taken.key)
                    continue
                self._counts["taken_over"] += 1
                self._queues.add(taken.conversation, partial(self._answer, taken.conversation, event, taken.key))
            await asyncio.sleep(LOOK_SECONDS)

    async def _answer(self, conversation: str, event: Event, key: str) -> None:
        """Answer, and forget the event; it stays in the inbox when the process ends over it."""
        try:
            await self._say(conversation, event, key)
        except Exception:
            await off_loop(self._inbox.done, key)
            raise
        await off_loop(self._inbox.done, key)

    async def _say(self, conversation: str, event: Event, key: str) -> None:
        for call in self._platform.on_arrival(event):
            self._queues.beside(partial(self._calls.once, call))
        reply = await self._replying.reply(conversation, event, key)
        if reply is None:
            self._counts["ignored"] += 1
            return
        await self._show(reply, event)
        self._counts["answered"] += 1

    async def _show(self, reply: Reply, event: Event) -> None:
        for call in self._platform.render(reply, event, self._wording):
            if not await self._calls.make(call):
                return  # the rest makes no sense without it

    def _slow_down(self, conversation: str, event: Event) -> None:
        """Ask the person once, not once a message, to slow down."""
        self._counts["too_fast"] += 1
        if conversation in self._slowing:
            return
        self._slowing.add(conversation)

        async def ask() -> None:
            self._slowing.discard(conversation)
            await self._show(self._replying.too_fast(), event)

        self._queues.add(conversation, ask)

    async def _tells_danger(self, text: str) -> bool:
        """Whether the safety net sees danger in a text; also when it cannot look, because then the emergency lines are due."""
        guarded = f"{COMMAND_GUARD}{text}"
        understood = await self._app.ctx.agent.parse_message(guarded)
        return bool((understood.get("understanding") or {}).get("danger")) or "understanding" not in understood

    # ---- The channel itself ----

    async def _health(self, _request: Request) -> HTTPResponse:
        reason = self._closed or await self._readiness.reason()
        body = {
            "channel": self.name(),
            "status": "unready" if reason else "ready",
            **({"reason": reason} if reason else {}),
        }
        return json({**body, "counts": dict(COUNTS[self.name()])}, status=503 if reason else 200)

    async def _handshake(self, request: Request) -> HTTPResponse:
        return self._platform.handshake(request) or empty(status=405, headers={"Allow": "POST"})

    async def _begin(self, app: Sanic, _loop: Any) -> None:
        self._app, self._arrival = app, asyncio.Lock()
        await sweep(app, _loop, self._settings)
        self._queues.beside(self._readiness.ask)
        self._looking = asyncio.get_running_loop().create_task(self._take_over())

    async def _end(self, app: Sanic, loop: Any) -> None:
        self._looking.cancel()
        await rest(app, loop)
        left = await self._queues.drain(DRAIN_SECONDS)
        if left:
            logger.warning("channel.ended_with_work_left", channel=self.name(), left=left)
        await off_loop(self._inbox.give_back)
        await self._calls.close()

    async def _say_closed(self, _app: Sanic, _loop: Any) -> None:
        logger.warning("channel.closed", channel=self.name(), reason=self._closed)


def _function(method: Handler) -> Handler:
    """A method as a function, on which Sanic can write the blueprint's name."""

    async def call(request: Request) -> HTTPResponse:
        return await method(request)

    return call


async def _unready(_request: Request) -> HTTPResponse:
    return empty(status=503)
