"""When the bot, the store or the limits refuse, the page without JavaScript still comes, with the emergency lines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy.exc
from sanic.response import HTTPResponse

from channels.assets import Assets
from channels.chat_page import ChatPage
from channels.errors import ApiError
from channels.pages import Pages
from channels.saying import Saying
from channels.tokens import Tokens
from channels.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
TOKENS = Tokens("a secret that is made up for this test alone", 1000, lambda: 1000.0)
_, TOKEN = TOKENS.issue()


def broken(*_: Any) -> Any:
    raise sqlalchemy.exc.OperationalError("select", {}, Exception("gone"))


def nothing(*_: Any) -> list[Any]:
    return []


async def good(*_: Any) -> None:
    pass


async def too_fast(*_: Any) -> None:
    raise ApiError(429, "too_fast", headers={"Retry-After": "7"})


def page(
    tmp_path: Path, store: Callable[..., Any] = nothing, check: Callable[..., Any] = good, answer: Any = None
) -> ChatPage:
    """The page before a store, limits and a bot of our own."""

    async def unavailable(*_: Any) -> Any:
        raise answer or ApiError(503, "server_error")

    async def is_open(conversation: str) -> bool:
        return bool(store(conversation) == [])

    exchange: Any = SimpleNamespace(is_open=is_open, answer=unavailable)
    conversations: Any = SimpleNamespace(messages=store, replies_to=lambda *_: store() or None, begun=nothing)
    saying = Saying(exchange, conversations, SimpleNamespace(check=check), Wording(ROOT), TOKENS)  # type: ignore[arg-type]
    return ChatPage(saying, TOKENS, Pages(ROOT / "widget", Assets(ROOT / "widget", tmp_path)), ())


def post(to: ChatPage, **fields: str) -> tuple[HTTPResponse, str]:
    body = urlencode({"token": TOKEN, "id": "12345678", "text": "can you help?", **fields}).encode()
    request: Any = SimpleNamespace(body=body, headers={}, ip="127.0.0.1", remote_addr="")
    response = asyncio.run(to.post(request))
    return response, (response.body or b"").decode("utf-8")


@pytest.mark.parametrize("act", ["", "earlier", "save", "erase"])
def test_with_the_store_down_the_page_gives_the_emergency_lines(tmp_path: Path, act: str) -> None:
    response, text = post(page(tmp_path, store=broken), act=act)

    assert response.status == 503
    assert "Something went wrong on our side." in text
    assert 'href="tel:988"' in text.partition('class="problem"')[2]
    assert f'value="{TOKEN}"' in text
    assert 'value="12345678"' in text, "sent again, it is answered once"
    assert "can you help?</textarea>" in text


@pytest.mark.parametrize("failure", [None, RuntimeError("secret words"), asyncio.TimeoutError()])
def test_with_the_bot_down_so_does_it(tmp_path: Path, failure: Exception | None) -> None:
    response, text = post(page(tmp_path, answer=failure))

    assert response.status == 503
    assert 'href="tel:988"' in text.partition('class="problem"')[2]
    assert "secret words" not in text


def test_too_fast_is_told_with_when_to_try_again(tmp_path: Path) -> None:
    response, text = post(page(tmp_path, check=too_fast))

    assert (response.status, response.headers["Retry-After"]) == (429, "7")
    assert "That was a lot at once." in text
    assert 'href="tel:988"' in text.partition('class="problem"')[2]
    assert "can you help?</textarea>" in text
