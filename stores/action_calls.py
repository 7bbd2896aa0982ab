"""Rasa's calls of the action server: bounded in time, over connections that stay open, and each answer's form checked at little cost."""

from __future__ import annotations

import asyncio
import atexit
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import aiohttp
import rasa.core.actions.action
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

ACTION_SECONDS: Final = 4  # a looked-up fact takes milliseconds; Rasa itself would wait five minutes
# Less than the five that Sanic keeps an idle connection: it must not close one on which a call is on its way.
IDLE_SECONDS: Final = 3
_SESSION: Final = "faq_session"  # attribute of an endpoint: the loop and the session that is kept there
_FORM: Final = RemoteAction.action_response_format_spec()
_ANSWER: Final = validator_for(_FORM)(_FORM)
_OPEN: Final[list[aiohttp.ClientSession]] = []  # all that are kept, until the process ends


def mend() -> None:
    """Put the bound and the check in the place of Rasa's own; Rasa 3.6 offers no setting for either."""
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS  # read by RemoteAction at each call
    # Rasa's own check judges its schema anew at each call: a third of the time of a whole reply.
    RemoteAction._validate_action_result = _has_right_form
    # A new session for each call means a new connection, with all that both sides set up for one.
    EndpointConfig.session = _lasting
    atexit.unregister(_let_go)
    atexit.register(_let_go)


def _has_right_form(_action: RemoteAction, answer: Any) -> bool:
    """True, or jsonschema's ValidationError, as Rasa expects it."""
    _ANSWER.validate(answer)
    return True


@asynccontextmanager
async def _lasting(endpoint: EndpointConfig) -> AsyncIterator[aiohttp.ClientSession]:
    """The endpoint's session of this event loop; it stays open behind the block."""
    loop = asyncio.get_running_loop()
    owner, session = getattr(endpoint, _SESSION, (None, None))
    if session is None or owner is not loop or session.closed:
        session = _new(endpoint)
        setattr(endpoint, _SESSION, (loop, session))
    yield session


def _new(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    auth = endpoint.basic_auth
    _OPEN[:] = [kept for kept in _OPEN if not kept.closed]
    session = aiohttp.ClientSession(
        headers=endpoint.headers,
        auth=aiohttp.BasicAuth(auth["username"], auth["password"]) if auth else None,
        timeout=aiohttp.ClientTimeout(total=ACTION_SECONDS),
        connector=_Connections(keepalive_timeout=IDLE_SECONDS, limit=0),
    )
    _OPEN.append(session)
    return session


def _let_go() -> None:
    """Part sessions and connections at the end of the process, so that nobody is told of a session that was left open."""
    for session in _OPEN:
        session.detach()


class _Connections(aiohttp.TCPConnector):
    """Connections that the kernel closes with the process: by then no event loop is left that could, and nobody need be told."""

    def __del__(self, *_: Any) -> None:
        """Say nothing."""
