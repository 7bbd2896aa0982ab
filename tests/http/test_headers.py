"""What every kind of answer tells the browser that it may do: exactly this, and no header more."""

from __future__ import annotations

import pytest

from tests.http.client import Chat, Door
from tests.http.product import ORIGIN, SECRET, Product

NOSNIFF = {"X-Content-Type-Options": "nosniff"}
PAGE = {**NOSNIFF, "Permissions-Policy": "camera=(), microphone=(), geolocation=()"}
SCRIPTED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
PLAIN = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
SECURITY = (
    "Content-Security-Policy X-Content-Type-Options Permissions-Policy Referrer-Policy Access-Control-Allow-Origin "
    "Access-Control-Allow-Methods Access-Control-Allow-Headers Access-Control-Allow-Credentials Access-Control-Expose-Headers "
    "Access-Control-Max-Age Cross-Origin-Resource-Policy Set-Cookie Server X-Powered-By Vary"
).split()
LISTED = {"Access-Control-Allow-Origin": ORIGIN, "Access-Control-Expose-Headers": "Retry-After", "Vary": "Origin"}
PREFLIGHT = {
    **LISTED,
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}
FROM_LISTED, FROM_OTHER = {"Origin": ORIGIN}, {"Origin": "https://evil.example"}
ANSWERS = {
    "the page": (
        "GET",
        "/",
        {},
        {**PAGE, "Content-Security-Policy": SCRIPTED, "Referrer-Policy": "no-referrer", "Vary": "Accept-Encoding"},
    ),
    "the chat page": (
        "GET",
        "/chat",
        {},
        {**PAGE, "Content-Security-Policy": PLAIN, "Referrer-Policy": "same-origin", "Vary": "Accept-Encoding"},
    ),
    "the widget": (
        "GET",
        "/widget.js",
        {},
        {
            **PAGE,
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Vary": "Accept-Encoding",
        },
    ),
    "an answer": ("POST", "/session", {}, {**NOSNIFF, "Vary": "Origin"}),
    "an answer to a page of the list": ("POST", "/session", FROM_LISTED, {**NOSNIFF, **LISTED}),
    "a refusal to a page of the list": ("GET", "/messages", FROM_LISTED, {**NOSNIFF, **LISTED}),
    "a refusal to any other page": ("POST", "/session", FROM_OTHER, {**NOSNIFF, "Vary": "Origin"}),
    "a question before a call": ("OPTIONS", "/messages", FROM_LISTED, {**NOSNIFF, **PREFLIGHT}),
    "a question of any other page": ("OPTIONS", "/messages", FROM_OTHER, {**NOSNIFF, "Vary": "Origin"}),
    "nothing": ("GET", "/nope", FROM_OTHER, {**NOSNIFF, "Vary": "Origin"}),
}


@pytest.mark.parametrize(("method", "path", "sent", "wanted"), ANSWERS.values(), ids=list(ANSWERS))
def test_an_answer_has_exactly_these_headers(
    door: Door, method: str, path: str, sent: dict[str, str], wanted: dict[str, str]
) -> None:
    headers = door.website(method, path, headers=sent).headers

    assert wanted == {name: headers[name] for name in SECURITY if headers[name] is not None}


def test_no_secret_and_no_token_is_written_down(product: Product, chat: Chat) -> None:
    chat.say("hello")
    chat.post(text="x" * 5000)
    for token in (f"{chat.token}x", chat.token[:-2], chat.token.swapcase()):
        Chat(chat.door, token).post(text="hello")
        chat.door.website("GET", f"/messages?token={token}")
        chat.door.website("POST", "/chat", f"token={token}&id=12345678&text=hello".encode())
    written = product.said() + "".join(
        path.read_bytes().decode("utf-8", "replace") for path in product.folder.rglob("*") if path.is_file()
    )

    assert [secret for secret in (SECRET, chat.token, chat.token.rpartition(".")[2][:-4]) if secret in written] == []
