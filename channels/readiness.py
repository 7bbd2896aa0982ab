"""Whether a question would be answered now: model loaded, store writable, action server up."""

from __future__ import annotations

import asyncio
import os
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from stores.circuit import Circuit
from stores.threads import off_loop

_SECONDS: Final = 2  # the action server answers its health check in milliseconds
_ACTION: Final = "action_answer"


async def missing(agent: Any, circuit: Circuit) -> list[str]:
    """What is missing, in words; [] when a question would be answered."""
    found = []
    if agent is None or not agent.is_ready():
        found.append("the model is not loaded")
    if not await off_loop(circuit.is_up):
        found.append(
            "the store cannot be written" if circuit.keeps else "neither the store nor the journal can be written"
        )
    if not await _action_server_up(agent):
        found.append("the action server does not answer")
    return found


async def _action_server_up(agent: Any) -> bool:
    base = os.environ.get("FAQ_ACTION_URL") or _base_of(getattr(agent, "action_endpoint", None))
    if not base:
        return False
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as session,
            session.get(f"{base}/actions") as answer,
        ):
            listed = await answer.json() if answer.status == 200 else []
    except (aiohttp.ClientError, OSError, ValueError, asyncio.TimeoutError):
        return False
    return any(isinstance(a, dict) and a.get("name") == _ACTION for a in listed)


def _base_of(endpoint: Any) -> str:
    parts = urlsplit(getattr(endpoint, "url", "") or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
