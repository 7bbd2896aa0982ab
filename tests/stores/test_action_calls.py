from __future__ import annotations

import asyncio
from collections.abc import Iterator

import aiohttp
import pytest
import rasa.core.actions.action
from aiohttp import web
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from stores import action_calls


@pytest.fixture
def mended(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    monkeypatch.setattr(rasa.core.actions.action, "DEFAULT_REQUEST_TIMEOUT", 300)
    monkeypatch.setattr(EndpointConfig, "session", EndpointConfig.session)
    action_calls.mend()
    return RemoteAction("action_answer", None)


def test_an_answer_of_the_right_form_is_taken(mended: RemoteAction) -> None:
    assert mended._validate_action_result({"events": [], "responses": [{"text": "yes"}]})
    assert mended._validate_action_result({"events": [{"event": "restart"}], "responses": []})


@pytest.mark.parametrize(
    "wrong", [[], None, {"events": [{"name": "no type"}]}, {"events": {}}, {"responses": ["text"]}]
)
def test_an_answer_of_another_form_is_refused_as_rasa_does(mended: RemoteAction, wrong: object) -> None:
    with pytest.raises(ValidationError):
        mended._validate_action_result(wrong)


def test_a_call_has_an_end(mended: RemoteAction) -> None:
    assert action_calls.ACTION_SECONDS == rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT


@pytest.fixture
def lasting(mended: RemoteAction, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The ports from which an action server is called, one entry a call; the sessions kept for it end with the test."""
    monkeypatch.setattr(action_calls, "_OPEN", [])
    yield []
    action_calls._let_go()


async def called(endpoint: EndpointConfig, seen: list[int], times: int) -> list[object]:
    """What calls of a server on loopback give, one after the other."""

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.transport.get_extra_info("peername")[1] if request.transport else 0)
        return web.json_response(await request.json(), status=400 if "bad" in await request.text() else 200)

    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        endpoint.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/webhook"  # type: ignore[union-attr]
        return [await endpoint.request(json={"n": n}) for n in range(times)]
    finally:
        for session in action_calls._OPEN:
            await session.close()
        await runner.cleanup()


def test_calls_go_over_one_connection_and_a_new_event_loop_has_a_new_one(lasting: list[int]) -> None:
    endpoint = EndpointConfig("http://127.0.0.1:1/webhook", headers={"X-Ours": "yes"})

    assert [{"n": 0}, {"n": 1}, {"n": 2}] == asyncio.run(called(endpoint, lasting, 3))
    assert 1 == len(set(lasting))
    assert [{"n": 0}] == asyncio.run(called(endpoint, lasting, 1))


def test_a_server_that_is_away_and_comes_back_is_called_again(lasting: list[int]) -> None:
    async def twice() -> list[object]:
        endpoint = EndpointConfig("http://127.0.0.1:1/webhook")
        with pytest.raises(aiohttp.ClientConnectionError):
            await endpoint.request(json={})
        return await called(endpoint, lasting, 1)

    assert [{"n": 0}] == asyncio.run(twice())


def test_an_idle_connection_is_given_up_before_the_server_closes_it() -> None:
    assert action_calls.IDLE_SECONDS < Sanic("idle").config.KEEP_ALIVE_TIMEOUT
