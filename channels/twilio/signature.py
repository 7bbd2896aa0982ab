"""Whether a webhook comes from Twilio: its signature, judged by Twilio's own validator over the public address."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

from multidict import MultiDict
from twilio.request_validator import RequestValidator

from channels.messaging.parts import Incoming, RefusedError

_HEADER: Final = "x-twilio-signature"
_FORM: Final = "application/x-www-form-urlencoded"
FIELDS_MOST: Final = 500  # Twilio sends some thirty


def fields(incoming: Incoming) -> MultiDict[str]:
    """The fields of a form, those without a value too: they are signed. ValueError when it is none."""
    if not incoming.headers.get("content-type", "").lower().startswith(_FORM):
        raise ValueError("not a form")
    text = incoming.body.decode("utf-8")
    return MultiDict(
        parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MOST) if text else ()
    )


class Signature:
    """Judges webhooks. `token`: the account's auth token; `address`: the webhook as Twilio knows it, which a proxy hides from the server."""

    def __init__(self, token: str, address: str) -> None:
        self._validator, self._address = RequestValidator(token), address

    def check(self, incoming: Incoming) -> None:
        """RefusedError unless Twilio signed this request. The query stays as it came: it is signed too."""
        query = urlsplit(incoming.url).query
        url = f"{self._address}?{query}" if query else self._address
        given = incoming.headers.get(_HEADER, "")
        hashed = parse_qs(query, keep_blank_values=True).get("bodySHA256", [])
        if not given:
            raise RefusedError("there is no signature")
        if hashed and not _is_hash_of(hashed, incoming.body):
            raise RefusedError("the body is not the one that was signed")
        try:
            signed = fields(incoming)
        except ValueError:
            if not hashed:  # nothing then signs the body
                raise RefusedError("the body is neither a form nor signed by its hash") from None
            signed = MultiDict()
        try:
            good = self._validator.validate(url, signed, given)
        except ValueError as error:
            raise RefusedError("the setting of the public address is no address") from error
        if not good:
            raise RefusedError(f"not signed by Twilio for {self._address}")


def _is_hash_of(hashed: list[str], body: bytes) -> bool:
    found = hashlib.sha256(body).hexdigest()
    return len(hashed) == 1 and hmac.compare_digest(found.encode(), hashed[0].lower().encode())
