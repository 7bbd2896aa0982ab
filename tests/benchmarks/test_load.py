from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from benchmarks.load.checking import differs
from benchmarks.load.crowd import Crowd
from benchmarks.load.doors import Talk, Turn
from benchmarks.load.generator import Run
from benchmarks.load.plan import Found, Limits, Plan, holds
from benchmarks.load.script import SHARES, Move, arrivals, by_kind, conversation
from benchmarks.load.sending import Sending, send

LINK = {"id": "c1", "title": "More"}


class Website(BaseHTTPRequestHandler):
    """A website channel that answers each message with its number and text; the server says how it misbehaves."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size) or b"{}")
        if self.path.endswith("/session"):
            token = f"t{len(self.server.talks)}"  # type: ignore[attr-defined]
            self.server.talks[token] = []  # type: ignore[attr-defined]
            return self._tell(201, {"token": token})
        return self._tell(*self.server.answer(self.headers["Authorization"][7:], body))  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        self._tell(200, {"messages": self.server.talks[self.headers["Authorization"][7:]]})  # type: ignore[attr-defined]

    def _tell(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


class Server(ThreadingHTTPServer):
    """A bot that keeps what it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Website)
        self.talks: dict[str, list[dict[str, Any]]] = {}
        self.seconds, self.status, self.swaps = 0.0, 200, False
        self.turn = threading.Lock()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, token: str, body: dict[str, Any]) -> tuple[int, Any]:
        time.sleep(self.seconds)
        if self.status != 200:
            return self.status, {}
        with self.turn:
            if self.swaps:  # everybody's messages go to the first conversation
                token = next(iter(self.talks))
            kept = self.talks[token]
            text = body.get("text", "More")
            kept.append({"seq": len(kept) + 1, "from": "user", "text": text})
            reply = {"text": f"{len(kept)}: {text}", "choices": [LINK]}
            kept.append({"seq": len(kept) + 1, "from": "bot", "reply": reply})
        return 200, {"seq": len(kept), "replies": [reply]}


@pytest.fixture
def bot() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def carried_out(plan: Plan) -> Found:
    """What a generator finds; here without a process of its own, which costs a second to start."""
    return asyncio.run(Run(plan).carry_out())


def test_conversations_are_the_same_for_a_seed_begin_with_what_stands_alone_and_hold_every_kind() -> None:
    texts = by_kind()
    talks = [conversation(texts, number, 3) for number in range(400)]

    assert talks == [conversation(texts, number, 3) for number in range(400)]
    assert talks != [conversation(texts, number, 4) for number in range(400)]
    assert set(range(1, 7)) == {len(moves) for moves in talks}
    assert {"choice", "followup"}.isdisjoint({moves[0].kind for moves in talks})
    assert set(SHARES) == {move.kind for moves in talks for move in moves}


def test_arrivals_come_at_the_rate_by_chance_and_never_more_than_allowed() -> None:
    times = arrivals(50, 100, 1, 10_000)
    gaps = [b - a for a, b in itertools.pairwise(times)]

    assert 5000 == pytest.approx(len(times), rel=0.1)
    assert times == sorted(times)
    assert 0.37 == pytest.approx(sum(gap > 1 / 50 for gap in gaps) / len(gaps), abs=0.05), "e^-1 of a Poisson process"
    assert 7 == len(arrivals(50, 100, 1, 7))


def test_a_tapped_choice_is_one_of_those_offered() -> None:
    assert "b" == Move("choice", "words", 0.5).choice(["a", "b"])
    assert "" == Move("choice", "words", 0.5).choice([])
    assert "" == Move("ask", "words", 0.5).choice(["a"])


def test_nobody_who_waits_for_a_reply_is_made_to_speak() -> None:
    moves = [Move("ask", "words", 0.0)] * 3
    crowd = Crowd(lambda number: Talk(number, moves), 2, all_begin=False, seed=1)
    first, second = crowd.next(), crowd.next()

    assert 2 == crowd.next().number, "a new person, because the others wait"
    first.turns.append(Turn("words", ""))
    crowd.done(first)
    assert crowd.next() is first
    assert second is not first


def test_all_begin_before_anybody_goes_on() -> None:
    crowd = Crowd(lambda number: Talk(number, [Move("ask", "words", 0.0)] * 2), 5, all_begin=True, seed=1)
    said = []
    for _ in range(10):
        talk = crowd.next()
        talk.turns.append(Turn("words", ""))
        crowd.done(talk)
        said.append(talk.number)

    assert [0, 1, 2, 3, 4] == said[:5]
    assert [0, 1, 2, 3, 4] == sorted(said[5:])


def test_the_generator_sends_what_was_planned_in_conversations_of_their_own(bot: Server) -> None:
    found = carried_out(Plan(bot.base, "website", 60, 1.0, together=10, checked=True, replayed=2))
    figures = found.figures()

    assert found.planned == figures["sent"] == sum(len(kept) for kept in bot.talks.values()) // 2 - _again(found, bot)
    assert ({}, [], 2) == (figures["errors"], list(found.crossed), found.replayed)
    assert found.conversations == found.compared
    assert holds(figures, Limits(p95=30, p99=30))


def _again(found: Any, bot: Server) -> int:
    """Messages of the conversations that were had again."""
    return sum(len(bot.talks[token]) // 2 for token in list(bot.talks)[found.conversations :])


def test_what_lands_in_another_conversation_is_found(bot: Server) -> None:
    bot.swaps = True
    assert carried_out(Plan(bot.base, "website", 40, 0.5, together=10, checked=True)).crossed


def test_the_time_of_a_reply_counts_from_its_planned_arrival_while_others_are_waited_for(bot: Server) -> None:
    bot.seconds = 0.3
    found = send(Plan(bot.base, "website", 50, 0.6))  # in a process of its own

    assert found.most_waiting > 5, "arrivals do not wait for replies"
    assert min(found.latencies) >= 0.3
    assert found.planned == len(found.latencies)


def test_errors_are_counted_by_kind_and_a_lost_rate_is_given_up(bot: Server) -> None:
    bot.status = 503
    found = carried_out(Plan(bot.base, "website", 40, 30.0, giving_up=True))
    figures = found.figures()

    assert {"status 503"} == set(figures["errors"])
    assert figures["gave_up"]
    assert len(found.latencies) < found.planned
    assert not holds(figures, Limits())


def test_a_generator_that_is_stopped_tells_what_it_has(bot: Server, tmp_path: Path) -> None:
    sending = Sending(Plan(bot.base, "website", 40, 60.0), tmp_path)
    deadline = time.monotonic() + 30
    while not any(bot.talks.values()) and time.monotonic() < deadline:
        time.sleep(0.05)
    found = sending.stop()

    assert found
    assert found.stopped
    assert 0 < len(found.latencies) < found.planned


def test_a_difference_between_what_was_said_and_what_is_kept_is_named() -> None:
    kept = [
        {"seq": 1, "from": "user", "text": "hello"},
        {"seq": 2, "from": "bot", "reply": {"text": "hi"}},
    ]
    said = Turn("hello", "", 2, ("hi",))

    assert "" == differs([said], kept)
    assert differs([said], None)
    assert differs([said], kept[:1])
    assert differs([Turn("hello", "", 2, ("other",))], kept)
    assert differs([Turn("other", "", 2, ("hi",))], kept)
    assert "more kept than said" == differs([], kept)
    assert "" == differs([Turn("hello", "timeout")], kept), "nobody was told whether it is kept"
