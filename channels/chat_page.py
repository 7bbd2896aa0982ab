"""The chat without JavaScript: GET /chat gives a page with a form, POST /chat the page again with the reply.

No cookie and no address carries anything: a conversation's token and the id of the next message stand in hidden fields. What
comes a second time, by a reload or a double tap, finds its reply in the store and does nothing twice.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qs

import structlog
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, text

from channels.addresses import address_of
from channels.chat_view import TURNS, Notice, Shown, values
from channels.errors import WITH_EMERGENCY, ApiError, of_sanic
from channels.history import transcript
from channels.incoming import COMMENT_MOST, TEXT_MOST, whole_number
from channels.origins import origin_allowed
from channels.pages import Pages, page
from channels.saying import Saying
from channels.tokens import Tokens
from faq.folding import clean
from stores.threads import off_loop

logger = structlog.get_logger()
# Somewhere that says nothing about who was here, the same as in widget/widget-frame.js.
NEUTRAL: Final = "https://www.google.com/search?q=weather"
ACTS: Final = ("", "earlier", "save", "erase", "leave")  # what the buttons are called; Send has no name
TURNS_MOST: Final = 10_000
_FIELDS_MOST: Final = 20
_ID: Final = re.compile(r"[\w-]{8,64}\Z", re.ASCII)
_ID_BYTES: Final = 18
_ERRORS: Final = {
    "empty",
    "too_long",
    "too_fast",
    "server_error",
}  # with a sentence of their own; others read as bad_request


@dataclass(frozen=True)
class Form:
    """What was filled in and pressed; fields that were not sent are empty. `rate` is "yes 4" for a reply with seq 4."""

    token: str = ""
    id: str = ""
    act: str = ""
    text: str = ""
    choice: str = ""
    turns: str = ""
    rate: str = ""
    comment: str = ""


@dataclass(frozen=True)
class _Visit:
    """The conversation of a call, its token, and whether it had to begin anew."""

    conversation: str
    token: str
    anew: bool = False


class ChatPage:
    """The page's two calls, on the same path to the bot as the website channel's."""

    def __init__(self, saying: Saying, tokens: Tokens, pages: Pages, allowed_origins: Collection[str]) -> None:
        self._saying, self._tokens, self._pages, self._allowed = saying, tokens, pages, allowed_origins
        acts = (self._say, self._earlier, self._save, self._erase, self._leave)
        self._acts = dict(zip(ACTS, acts, strict=True))

    async def get(self, request: Request) -> HTTPResponse:
        """A new conversation, of which nothing is stored before the first message."""
        return self._draw(request, self._begin())

    async def post(self, request: Request) -> HTTPResponse:
        """What a button asked for; every failure is a page too, with the words that were typed still in the box."""
        form, visit = Form(), None
        try:
            self._check_origin(request)
            form = read_form(request.body)
            visit = await self._visit(form)
            return await (self._rate if form.rate else self._acts[form.act])(request, form, visit)
        except ApiError as error:
            return await self._refused(request, form, visit, error)
        except SanicException as error:
            return await self._refused(request, form, visit, of_sanic(error))
        except Exception as error:  # whatever failed, the person gets a page with the emergency lines  # noqa: BLE001
            logger.error("chat_page.failed", error=type(error).__name__)
            return await self._refused(request, form, visit, ApiError(503, "server_error"))

    async def unread(self, request: Request, error: ApiError) -> HTTPResponse:
        """The page for a call that was refused before it was read."""
        return await self._refused(request, Form(), None, error)

    # ---- What the buttons do ----

    async def _say(self, request: Request, form: Form, visit: _Visit) -> HTTPResponse:
        what = {"choice": form.choice} if form.choice else {"text": form.text}
        # A page that Back brought up again has the old id, but its box may hold new words, and those are a new message.
        mark = hashlib.sha256(repr(what).encode("utf-8", "replace")).hexdigest()[:16]
        said = {"id": f"{form.id}.{mark}", **what}
        replies = await self._saying.answer(address_of(request), visit.conversation, said)
        lost = None if all(reply.is_kept for reply in replies) else Notice(self._phrase("not_kept"), True)
        draft = form.text if form.choice else ""
        shown = await self._shown(form, visit)
        return self._draw(request, replace(shown, heading=self._phrase("ui_answered"), notice=lost, draft=draft))

    async def _earlier(self, request: Request, form: Form, visit: _Visit) -> HTTPResponse:
        shown = await self._shown(form, visit)
        return self._draw(request, replace(shown, turns=min(shown.turns + TURNS, TURNS_MOST), draft=form.text))

    async def _rate(self, request: Request, form: Form, visit: _Visit) -> HTTPResponse:
        word, _, number = form.rate.partition(" ")
        seq, helpful = whole_number(number, "seq"), word == "yes"
        if word not in ("yes", "no") or len(form.comment) > COMMENT_MOST:
            raise ApiError(400, "bad_request")
        await self._saying.limits.check(address_of(request), f"{visit.conversation} feedback")
        given = (visit.conversation, seq, helpful, clean(form.comment), time.time())
        if not await off_loop(self._saying.conversations.give_feedback, *given):
            raise ApiError(400, "bad_request")
        return self._draw(request, replace(await self._shown(form, visit), rated=(seq, helpful), draft=form.text))

    async def _save(self, request: Request, form: Form, visit: _Visit) -> HTTPResponse:
        messages = await off_loop(self._saying.conversations.messages, visit.conversation)
        content = transcript(self._saying.wording, messages)
        headers = {"Content-Disposition": 'attachment; filename="chat.txt"', "Cache-Control": "no-store"}
        return text(content, headers=headers)

    async def _erase(self, request: Request, form: Form, visit: _Visit) -> HTTPResponse:
        if not visit.anew:
            await self._forget(visit.conversation)
        return self._draw(request, replace(self._begin(), opening=self._phrase("erased")))

    async def _leave(self, request: Request, form: Form, visit: _Visit) -> HTTPResponse:
        """Away at once; the erasure needs no waiting for."""
        if not visit.anew:
            request.app.add_task(self._forget_quietly(visit.conversation))
        content = self._pages.draw("leave.html", {"neutral": NEUTRAL})
        return page(request, content, headers={"Refresh": f"0;url={NEUTRAL}", "Referrer-Policy": "no-referrer"})

    async def _forget(self, conversation: str) -> None:
        await self._saying.exchange.erase(conversation, time.time() + self._tokens.life)

    async def _forget_quietly(self, conversation: str) -> None:
        try:
            await self._forget(conversation)
        except Exception as error:  # nobody is there to be told  # noqa: BLE001
            logger.error("chat_page.not_erased", error=type(error).__name__)

    # ---- State ----

    def _check_origin(self, request: Request) -> None:
        if not origin_allowed(request, self._allowed):
            raise ApiError(403, "bad_request")

    async def _visit(self, form: Form) -> _Visit:
        """The token's conversation while it is open; else a new one, which the same form finds again."""
        conversation = self._tokens.conversation(form.token)
        if conversation is not None and await self._saying.exchange.is_open(conversation):
            return _Visit(conversation, form.token)
        conversation = self._tokens.successor(form.token, form.id)
        if conversation is None or not await self._saying.exchange.is_open(conversation):
            conversation, _ = self._tokens.issue()
        return _Visit(conversation, self._tokens.token_of(conversation), anew=True)

    def _begin(self) -> Shown:
        conversation, token = self._tokens.issue()
        self._saying.conversations.begun(conversation)
        return Shown(token, _new_id(), greeting=True)

    async def _shown(self, form: Form, visit: _Visit) -> Shown:
        messages = await off_loop(self._saying.conversations.messages, visit.conversation)
        opening = self._phrase("ui_new_one") if visit.anew else ""
        return Shown(visit.token, _new_id(), _turns(form), messages, greeting=not messages, opening=opening)

    # ---- Pages ----

    async def _refused(self, request: Request, form: Form, visit: _Visit | None, error: ApiError) -> HTTPResponse:
        """The same page with what was typed, why it was not taken, and the same id: sent again, it is still answered once."""
        sentence = self._phrase(error.code if error.code in _ERRORS else "bad_request")
        notice = Notice(sentence, error.status >= 500 or error.status in WITH_EMERGENCY)
        draft = form.text if len(form.text) <= 4 * TEXT_MOST else ""
        shown = replace(
            await self._as_it_was(form, visit), heading=self._phrase("ui_not_sent"), notice=notice, draft=draft
        )
        return self._draw(request, shown, error.status, error.headers)

    async def _as_it_was(self, form: Form, visit: _Visit | None) -> Shown:
        """The conversation and the form's own id; without the conversation when the store does not give it."""
        own_id = form.id if _ID.match(form.id) else _new_id()
        if visit is not None:
            try:
                return replace(await self._shown(form, visit), message_id=own_id)
            except Exception as error:  # the store is down; the form must come all the same  # noqa: BLE001
                logger.error("chat_page.no_history", error=type(error).__name__)
        return Shown(form.token or self._begin().token, own_id, _turns(form))

    def _draw(
        self, request: Request, shown: Shown, status: int = 200, headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        content = self._pages.draw("chat.html", values(self._saying.wording, shown))
        # With "no-referrer" a browser would send the form's origin as "null", and the check of origins would refuse it.
        return page(request, content, status, headers={"Referrer-Policy": "same-origin", **(headers or {})})

    def _phrase(self, name: str) -> str:
        return self._saying.wording.phrase(name)


def read_form(body: bytes) -> Form:
    """The fields of a form as a browser sends them. Raises ApiError 400 when it cannot be read or has no id."""
    try:
        sent = parse_qs(
            body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace", max_num_fields=_FIELDS_MOST
        )
    except ValueError:
        raise ApiError(400, "bad_request") from None
    fields: dict[str, Any] = {name: found[0] for name, found in sent.items() if name in Form.__dataclass_fields__}
    form = Form(**fields)
    if not _ID.match(form.id) or form.act not in ACTS:
        raise ApiError(400, "bad_request")
    return replace(form, text=form.text.replace("\r\n", "\n"), comment=form.comment.replace("\r\n", "\n"))


def _turns(form: Form) -> int:
    return min(int(form.turns), TURNS_MOST) if re.fullmatch(r"[1-9]\d{0,4}", form.turns) else TURNS


def _new_id() -> str:
    return secrets.token_urlsafe(_ID_BYTES)
