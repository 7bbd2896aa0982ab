"""What an attacker might send: strategies of hypothesis, from plain text to broken JSON, odd headers and odd addresses."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote, quote_plus

from hypothesis import strategies as st

NASTY: Final = (
    *("", " ", "\x00", "\ud800", "\udfff\ud800", "\u200b", "\u202e", "\ufeff", "\ufffe", "\U0010ffff", "e\u0301" * 300),
    *("/restart", "/ask_toxic_stress", '/ask_toxic_stress{"a": "b"}', "/session_start", " \u200b/back", "EXTERNAL: x"),
    *(
        "' OR 1=1 --",
        "'; DROP TABLE events; --",
        "%s%s%n",
        "${7*7}",
        "{{7*7}}",
        "{{ config }}",
        "${jndi:ldap://127.0.0.1/a}",
    ),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "[a](javascript:alert(1))"),
    *(
        "../../etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1:5005/",
        "\r\nSet-Cookie: a=b",
        "\x1b]0;x\x07",
        "a" * 4001,
    ),
    *(
        "null",
        "NaN",
        "true",
        "0",
        "-1",
        "1e400",
        "9" * 400,
        "\U0001f476\u200d" * 200,
        "\u0661\u0662",
        "I\u0307",
        "\u212a",
    ),
    *("erase", "STOP", "undefined", "[object Object]", "__proto__", "constructor", "sender_id", "metadata"),
)
_NUMBERS: Final = (
    "1e400",
    "-1e400",
    "NaN",
    "Infinity",
    "-Infinity",
    "9" * 400,
    "-0",
    "1e-400",
    "0.1e1",
    "18446744073709551616",
)
_WORDS: Final = "what is toxic stress and who can help my baby I cannot go on any more please tell the court".split()


def texts() -> st.SearchStrategy[str]:
    """Any text, lone surrogates and control characters included; known bad ones; words with something bad among them."""
    anything = st.text(st.characters(exclude_categories=()), max_size=60)
    sentence = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
    spoilt = st.tuples(sentence, st.sampled_from(NASTY) | anything, sentence).map(" ".join)
    return st.one_of(anything, st.sampled_from(NASTY), spoilt)


def fresh_ids() -> st.SearchStrategy[str]:
    """Ids as clients make them, a new one each time."""
    return st.uuids(version=4).map(str)


def values() -> st.SearchStrategy[Any]:
    """Any JSON value."""
    plain = st.none() | st.booleans() | st.integers() | st.floats() | texts()
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3), max_leaves=6
    )


@st.composite
def objects(draw: st.DrawFn, fields: dict[str, st.SearchStrategy[Any]]) -> bytes:
    """A JSON object of these fields: some missing, some of a wrong type, some twice, some huge numbers, some that nobody knows."""
    pairs = []
    for name, good in fields.items():
        how = draw(st.integers(0, 9))
        if how == 0:
            continue
        pairs.append((name, dumped(draw(good if how < 7 else values()))))
        if how == 9:
            pairs.append((name, draw(st.sampled_from(_NUMBERS))))
    if draw(st.integers(0, 3)) == 0:
        pairs.append((draw(texts()), dumped(draw(values()))))
    return ("{" + ", ".join(f"{dumped(name)}: {value}" for name, value in pairs) + "}").encode()


@st.composite
def spoilt(draw: st.DrawFn, good: st.SearchStrategy[bytes]) -> bytes:
    """A body that is cut, doubled, in another encoding, with a byte changed, or nested without end; often as it was."""
    body = draw(good)
    how, place = draw(st.integers(0, 15)), draw(st.integers(0, max(len(body) - 1, 0)))
    if how == 0:
        return body[:place]
    if how == 1:
        return body[:place] + draw(st.binary(max_size=4)) + body[place + 1 :]
    if how == 2:
        return draw(st.sampled_from([b"[%s]" % body, body * 2, b"\xef\xbb\xbf" + body, body.decode().encode("utf-16")]))
    if how == 3:
        depth = draw(st.sampled_from([50, 1_000, 15_000]))
        return draw(st.sampled_from([b"[" * depth, b'{"id":' * depth, b"[" * depth + b"]" * depth]))
    return draw(st.binary(max_size=60)) if how == 4 else body


def dumped(value: Any) -> str:
    """JSON, with lone surrogates as escapes; numbers that JSON does not know as Python writes them."""
    return json.dumps(value)


@st.composite
def mutated(draw: st.DrawFn, tree: Any) -> Any:
    """A JSON tree with one or two of its places put in, taken out, or changed."""
    for _ in range(draw(st.integers(1, 2))):
        tree = _mutate(draw, tree)
    return tree


def _mutate(draw: st.DrawFn, node: Any) -> Any:
    if isinstance(node, dict) and node and draw(st.integers(0, 9)):
        name = draw(st.sampled_from(sorted(node)))
        if draw(st.integers(0, 7)) == 0:
            return {key: value for key, value in node.items() if key != name}
        return {**node, name: _mutate(draw, node[name])}
    if isinstance(node, list) and node and draw(st.integers(0, 9)):
        return [_mutate(draw, node[0]), *node[1:]]
    return draw(values())


def with_numbers(draw: st.DrawFn, text: str) -> str:
    """JSON text in which one digit string in four becomes a number that no platform sends."""
    if draw(st.integers(0, 3)):
        return text
    return text.replace('"date": 0', f'"date": {draw(st.sampled_from(_NUMBERS))}').replace(
        "1000", draw(st.sampled_from(_NUMBERS)), 1
    )


def header_values() -> st.SearchStrategy[bytes]:
    """Bytes that fit on one line of a header; NUL, CR and LF end it for any server."""
    return (texts().map(wire) | st.binary(max_size=40)).map(
        lambda raw: bytes(b for b in raw[:3000] if b not in b"\x00\r\n")
    )


# Parts of addresses: the bot's own, and such as servers stumble over.
_KNOWN_PARTS: Final = (
    b"webhooks", b"website", b"messages", b"session", b"feedback", b"transcript", b"chat", b"rest", b"webhook", b"widget.js",
)  # fmt: skip
_ODD_PARTS: Final = (
    b"..", b".", b"%2e%2e", b"%00", b"%ff", b"%", b"%zz", b"%252e", b"\xc3\xa9", b";", b"*", b"a" * 3000, b"%ED%A0%80", b"\\", b"~",
)  # fmt: skip


def paths() -> st.SearchStrategy[bytes]:
    """Addresses: known parts, odd parts, escapes that are none, dots, and queries."""
    part = (
        st.sampled_from(_KNOWN_PARTS)
        | st.sampled_from(_ODD_PARTS)
        | texts().map(lambda t: quote(t, safe="", errors="replace").encode())
    )
    query = st.lists(st.tuples(texts(), texts()), max_size=3).map(
        lambda pairs: "&".join("=".join(map(_form, p)) for p in pairs).encode()
    )
    base = st.sampled_from([b"/webhooks/website/", b"/", b"/webhooks/", b"//", b"/webhooks/website/widget."])
    return st.builds(
        lambda b, parts, q: b + b"/".join(parts)[:6000] + (b"?" + q[:3000] if q else b""),
        base,
        st.lists(part, max_size=4),
        query,
    )


def forms(fields: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[bytes]:
    """The fields of a form: each there or not, good or not, some twice."""
    pairs = [st.tuples(st.just(name), good | texts()) for name, good in fields.items()]
    chosen = st.lists(st.one_of(*pairs, st.tuples(texts(), texts())), max_size=10)
    whole = st.tuples(*[st.tuples(st.just(name), good) for name, good in fields.items()])
    both = st.builds(lambda a, b: [*a, *b], st.one_of(whole, st.just(())), chosen)
    return both.map(lambda pairs: "&".join(f"{_form(name)}={_form(value)}" for name, value in pairs).encode())


def wire(text: str) -> bytes:
    """A text as bytes, lone surrogates as UTF-8 would have them."""
    return text.encode("utf-8", "surrogatepass")


def _form(text: str) -> str:
    return quote_plus(wire(text))
