"""The website channel: everything under /webhooks/website (contract, section 3)."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any

import structlog
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json, text

from channels import origins, wellformed
from channels.addresses import PROXY_HEADER, address_of
from channels.assets import Assets
from channels.chat_page import ChatPage
from channels.errors import ApiError, api_errors, error_response, of_sanic
from channels.exchange import Exchange
from channels.history import message_of, reply_of, transcript
from channels.incoming import COMMENT_MOST, REQUEST_MOST, body_of, whole_number
from channels.limits import RateLimits
from channels.pages import HOME, Pages, serve_asset
from channels.readiness import missing
from channels.saying import Saying
from channels.site_page import SitePage
from channels.sweeping import rest, sweep
from channels.tokens import Tokens
from channels.wording import Wording
from faq.folding import clean
from ops import settings
from ops.settings import Settings
from stores.conversations import StoredEvent
from stores.steady import steady_for
from stores.threads import off_loop
from stores.turns import Turns

logger = structlog.get_logger()
DAY = 86_400  # seconds
ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
Handler = Callable[..., Awaitable[HTTPResponse]]


class WebsiteInput(InputChannel):
    """The door that the world sees: sessions with signed tokens, idempotent messages, history, feedback, erasure."""

    def __init__(self, chosen: Settings) -> None:
        self._settings = chosen
        self._conversations = steady_for(chosen)
        # A token that opens less than was said would be of no use, so it ends no later than what it opens.
        self._tokens = Tokens(chosen.secret, min(chosen.session_days, chosen.keep_days) * DAY, time.time)
        self._limits = RateLimits(chosen)
        self._wording = Wording(chosen.root)
        self._assets = Assets(chosen.root / "widget", chosen.root / "var" / "widget")
        self._pages = Pages(chosen.root / "widget", self._assets)

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in stored messages."""
        return "website"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebsiteInput:
        """The channel with this process's settings; credentials.yml holds none of them."""
        return cls(settings.current())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """All calls of the contract, and a JSON error for every other path and method."""
        routes = Blueprint("faq_website", "channels.website", strict_slashes=True)
        self._exchange = Exchange(self.name(), self._conversations, Turns(self._settings.redis_url), on_new_message)
        self._saying = Saying(self._exchange, self._conversations, self._limits, self._wording, self._tokens)
        guarded = {path: self._guarded(methods) for path, methods in self._table().items()}
        loaded = {path: self._guarded(methods, from_anywhere=True) for path, methods in self._pages_table().items()}
        for path, handler in {**guarded, **loaded, "/<rest:path>": self._elsewhere()}.items():
            routes.add_route(handler, path, methods=ALL_METHODS, name=f"at{re.sub('[^a-z]', '_', path)}")
        routes.listener("before_server_start")(self._prepare)
        routes.listener("after_server_start")(self._check_store)
        routes.listener("after_server_start")(partial(sweep, chosen=self._settings))
        routes.listener("before_server_stop")(rest)
        return routes

    def _table(self) -> dict[str, Mapping[str, Handler]]:
        return {
            "/live": {"GET": self._live},
            "/ready": {"GET": self._ready},
            "/session": {"POST": self._open, "DELETE": self._erase},
            "/messages": {"POST": self._say, "GET": self._history},
            "/feedback": {"POST": self._feedback},
            "/transcript": {"GET": self._transcript},
        }

    def _pages_table(self) -> dict[str, Mapping[str, Handler]]:
        site = SitePage(self._pages, self._assets)
        self._chat = chat = ChatPage(self._saying, self._tokens, self._pages, self._settings.allowed_origins)
        page: Mapping[str, Handler] = {"GET": site.get}
        return {"": page, "/": page, "/preview": {"GET": site.preview}, "/chat": {"GET": chat.get, "POST": chat.post}}

    def _elsewhere(self) -> Callable[..., Coroutine[Any, Any, HTTPResponse]]:
        """The widget's files, by names that change with them; nothing at any other address."""
        files, nothing = self._guarded({"GET": self._file}, from_anywhere=True), self._guarded({})

        async def answered(request: Request, rest: str) -> HTTPResponse:
            return await (nothing if self._assets.find(rest) is None else files)(request, rest)

        return answered

    def _guarded(
        self, methods: Mapping[str, Handler], from_anywhere: bool = False
    ) -> Callable[..., Coroutine[Any, Any, HTTPResponse]]:
        """A handler that answers these methods to pages of the list, or to any page; files tell each page the same."""
        allowed = self._settings.allowed_origins

        @api_errors(self._wording)
        async def call(request: Request, rest: str = "") -> HTTPResponse:
            if not methods:
                raise ApiError(404, "not_found")
            if not from_anywhere and not origins.origin_allowed(request, allowed):
                raise ApiError(403, "origin_not_allowed", "This page may not use the chat.")
            if request.method == "OPTIONS" and not from_anywhere:
                return empty(headers=origins.preflight_headers())
            handler = methods.get("GET" if request.method == "HEAD" else request.method)
            if handler is None:
                raise ApiError(405, "wrong_method", headers={"Allow": ", ".join(methods)})
            return await handler(request, rest) if rest else await handler(request)

        async def answered(request: Request, rest: str = "") -> HTTPResponse:
            response = await call(request, rest)
            for name, value in {} if from_anywhere else origins.cors_headers(request, allowed).items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.setdefault("X-Content-Type-Options", "nosniff")
            return response

        return answered

    async def _conversation(self, request: Request) -> str:
        header = request.headers.get("authorization", "")
        conversation = self._tokens.conversation(header[7:]) if header[:7].lower() == "bearer " else None
        if conversation is None or not await self._exchange.is_open(conversation):
            raise ApiError(401, "bad_token", headers={"WWW-Authenticate": "Bearer"})
        return conversation

    async def _open(self, request: Request) -> HTTPResponse:
        await self._limits.check(address_of(request))
        conversation, token = self._tokens.issue()
        self._conversations.begun(conversation)
        return json(
            {"token": token, "expires_in": self._tokens.life, "replies": [self._wording.greeting()]}, status=201
        )

    async def _say(self, request: Request) -> HTTPResponse:
        conversation = await self._conversation(request)
        replies = await self._saying.answer(address_of(request), conversation, body_of(request))
        return json({"seq": replies[-1].seq, **self._told(replies)})

    def _told(self, replies: Sequence[StoredEvent]) -> dict[str, Any]:
        """The Replies; where neither the store nor the journal could keep them, that is said too."""
        told = [reply_of(reply) for reply in replies]
        if all(reply.is_kept for reply in replies):
            return {"replies": told}
        return {"replies": [*told, self._wording.not_kept()], "kept": False}

    async def _history(self, request: Request) -> HTTPResponse:
        conversation = await self._conversation(request)
        after = whole_number(request.args.get("after", "0"), "after")
        messages = await off_loop(self._conversations.messages, conversation, after)
        return json({"messages": [message_of(message) for message in messages]})

    async def _feedback(self, request: Request) -> HTTPResponse:
        conversation = await self._conversation(request)
        body = body_of(request)
        helpful, comment = body.get("helpful"), "" if body.get("comment") is None else body["comment"]
        seq = whole_number(body.get("seq"), "seq")
        if not isinstance(helpful, bool) or not isinstance(comment, str) or len(comment) > COMMENT_MOST:
            raise ApiError(
                400,
                "bad_request",
                f"'helpful' must be true or false, 'comment' a text of at most {COMMENT_MOST} characters.",
            )
        await self._limits.check(address_of(request), f"{conversation} feedback")
        given = (conversation, seq, helpful, clean(comment), time.time())
        if not await off_loop(self._conversations.give_feedback, *given):
            raise ApiError(404, "not_found", "There is no reply with that number.")
        return empty()

    async def _transcript(self, request: Request) -> HTTPResponse:
        conversation = await self._conversation(request)
        content = transcript(self._wording, await off_loop(self._conversations.messages, conversation))
        return text(content, headers={"Content-Disposition": 'attachment; filename="conversation.txt"'})

    async def _erase(self, request: Request) -> HTTPResponse:
        conversation = await self._conversation(request)
        await self._exchange.erase(conversation, time.time() + self._tokens.life)
        return empty()

    async def _live(self, request: Request) -> HTTPResponse:
        return json({"status": "live"})

    async def _ready(self, request: Request) -> HTTPResponse:
        lacking = await missing(getattr(request.app.ctx, "agent", None), self._conversations.circuit)
        if lacking:
            raise ApiError(503, "not_ready", f"{self._wording.phrase('not_ready')} ({'; '.join(lacking)})")
        refused = (
            {"knowledge": "edited and refused; the last good state is served"} if self._wording.edit_refused() else {}
        )
        return json({"status": "ready", **refused})

    async def _file(self, request: Request, name: str) -> HTTPResponse:
        asset = self._assets.find(name)
        if asset is None:
            raise ApiError(404, "not_found")
        return serve_asset(request, asset)

    async def _prepare(self, app: Sanic, _loop: Any) -> None:
        """Bound what is read, and take over from Sanic and Rasa what they would answer before any route."""
        app.config.REQUEST_MAX_SIZE = REQUEST_MOST
        app.config.REAL_IP_HEADER = PROXY_HEADER if self._settings.behind_proxy else None
        app.ctx.sanic_cors.resources.clear()  # Rasa's CORS allows nobody, and would answer every preflight
        app.error_handler.add(SanicException, self._unrouted)
        wellformed.mend()
        app.register_middleware(self._without_greeting, "request")
        self._assets.keep()

    async def _check_store(self, app: Sanic, _loop: Any) -> None:
        """Refuse to run on a store other than ours: Rasa takes memory in silence when it cannot import it."""
        store = getattr(getattr(app.ctx, "agent", None), "tracker_store", None)
        inner = getattr(store, "_tracker_store", store)
        if store is not None and type(inner).__name__ != "FaqTrackerStore":
            sys.stderr.write(
                f"The store of endpoints.yml was not opened (Rasa took {type(inner).__name__}); the bot does not start.\n"
            )
            sys.stderr.flush()
            os._exit(1)  # Sanic would catch SystemExit and go on

    def _without_greeting(self, request: Request) -> HTTPResponse | None:
        """Nothing at "/", where Rasa would tell everybody its version; None for every other address."""
        return error_response(self._wording, ApiError(404, "not_found")) if request.path == "/" else None

    async def _unrouted(self, request: Request, error: SanicException) -> HTTPResponse:
        """An error for calls that never reach a route, such as a body too large for the server."""
        if request.path == f"{HOME}chat":
            return await self._chat.unread(request, of_sanic(error))
        return error_response(self._wording, of_sanic(error))
