"""nginx in front refuses what two servers could read in two ways, ends slow lines, and lets no large body in."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator

import pytest

from benchmarks.hostile.slow import held
from tests.deploy.test_nginx import MESSAGE, Site, site
from tests.http.product import REPOSITORY

TEMPLATE = (REPOSITORY / "deploy" / "nginx" / "faq.conf.template").read_text("utf-8")
SMUGGLED = b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
BODIES = {
    "a length and a coding": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a coding and a length": b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "the same length twice": b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + SMUGGLED,
    "two lengths": b"Content-Length: 2\r\nContent-Length: 90\r\n\r\n{}" + SMUGGLED,
    "two lengths in one": b"Content-Length: 2, 90\r\n\r\n{}" + SMUGGLED,
    "a negative length": b"Content-Length: -1\r\n\r\n{}" + SMUGGLED,
    "a length with a sign": b"Content-Length: +2\r\n\r\n{}" + SMUGGLED,
    "two codings": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a coding in disguise": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a chunk that is no number": b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
    "a head with a lone line feed and a NUL": b"X: a\x00b\r\nContent-Length: 0\r\n\r\n" + SMUGGLED,
}


@pytest.fixture(scope="module")
def one() -> Iterator[Site]:
    with site(1) as opened:
        yield opened


def raw(one: Site, content: bytes, enough: bytes = b"\x00") -> tuple[list[int], bool]:
    """The statuses of all answers on a line, and whether the server ended it before `enough` was read."""
    trusted = ssl.create_default_context(cafile=str(one.own / "certificate.pem"))
    with (
        socket.create_connection(("127.0.0.1", one.server.server.port), 30) as plain,
        trusted.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        line.sendall(content)
        told, ended = b"", False
        try:
            while not ended and enough not in told:
                more = line.recv(65_536)
                told, ended = told + more, not more
        except ConnectionError:
            ended = True
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", told)], ended


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_what_could_be_read_in_two_ways_is_refused_before_any_bot_and_the_line_is_ended(one: Site, body: bytes) -> None:
    before = len(one.bots[0].heard)
    statuses, ended = raw(one, f"POST {MESSAGE} HTTP/1.1\r\nHost: a\r\n".encode() + body)

    assert len(statuses) <= 1, "what came behind it was taken for a call of its own"
    assert all(400 <= status < 500 or status == 501 or status == 503 for status in statuses)
    assert ended
    assert [] == [path for path, _ in one.bots[0].heard[before:] if "rest" in path]


def test_a_body_of_100_mb_is_refused_before_it_is_sent(one: Site) -> None:
    head = f"POST {MESSAGE} HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n".encode()

    assert raw(one, head, enough=b"too_long")[0] == [413]


def test_slow_lines_are_ended_and_nobody_else_is_kept_waiting_for_them() -> None:
    quick = TEMPLATE.replace("client_header_timeout 10s", "client_header_timeout 1s").replace(
        "client_body_timeout 10s", "client_body_timeout 1s"
    )
    assert quick.count("timeout 1s;") == 3, "proxy_connect_timeout is the third"
    with site(1, template=quick) as opened:
        answers: list[int] = []
        outcome = held(
            opened.server.server.port,
            str(opened.own / "certificate.pem"),
            40,
            60,
            lambda: answers.append(opened.call(MESSAGE, "not slow")[0]),
        )

    assert (40, 40) == (outcome.opened, outcome.ended)
    assert set(answers) == {200}


def test_the_bounds_of_the_template_are_what_the_docs_say() -> None:
    for bound in (
        "client_header_timeout 10s",
        "client_body_timeout 10s",
        "client_max_body_size 128k",
        "server_tokens off",
    ):
        assert f"{bound};" in TEMPLATE
