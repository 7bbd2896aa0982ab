"""The doors of a bot for a load generator: one message in, the reply and what went wrong out."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import aiohttp

from benchmarks.load.script import Move

WEBSITE, REST = "/webhooks/website", "/webhooks/rest/webhook"
ANSWER_MOST: Final = 12  # seconds: the product answers or refuses within ten


@dataclass(frozen=True)
class Turn:
    """A message that was sent and what came back. `error`: its kind, "" for none; `reply`: texts, and ids of the choices offered."""

    said: str
    error: str
    seq: int = 0
    replies: Sequence[str] = ()
    offered: Sequence[str] = ()


@dataclass
class Talk:
    """One conversation: what it will say, what was said, and the key that opens it at its door ("" before its first turn)."""

    number: int
    moves: Sequence[Move]
    key: str = ""
    turns: list[Turn] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether everything was said."""
        return len(self.turns) >= len(self.moves)


class Door(Protocol):
    """A way into a bot."""

    async def say(self, client: aiohttp.ClientSession, talk: Talk) -> Turn:
        """Say the next message of a conversation."""


class Website:
    """The product's own channel: a session with a token, then messages, written or tapped."""

    def __init__(self, base: str) -> None:
        self._base = base + WEBSITE

    async def say(self, client: aiohttp.ClientSession, talk: Talk) -> Turn:
        """The first message opens the conversation too."""
        if not talk.key:
            status, body = await _call(client, "POST", f"{self._base}/session", None, "")
            if status != 201:
                return Turn("", f"session {body if status == 0 else status}")
            talk.key = body["token"]
        move = talk.moves[len(talk.turns)]
        choice = move.choice(talk.turns[-1].offered if talk.turns else ())
        said = {"choice": choice} if choice else {"text": move.text}
        status, body = await _call(client, "POST", f"{self._base}/messages", {"id": uuid.uuid4().hex, **said}, talk.key)
        words = "" if choice else move.text
        if status != 200:
            return Turn(words, str(body) if status == 0 else f"status {status}")
        texts = [reply["text"] for reply in body["replies"]]
        offered = [c["id"] for reply in body["replies"] for c in reply["choices"]]
        return Turn(words, "" if any(t.strip() for t in texts) else "empty reply", body["seq"], texts, offered)

    async def history(self, client: aiohttp.ClientSession, talk: Talk) -> list[dict[str, Any]] | None:
        """What the bot keeps of a conversation; None when it does not say."""
        status, body = await _call(client, "GET", f"{self._base}/messages?after=0", None, talk.key)
        return list(body["messages"]) if status == 200 else None


class Rest:
    """Rasa's own channel: a name and a text. Nothing can be tapped, so that a choice is a question in words."""

    def __init__(self, base: str) -> None:
        self._url = base + REST

    async def say(self, client: aiohttp.ClientSession, talk: Talk) -> Turn:
        """A message under the name of the conversation."""
        talk.key = talk.key or uuid.uuid4().hex
        text = talk.moves[len(talk.turns)].text
        status, body = await _call(client, "POST", self._url, {"sender": talk.key, "message": text}, "")
        if status != 200:
            return Turn(text, str(body) if status == 0 else f"status {status}")
        texts = [str(part.get("text") or "") for part in body]
        return Turn(text, "" if any(t.strip() for t in texts) else "empty reply", replies=texts)


def door(name: str, base: str) -> Website | Rest:
    """The door with a name. Raises KeyError when there is none."""
    return {"website": Website, "rest": Rest}[name](base)


async def _call(
    client: aiohttp.ClientSession, method: str, url: str, body: dict[str, Any] | None, token: str
) -> tuple[int, Any]:
    """Status and JSON of one call; (0, kind of error) when there is no whole answer."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with client.request(method, url, json=body, headers=headers) as answer:
            return answer.status, await answer.json() if answer.status in (200, 201) else None
    except asyncio.TimeoutError:
        return 0, "timeout"
    except (aiohttp.ClientError, OSError):
        return 0, "no connection"
    except ValueError:
        return 0, "no JSON"
