"""Whether each conversation is its own: what the bot keeps of it, and what it says when nobody else is there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import aiohttp

from benchmarks.load.doors import Talk, Turn, Website
from faq.folding import clean
from stores.private import without_details

AT_ONCE: Final = 4  # calls; the load is over


async def kept_apart(
    door: Website, clients: Sequence[aiohttp.ClientSession], talks: Sequence[Talk]
) -> tuple[int, list[str]]:
    """How many conversations were read back, and what is wrong with any: a message lost, doubled, changed or another's."""
    gate, wrong = asyncio.Semaphore(AT_ONCE), []

    async def look(talk: Talk) -> None:
        async with gate:
            kept = await door.history(clients[talk.number % len(clients)], talk)
        said = differs(talk.turns, kept)
        if said:
            wrong.append(f"conversation {talk.number}: {said}")

    opened = [talk for talk in talks if talk.key]
    await asyncio.gather(*(look(talk) for talk in opened))
    return len(opened), wrong


def differs(turns: Sequence[Turn], kept: Sequence[dict[str, Any]] | None) -> str:
    """In a few words, how what is kept differs from what was said and acknowledged; "" when it does not.

    A message that ended in an error may be kept or not: nobody was told.
    """
    if kept is None:
        return "not shown"
    if [m["seq"] for m in kept] != list(range(1, len(kept) + 1)):
        return "numbers missing"
    told = {m["seq"]: m for m in kept}
    for turn in (turn for turn in turns if not turn.error):
        first = turn.seq - len(turn.replies) + 1
        said = [told.get(number, {}) for number in range(first, turn.seq + 1)]
        replies = [message["reply"]["text"] if message.get("from") == "bot" else None for message in said]
        if replies != list(turn.replies):
            return f"another reply as number {turn.seq}"
        asked = told.get(first - 1, {})
        if asked.get("from") != "user" or (turn.said and asked["text"] != without_details(clean(turn.said)).strip()):
            return f"another message as number {first - 1}"
    acknowledged = sum(1 + len(turn.replies) for turn in turns if not turn.error)
    if len(kept) > acknowledged and not any(turn.error for turn in turns):
        return "more kept than said"
    return ""


async def said_alone(
    door: Website, client: aiohttp.ClientSession, talks: Sequence[Talk], count: int
) -> tuple[int, list[str]]:
    """Have some conversations again, one after the other: how many, and which got another reply than among all the others."""
    whole = [talk for talk in talks if talk.turns and not any(turn.error for turn in talk.turns)]
    chosen = whole[:: max(1, len(whole) // count)][:count]
    wrong = []
    for talk in chosen:
        again = Talk(talk.number, talk.moves)
        for before in talk.turns:
            now = await door.say(client, again)
            again.turns.append(now)
            if list(now.replies) != list(before.replies):
                wrong.append(f"conversation {talk.number}: another reply alone as number {before.seq}")
                break
    return len(chosen), wrong
