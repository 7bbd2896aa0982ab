"""deploy/nginx: taken by nginx itself, and what it lets through, to whom, and what it says when no bot can."""

from __future__ import annotations

import http.client
import json
import ssl
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ops.servers import nginx
from ops.servers.server import MissingError, folder_for_servers
from tests.http.product import REPOSITORY
from tests.servers.running import Running, running

MESSAGE = "/webhooks/website/messages"


class FakeBot(ThreadingHTTPServer):
    """Answers every call with what it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[tuple[str, dict[str, str]]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        bot: Any = self.server
        self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        bot.heard.append((self.path, headers))
        body = json.dumps({"bot": bot.server_port}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815  # the name that the base class asks for

    def log_message(self, *_: Any) -> None:
        pass


class Site:
    """nginx before fake bots."""

    def __init__(self, server: Running, bots: Sequence[FakeBot], own: Path) -> None:
        self.server, self.bots, self.own = server, bots, own

    def call(
        self, path: str, token: str = "", body: bytes = b"{}", method: str = "POST", **headers: str
    ) -> tuple[int, Any]:
        trusted = ssl.create_default_context(cafile=str(self.own / "certificate.pem"))
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.server.port, context=trusted, timeout=60)
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            connection.request(method, path, body, {**sent, **{k.replace("_", "-"): v for k, v in headers.items()}})
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text.startswith(b"{") else text
        finally:
            connection.close()

    def bot_of(self, token: str) -> int:
        status, answer = self.call(MESSAGE, token)
        assert 200 == status, answer
        port: int = answer["bot"]
        return port


@contextmanager
def site(count: int, requests: int = 10_000, template: str = "") -> Iterator[Site]:
    """nginx before so many bots.

    `requests`: calls a second that an address may make. `template`: other than that of deploy/, with the same places for values.
    """
    bots, own = [FakeBot() for _ in range(count)], []

    def prepare(folder: Path) -> Any:
        own.append(folder / "nginx")
        ports = [bot.server_port for bot in bots]
        return nginx.prepare(folder, REPOSITORY, ports, requests=requests, template=template)

    try:
        with running(prepare) as server:
            yield Site(server, bots, own[0])
    finally:
        for bot in bots:
            bot.close()


@pytest.fixture(scope="module")
def three() -> Iterator[Site]:
    with site(3) as opened:
        yield opened


def test_nginx_takes_the_configuration() -> None:
    with folder_for_servers() as folder:
        try:
            nginx.prepare(folder, REPOSITORY, [5005, 5006])
        except MissingError as missing:
            pytest.skip(str(missing))
        command = [*nginx.command_for(folder / "nginx"), "-t", "-q"]
        judged = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (0, "") == (judged.returncode, judged.stderr)


def test_what_nginx_says_by_itself_is_made_from_knowledge() -> None:
    wanted = nginx.said(REPOSITORY)

    assert wanted == (REPOSITORY / nginx.SAID_FILE).read_text("utf-8"), "run: python -m ops.servers.nginx"


def test_a_conversation_stays_with_one_bot_and_conversations_spread_over_all(three: Site) -> None:
    chosen = {f"token{n}": three.bot_of(f"token{n}") for n in range(60)}

    assert chosen == {token: three.bot_of(token) for token in chosen}
    assert 3 == len(Counter(chosen.values()))


@pytest.mark.parametrize("channel", ["telegram", "messenger", "slack", "twilio_sms", "twilio_whatsapp"])
def test_all_webhooks_of_a_platform_go_to_one_bot(three: Site, channel: str) -> None:
    answers = [three.call(f"/webhooks/{channel}/webhook") for _ in range(5)]

    assert {200} == {status for status, _ in answers}
    assert 1 == len({answer["bot"] for _, answer in answers})


def test_when_a_bot_dies_its_conversations_are_answered_by_another_and_the_others_stay() -> None:
    with site(3) as opened:
        before = {f"token{n}": opened.bot_of(f"token{n}") for n in range(30)}
        opened.bots[0].close()
        after = {token: opened.bot_of(token) for token in before}

        dead = opened.bots[0].server_port
        assert dead not in after.values()
        assert all(after[token] == bot for token, bot in before.items() if bot != dead)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/webhooks/rest/webhook",
        "/webhooks/rest/",
        "/webhooks/telegram/",
        "/webhooks/website/../rest/webhook",
        "/webhooks/website/%2e%2e/rest/webhook",
        "/webhooks//rest/webhook",
        "/conversations/c/tracker",
        "/model",
        "/version",
        "/status",
        "/metrics",
    ],
)
def test_nothing_else_is_reached_from_outside(three: Site, path: str) -> None:
    heard = sum(len(bot.heard) for bot in three.bots)
    status, answer = three.call(path)

    assert (404, "not_found") == (status, answer["error"]["code"])
    assert heard == sum(len(bot.heard) for bot in three.bots)


def test_the_bot_is_told_who_calls_and_nobody_can_say_to_be_another(three: Site) -> None:
    forged = {"X_Real_IP": "9.9.9.9", "X_Forwarded_For": "9.9.9.9", "Forwarded": "for=9.9.9.9", "X_Forwarded_Host": "e"}
    three.call(MESSAGE, "who", Host="bot.example.org", **forged)
    headers = next(h for bot in three.bots for _, h in bot.heard if h.get("authorization") == "Bearer who")

    assert ("127.0.0.1", "bot.example.org", "https") == (
        headers["x-real-ip"],
        headers["host"],
        headers["x-forwarded-proto"],
    )
    assert "9.9.9.9" not in str(headers)
    assert not {"x-forwarded-for", "forwarded", "x-forwarded-host"} & headers.keys()


def test_no_address_token_or_odd_path_is_written_down(three: Site) -> None:
    three.call(f"{MESSAGE}?after=1&q=canary", "canary-token", User_Agent="canary-browser")
    three.call("/webhooks/canary-path")
    three.call(MESSAGE, "large", b"x" * 200_000)

    written = (three.own / "access.log").read_text() + (three.own / "error.log").read_text()
    assert MESSAGE in written
    assert not [word for word in ("canary", "127.0.0.1", "Bearer") if word in written]


def test_a_body_too_large_is_refused_with_the_emergency_lines(three: Site) -> None:
    status, answer = three.call(MESSAGE, "large", b"x" * 200_000)

    assert (413, "too_long") == (status, answer["error"]["code"])
    assert all(line in answer["error"]["message"] for line in ("911", "988", "741741"))


def test_without_any_bot_the_emergency_lines_are_shown() -> None:
    with site(1) as opened:
        opened.bots[0].close()
        status, answer = opened.call(MESSAGE, "alone")

    assert (503, "server_error") == (status, answer["error"]["code"])
    assert all(line in answer["error"]["message"] for line in ("911", "988", "741741"))


def test_a_flood_from_one_address_is_refused_with_the_emergency_lines() -> None:
    with site(1, requests=1) as opened:
        answers = [opened.call(MESSAGE, f"t{n}") for n in range(250)]
        webhooks = [opened.call("/webhooks/slack/webhook")[0] for _ in range(20)]
        refused = [answer for status, answer in answers if status == 429]

    assert refused
    assert all("911" in answer["error"]["message"] for answer in refused)
    assert {"too_fast"} == {answer["error"]["code"] for answer in refused}
    assert {200} == set(webhooks)  # those of a platform come from few addresses


def test_plain_http_leads_to_https(three: Site) -> None:
    template = (REPOSITORY / "deploy" / "nginx" / "faq.conf.template").read_text("utf-8")

    assert "listen ${FAQ_PLAIN_PORT} default_server;\n    return 308 https://" in template
