"""A bot whose model could not be loaded says so at /ready, and still answers everybody with the emergency lines."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import register
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from channels.rest import CarefulRestInput
from channels.website import WebsiteInput
from ops import network, settings
from tests.http.client import Door
from tests.http.product import REPOSITORY, environment


@pytest.fixture(scope="module", params=["missing", "cut off", "another kind of file"])
def door(model: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("model")
    bad = folder / "faq.tar.gz"
    if request.param == "cut off":
        bad.write_bytes((REPOSITORY / "models" / "faq.tar.gz").read_bytes()[:100_000])
    if request.param == "another kind of file":
        bad.write_text("no model")
    chosen = settings.load(environment(folder), REPOSITORY)
    with pytest.MonkeyPatch.context() as environ:
        for name, value in environment(folder).items():
            environ.setenv(name, value)
        environ.setattr(Sanic, "test_mode", True)
        app, found, loop = Sanic(f"without-{uuid.uuid4().hex}"), Door(network.free_port()), asyncio.new_event_loop()
        app.ctx.agent = loop.run_until_complete(_load(bad))
        app.ctx.sanic_cors = type("Cors", (), {"resources": {}})
        register([WebsiteInput(chosen), CarefulRestInput()], app, "/webhooks/")
        threading.Thread(target=loop.run_forever, daemon=True).start()
        server = asyncio.run_coroutine_threadsafe(_serve(app, found.port), loop).result(60)
        yield found
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)


async def _load(model: Path) -> Agent:
    return await load_agent(str(model), endpoints=AvailableEndpoints.read_endpoints(str(REPOSITORY / "endpoints.yml")))


async def _serve(app: Sanic, port: int) -> object:
    server = await app.create_server(network.HOST, port, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    return server


async def _end(server: object) -> None:
    await server.before_stop()  # type: ignore[attr-defined]
    await server.close()  # type: ignore[attr-defined]
    await server.after_stop()  # type: ignore[attr-defined]


def test_it_is_never_ready(door: Door) -> None:
    answer = door.website("GET", "/ready")

    assert 503 == answer.status
    assert "the model is not loaded" in answer.error["message"]


def test_a_message_is_refused_with_the_emergency_lines(door: Door) -> None:
    answer = door.session().post(text="I want to kill myself")

    assert answer.status in (500, 503)
    assert "988" in answer.error["message"]


def test_rest_gets_the_emergency_lines_as_a_reply(door: Door) -> None:
    replies = door.rest({"sender": "someone", "message": "hello"}).json

    assert "988" in json.dumps(replies)
