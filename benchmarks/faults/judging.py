"""What was told to people beside what is stored, once all is healed."""

from __future__ import annotations

import http.client
import json
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any, Final

from benchmarks.faults.people import Said, call
from tests.http.client import Door

READ_SECONDS: Final = 60  # to read one conversation, again when it is refused
READERS: Final = 4


@dataclass(frozen=True)
class Verdict:
    """Counts of messages, and seconds. `unanswered`: no reply within the time in which a person would have given up."""

    acknowledged: int
    lost: int
    doubled: int
    empty: int
    not_kept: int
    unanswered: int
    refused: int
    broken: int
    silence: float
    back: float | None

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def judged(door: Door, said: Sequence[Said], healed: float) -> Verdict:
    """`healed`: when the fault was over, or when the process was killed, on the monotonic clock."""
    stored = _stored(door, {one.token for one in said})
    kept = [one for one in said if one.is_kept]
    times = Counter({one.text: sum(text == one.text for text, _ in stored[one.token]) for one in said})
    answered = [one for one in said if one.answer is not None]
    tries = [each for one in said for each in one.tries]
    after = [end - healed for one in answered for began, end, how in one.tries if how == "200" and began >= healed]
    return Verdict(
        acknowledged=len(answered),
        lost=sum(times[one.text] == 0 or not _same_reply(one, stored[one.token]) for one in kept),
        doubled=sum(count > 1 for count in times.values()),
        empty=sum(not _words(one) for one in answered),
        not_kept=len(answered) - len(kept),
        unanswered=len(said) - len(answered),
        refused=sum(how.isdigit() and how != "200" for _, _, how in tries),
        broken=sum(not how.isdigit() for _, _, how in tries),
        silence=round(max((end - began for began, end, _ in tries), default=0.0), 2),
        back=round(min(after), 2) if after else None,
    )


def _words(one: Said) -> bool:
    replies = (one.answer or {}).get("replies") or []
    return bool(replies) and all(str(reply.get("text") or "").strip() for reply in replies)


def _same_reply(one: Said, stored: Sequence[tuple[str, dict[str, Any]]]) -> bool:
    """Whether the reply that was shown is stored behind the message."""
    answer = one.answer or {}
    shown = [reply["text"] for reply in answer["replies"]][-1]
    return any(text == one.text and reply == {"seq": answer["seq"], "text": shown} for text, reply in stored)


def _stored(door: Door, tokens: set[str]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """By conversation: each message with the last reply behind it."""
    with ThreadPoolExecutor(READERS) as pool:
        return dict(zip(tokens, pool.map(lambda token: _conversation(door, token), tokens), strict=True))


def _conversation(door: Door, token: str) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for message in _messages(door, token):
        if message["from"] == "user":
            found.append((message["text"], {}))
        elif found:
            found[-1] = (found[-1][0], {"seq": message["seq"], "text": message["reply"]["text"]})
    return found


def _messages(door: Door, token: str) -> list[dict[str, Any]]:
    deadline = time.monotonic() + READ_SECONDS
    while True:
        try:
            status, content = call(door, "GET", "/messages?after=0", None, {"Authorization": f"Bearer {token}"})
            if status == 200:
                messages: list[dict[str, Any]] = json.loads(content)["messages"]
                return messages
        except (OSError, http.client.HTTPException):
            status = 0
        if time.monotonic() > deadline:
            raise RuntimeError(f"a conversation cannot be read after the fault (status {status})")
        time.sleep(0.5)
