"""The website channel and REST with what is sent through them."""

from __future__ import annotations

import json
from typing import Final

from hypothesis import strategies as st

from benchmarks.hostile import inputs
from benchmarks.hostile.judging import Door, is_page, is_told_why
from benchmarks.hostile.wire import Sent
from benchmarks.hostile.world import Victim, forged_tokens
from tests.http.client import Chat

SITE: Final = b"/webhooks/website"
METHODS: Final = (b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"TRACE", b"FROB")
CALLS: Final = (
    b"/messages",
    b"/session",
    b"/feedback",
    b"/transcript",
    b"/chat",
    b"/ready",
    b"/",
    b"/widget.js",
    b"/preview",
)
NAMES: Final = (
    "Origin Content-Type Authorization X-Forwarded-For X-Real-IP X-Forwarded-Host X-Forwarded-Proto Forwarded Host Cookie Accept "
    "Accept-Encoding Accept-Language If-None-Match Range Referer User-Agent X-Slack-Signature X-HTTP-Method-Override Upgrade TE "
    "Access-Control-Request-Method Access-Control-Request-Headers Content-Encoding X-Scheme X-Forwarded-Path Sec-WebSocket-Key"
).split()
VARIANTS: Final = 11  # drawing an input takes longer than sending it
JSON: Final = (b"Content-Type", b"application/json")
FORM: Final = (b"Content-Type", b"application/x-www-form-urlencoded")
GARBAGE: Final = (
    *(
        b"\r\n\r\n",
        b"GET",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ),
    *(
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: [\r\n\r\n",
        b"GET  / HTTP/1.1\r\n\r\n",
        b"\x00" * 100,
    ),
    *(
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 5, 6\r\n\r\nhello",
        b"GET / HTTP/1.1\r\n: a\r\n\r\n",
    ),
    *(
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
    ),
    *(b"GET / HTTP/1.1\r\nA: " + b"a" * 100_000 + b"\r\n\r\n", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n"),
    b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n",
)


def bearer(chat: Chat) -> tuple[bytes, bytes]:
    """The header that opens a conversation."""
    return b"Authorization", f"Bearer {chat.token}".encode()


def website(own: Chat, victim: Victim) -> list[Door]:
    """The website channel and REST. `own`: the attacker's conversation."""
    words = inputs.texts().filter(str.strip)
    return [
        *_talking(own, victim, words),
        *_rest(words),
        Door("headers", _headers(own), 12),
        Door(
            "addresses and methods",
            st.builds(Sent, st.sampled_from(METHODS), inputs.paths(), st.just((JSON,)), st.just(b"{}")),
            10,
        ),
        Door("half requests and other protocols", _garbage(), 5),
        Door(
            "forged tokens",
            _tokens(victim.chat),
            10,
            lambda _s, got: "" if got.status == 401 else f"opened: {got.status}",
        ),
    ]


def _talking(own: Chat, victim: Victim, words: st.SearchStrategy[str]) -> list[Door]:
    """Where the website channel takes what a person says and thinks of it. `words`: hostile, but not empty."""
    ids = st.integers(0, 10**9).map("id-{}".format) | inputs.texts() | st.just(victim.conversation)
    choices = st.sampled_from(["c0000000000", "none"]) | inputs.texts()
    message = inputs.objects({"id": ids, "text": inputs.texts()}) | inputs.objects({"id": ids, "choice": choices})
    opinion = {"seq": st.integers(-5, 10**12), "helpful": st.booleans(), "comment": inputs.texts()}
    posted = {"token": st.just(own.token), "id": st.just("12345678") | inputs.texts(), "text": inputs.texts()}
    more = {
        "act": st.sampled_from(["", "earlier", "save", "x"]),
        "turns": inputs.texts(),
        "rate": st.just("yes 2"),
        "comment": inputs.texts(),
    }
    return [
        Door("messages", _post(b"/messages", inputs.spoilt(message), own), 16, is_told_why, VARIANTS),
        Door(
            "messages in good form",
            _post(b"/messages", _good({"id": inputs.fresh_ids(), "text": words}), own),
            6,
            is_told_why,
        ),
        Door("feedback", _post(b"/feedback", inputs.spoilt(inputs.objects(opinion)), own), 6, is_told_why, VARIANTS),
        Door("session and history", _calls(own), 3, is_told_why),
        Door(
            "the form of the chat page",
            _open_to_all(SITE + b"/chat", FORM, inputs.forms({**posted, **more})),
            12,
            is_page,
            VARIANTS,
        ),
    ]


def _rest(words: st.SearchStrategy[str]) -> list[Door]:
    """REST, with anything, and with hostile words as a client sends them."""
    path = b"/webhooks/rest/webhook"
    anything = {
        "sender": inputs.texts() | st.just("default"),
        "message": inputs.texts(),
        "metadata": inputs.values(),
        "stream": inputs.values(),
    }
    good = _good({"sender": inputs.fresh_ids(), "message": words})
    return [
        Door("REST", _open_to_all(path, JSON, inputs.spoilt(inputs.objects(anything))), 7, is_told_why, VARIANTS),
        Door("REST in good form", _open_to_all(path, JSON, good), 2, is_told_why),
    ]


def _good(fields: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[bytes]:
    """Bodies as a client makes them: what is in them is read to the end, and understood."""
    return st.fixed_dictionaries(fields).map(lambda body: json.dumps(body).encode())


def _post(path: bytes, bodies: st.SearchStrategy[bytes], own: Chat) -> st.SearchStrategy[Sent]:
    return bodies.map(lambda body: Sent(b"POST", SITE + path, (bearer(own), JSON), body))


def _open_to_all(path: bytes, kind: tuple[bytes, bytes], bodies: st.SearchStrategy[bytes]) -> st.SearchStrategy[Sent]:
    return bodies.map(lambda body: Sent(b"POST", path, (kind,), body))


def _calls(own: Chat) -> st.SearchStrategy[Sent]:
    """Calls that read, with odd queries; sessions opened with a body that nobody asked for."""
    after = inputs.forms({"after": st.integers(-5, 10**12).map(str)})
    reads = st.builds(
        lambda q, p: Sent(b"GET", SITE + p + b"?" + q[:3000], (bearer(own),)),
        after,
        st.sampled_from([b"/messages", b"/transcript"]),
    )
    opens = inputs.spoilt(inputs.objects({"id": inputs.texts(), "sub": inputs.texts()})).map(
        lambda b: Sent(b"POST", SITE + b"/session", (JSON,), b)
    )
    return reads | opens


def _headers(own: Chat) -> st.SearchStrategy[Sent]:
    pairs = st.lists(st.tuples(st.sampled_from(NAMES).map(str.encode), inputs.header_values()), min_size=1, max_size=6)
    called = st.tuples(st.sampled_from((b"GET", b"POST", b"OPTIONS")), st.sampled_from(CALLS))
    body = json.dumps({"id": "headers", "text": "hello"}).encode()

    def made(call: tuple[bytes, bytes], headers: list[tuple[bytes, bytes]], named: bool) -> Sent:
        known = [bearer(own)] if named and not any(name == b"Authorization" for name, _ in headers) else []
        return Sent(call[0], SITE + call[1], (*known, *headers), body if call[0] == b"POST" else b"")

    return st.builds(made, called, pairs, st.booleans())


def _garbage() -> st.SearchStrategy[Sent]:
    raw = st.sampled_from(GARBAGE) | st.binary(min_size=1, max_size=300)
    cut = st.builds(
        lambda path, n: b"POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{}"[:n] % path,
        st.just(b"/webhooks/website/session"),
        st.integers(12, 60),
    )
    return (raw | cut).map(lambda content: Sent(b"GET", b"/", raw=content))


def _tokens(chat: Chat) -> st.SearchStrategy[Sent]:
    """Calls with tokens that open nothing, as made and with a character more, less or another."""
    tokens = st.sampled_from([token for token in forged_tokens(chat) if token])
    spoilt = st.builds(
        lambda t, n, c: t[: n % len(t)] + c + t[n % len(t) + 1 :],
        tokens,
        st.integers(0, 400),
        st.sampled_from("._-A0~ "),
    )
    header = (
        (tokens | spoilt)
        .filter(lambda token: token != chat.token)
        .map(lambda token: (b"Authorization", f"Bearer {token}".encode()))
    )
    calls = [
        (b"POST", b"/messages", b'{"id": "a", "text": "hello"}'),
        (b"GET", b"/messages", b""),
        (b"POST", b"/feedback", b'{"seq": 2, "helpful": true}'),
        (b"GET", b"/transcript", b""),
        (b"DELETE", b"/session", b""),
    ]
    return st.builds(
        lambda call, named: Sent(call[0], SITE + call[1], (named,), call[2]), st.sampled_from(calls), header
    )
