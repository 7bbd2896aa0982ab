"""What came of the inputs, counted by door."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.hostile.wire import Got, Sent, Wire

DISLIKED: Final = (
    b"\x00",
    b"\xff",
    b"\\ud800",
    b"\\u0000",
    b'"',
    b"{",
    b"[",
    b"]",
    b"}",
    b",",
    b":",
    b"&",
    b"=",
    b"%",
    b"%00",
    b"%ff",
    b"1e400",
    b"-",
    b"\r\n",
)
SHOWN: Final = 5  # failures of a door that are written out
Judge = Callable[[Sent, Got], str]  # what is wrong with an answer, "" when nothing is


@dataclass
class Tally:
    """One door: how many inputs, which answers, the longest time in seconds, and what was wrong."""

    door: str
    inputs: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    longest: float = 0.0
    faults: list[str] = field(default_factory=list)
    others: int = 0  # answers that showed what another person had said

    @property
    def failed(self) -> int:
        """Answers of 5xx."""
        return sum(count for status, count in self.statuses.items() if status >= 500)


@dataclass(frozen=True)
class Door:
    """A way in: what is sent, and what more than "no 5xx, nothing of others" an answer has to be."""

    name: str
    inputs: st.SearchStrategy[Sent]
    share: int = 1  # of all inputs, in hundredths
    judge: Judge = lambda _sent, _got: ""
    variants: int = 0  # of each input, with bytes of its body changed


def tried(door: Door, port: int, count: int, number: int, secrets: tuple[bytes, ...]) -> Tally:
    """Send `count` inputs made from the seed `number`; answers may hold none of the secrets."""
    tally, wire = Tally(door.name), Wire(port)

    chance = random.Random(number)

    @settings(
        max_examples=-(-count // (1 + door.variants)),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(door.inputs)
    def one(sent: Sent) -> None:
        bodies = [sent.body, *(fuzzed(sent.body, chance) for _ in range(door.variants))]
        for body in bodies[: count - tally.inputs]:
            _try(door, wire, replace(sent, body=body), tally, secrets)

    while tally.inputs < count:  # hypothesis may stop early where it finds nothing new
        before = tally.inputs
        seed(number)(one)()
        number += 1_000
        if tally.inputs == before:
            break
    wire.close()
    return tally


def fuzzed(body: bytes, chance: random.Random) -> bytes:
    """A body with one to three places changed, taken out, doubled, or filled with what parsers dislike."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randint(0, len(body))
        end = min(len(body), start + chance.choice((0, 1, 1, 4, 20)))
        body = (
            body[:start]
            + chance.choice((b"", chance.choice(DISLIKED), body[start:end] * 2, chance.randbytes(2)))
            + body[end:]
        )
    return body


def _try(door: Door, wire: Wire, sent: Sent, tally: Tally, secrets: tuple[bytes, ...]) -> None:
    started = time.perf_counter()
    got = wire.ask(sent)
    tally.longest = max(tally.longest, time.perf_counter() - started)
    tally.inputs += 1
    tally.statuses[got.status] += 1
    told = got.content + got.headers.encode("utf-8", "replace")
    if any(secret in told for secret in secrets):
        tally.others += 1
        _note(tally, "shows what another person said", sent, got)
    if got.status >= 500:
        _note(tally, f"answers {got.status}", sent, got)
    elif got.status == 0 and not sent.raw:
        _note(tally, "closes the line", sent, got)
    elif wrong := door.judge(sent, got):
        _note(tally, wrong, sent, got)


def _note(tally: Tally, what: str, sent: Sent, got: Got) -> None:
    tally.faults.append(f"{what}: {sent.as_bytes()[:400]!r} -> {got.status} {got.content[:200]!r}")


def is_told_why(_sent: Sent, got: Got) -> str:
    """A refusal of the website or of REST is the contract's error, in a sentence."""
    if got.status < 400 or not got.content:
        return ""
    try:
        error: dict[str, Any] = json.loads(got.content)["error"]
        return (
            ""
            if error["code"] and " " in error["message"] and "Traceback" not in error["message"]
            else "an error without a sentence"
        )
    except (ValueError, KeyError, TypeError):
        return "an error that is not the contract's"


def is_page(_sent: Sent, got: Got) -> str:
    """The page without JavaScript answers with a page, refusals included; or with the conversation as text."""
    return "" if "text/html" in got.headers or "text/plain" in got.headers else "no page"


def is_refused(_sent: Sent, got: Got) -> str:
    """Refused without a word."""
    return "" if got.status in (401, 403) else f"not refused: {got.status}"


def is_taken(_sent: Sent, got: Got) -> str:
    """Signed by the platform: taken, or refused when the signature does not fit what was spoilt."""
    return "" if got.status in (200, 403) else f"neither taken nor refused: {got.status}"
