"""Conversation tokens: a signed pass to one conversation and no other."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import jwt

_ALGORITHM: Final = "HS256"
_AUDIENCE: Final = "faq-website"
_ID_BYTES: Final = 18  # 144 random bits: nobody reaches a conversation by guessing


@dataclass(frozen=True)
class Tokens:
    """Makes and reads tokens. `life`: seconds; `now`: the time in seconds since 1970."""

    secret: str
    life: int
    now: Callable[[], float]

    def issue(self) -> tuple[str, str]:
        """A new conversation's id and its token."""
        conversation = f"web-{secrets.token_urlsafe(_ID_BYTES)}"
        return conversation, self.token_of(conversation)

    def token_of(self, conversation: str) -> str:
        """A token of a conversation, good from now on."""
        claims = {"sub": conversation, "aud": _AUDIENCE, "exp": int(self.now()) + self.life}
        return jwt.encode(claims, self.secret, algorithm=_ALGORITHM)

    def conversation(self, token: str) -> str | None:
        """The conversation that a token opens; None when it is forged, damaged or expired."""
        claims = self._claims(token)
        return str(claims["sub"]) if claims and claims["exp"] > self.now() else None

    def successor(self, token: str, message_id: str) -> str | None:
        """The conversation in which a message goes on whose token opens nothing any more; None when the token is forged or damaged.

        The same message finds the same one, so that it can be sent twice and be answered once; nobody can work it out.
        """
        if self._claims(token) is None:
            return None
        mark = hmac.digest(self.secret.encode(), f"successor {token} {message_id}".encode(), hashlib.sha256)
        return f"web-{base64.urlsafe_b64encode(mark[:_ID_BYTES]).decode()}"

    def message_key(self, conversation: str, message_id: str) -> str:
        """The key under which a client's id of a message is kept: it tells the message again, and nothing of the id can be read from it."""
        return hmac.digest(self.secret.encode(), f"message {conversation} {message_id}".encode(), hashlib.sha256).hex()

    def _claims(self, token: str) -> dict[str, Any] | None:
        """What a token says, when it was signed here, expired or not."""
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self.secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["exp", "sub"], "verify_exp": False},
            )
        except (jwt.PyJWTError, ValueError):
            return None
        return claims if isinstance(claims["exp"], int) else None
