"""What comes in: bodies, texts and ids, checked before anything is done with them."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from sanic.request import Request

from channels.errors import ApiError
from faq.folding import clean
from stores.tracker import COMMAND_GUARD

TEXT_MOST: Final = 4000  # characters, by the contract
COMMENT_MOST: Final = 1000  # characters
BODY_MOST: Final = 64_000  # bytes: 4,000 characters of four bytes each, escaped, and the rest of the message
REQUEST_MOST: Final = 1_000_000  # bytes that the server reads at all, whatever the door
_ID: Final = re.compile(r"[\x21-\x7e]{1,128}\Z")
_VISIBLE: Final = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff\ufffd]")


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object in a request's body. Raises ApiError 413 when it is too large, 400 when it is no JSON object."""
    if len(request.body) > BODY_MOST:
        raise ApiError(413, "too_long")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise ApiError(400, "bad_request", "The body must be JSON in UTF-8.") from None
    if not isinstance(body, dict):
        raise ApiError(400, "bad_request", "The body must be a JSON object.")
    return body


def asked_text(body: dict[str, Any], field: str, most: int) -> str:
    """The text of a message, without what breaks stores, guarded so that Rasa takes it for text.

    Raises ApiError 400 when it is missing, no text or empty, 413 when it is longer than `most` characters.
    """
    value = body.get(field)
    if not isinstance(value, str):
        raise ApiError(400, "bad_request", f"'{field}' must be a text.")
    if len(value) > most:
        raise ApiError(413, "too_long")
    text = clean(value)
    if not _VISIBLE.search(text):
        raise ApiError(400, "empty")
    # Rasa strips white space and takes a leading "/" for a command; a character that draws nothing makes it text again.
    return f"{COMMAND_GUARD}{text}" if text.lstrip().startswith("/") else text


def client_id(body: dict[str, Any], field: str = "id") -> str:
    """The client's id of a message: 1 to 128 visible ASCII characters. Raises ApiError 400 otherwise."""
    value = body.get(field)
    if not isinstance(value, str) or not _ID.match(value):
        raise ApiError(400, "bad_request", f"'{field}' must be 1 to 128 visible ASCII characters.")
    return value


def whole_number(value: Any, name: str) -> int:
    """A whole number from 0, given as a number or in digits. Raises ApiError 400 otherwise."""
    if isinstance(value, bool) or not isinstance(value, (int, str)) or not re.fullmatch(r"\d{1,9}", str(value)):
        raise ApiError(400, "bad_request", f"'{name}' must be a whole number.")
    return int(value)
