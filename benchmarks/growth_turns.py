"""How the cost of a reply grows with the turns of a conversation: on the running product, through the website and over REST."""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
import jwt

from benchmarks.cost_running import start_ours, stopped
from benchmarks.cost_server import REST, Server

TURNS: Final = (5, 100, 500)
AROUND: Final = 20  # turns timed on either side of 100 and 500
WEBSITE: Final = "/webhooks/website"
# One cycle of a conversation: facts, follow-ups, small talk, advice. Each window holds whole cycles of the same texts.
SAID: Final = (
    "what is infant mental health", "how does stress affect the brain", "what are aces", "thanks",
    "what can courts do for babies of parents with addiction", "and home visitors?", "where does that come from", "who are you",
    "my baby does not sleep, what should I do", "what are the three reasons",
)  # fmt: skip
Say = Callable[[str], None]  # sends one message of a conversation and waits for its reply


def measure(project: Path, turns: Sequence[int] = TURNS, around: int = AROUND) -> dict[str, Any]:
    """Figures by door and turn: median and most ms a reply, and the bytes of the next call of the action server.

    The conversations of different length are asked by turns, the same text to each, so that a drift of the machine hits all alike.
    """
    with tempfile.TemporaryDirectory() as kept, _running(project, Path(kept)) as server:
        server.first_answer()
        (database,) = Path(kept).glob("*.sqlite")
        with httpx.Client(base_url=server.base, timeout=60) as client:
            doors: dict[str, Callable[[], tuple[str, Say]]] = {
                "website": lambda: _website(client),
                "REST": lambda: _rest(client),
            }
            return {door: _door(opened, turns, around, project, database) for door, opened in doors.items()}


def _running(project: Path, folder: Path) -> AbstractContextManager[Server]:
    return stopped(partial(start_ours, project, folder))


def _door(
    opened: Callable[[], tuple[str, Say]], turns: Sequence[int], around: int, project: Path, database: Path
) -> dict[str, Any]:
    first, *later = turns
    conversations = {turn: opened() for turn in later}
    for turn, (_, say) in conversations.items():
        for n in range(turn - around):
            say(SAID[n % len(SAID)])
    times: dict[int, list[float]] = {turn: [] for turn in turns}
    for n in range(2 * around):
        if n % (2 * first) == 0:
            conversations[first] = opened()
        for turn in turns:
            text = SAID[(n + (turn - around) * (turn != first)) % len(SAID)]
            start = time.perf_counter()
            conversations[turn][1](text)
            times[turn].append(1000 * (time.perf_counter() - start))
    sizes = {turn: payload_bytes(project, database, conversations[turn][0]) for turn in turns}
    return {
        str(turn): {
            "median_ms": statistics.median(times[turn]),
            "most_ms": max(times[turn]),
            "replies": len(times[turn]),
            "action_bytes": sizes[turn],
        }
        for turn in turns
    }


def _website(client: httpx.Client) -> tuple[str, Say]:
    token = client.post(f"{WEBSITE}/session").json()["token"]
    conversation = jwt.decode(token, options={"verify_signature": False})["sub"]

    def say(text: str) -> None:
        body = {"id": uuid.uuid4().hex, "text": text}
        client.post(f"{WEBSITE}/messages", json=body, headers={"Authorization": f"Bearer {token}"}).raise_for_status()

    return str(conversation), say


def _rest(client: httpx.Client) -> tuple[str, Say]:
    sender = uuid.uuid4().hex

    def say(text: str) -> None:
        client.post(REST, json={"sender": sender, "message": text}).raise_for_status()

    return sender, say


def payload_bytes(project: Path, database: Path, conversation: str) -> int:
    """Bytes of the call of the action server that Rasa would make in a stored conversation."""
    from rasa.core.actions.action import RemoteAction
    from rasa.shared.core.domain import Domain

    from stores.tracker import FaqTrackerStore

    domain = Domain.load(str(project / "domain.yml"))
    store = FaqTrackerStore(domain, host=f"sqlite:///{database}")
    tracker = asyncio.run(store.retrieve(conversation))
    if tracker is None:
        raise RuntimeError(f"the conversation {conversation} is not in the database")
    return len(json.dumps(RemoteAction("action_answer", None)._action_call_format(tracker, domain)))
