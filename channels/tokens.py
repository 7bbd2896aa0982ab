"""Conversation tokens: a signed pass to one conversation and no other."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

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
        claims = {"sub": conversation, "aud": _AUDIENCE, "exp": int(self.now()) + self.life}
        return conversation, jwt.encode(claims, self.secret, algorithm=_ALGORITHM)

    def conversation(self, token: str) -> str | None:
        """The conversation that a token opens; None when it is forged, damaged or expired."""
        try:
            claims = jwt.decode(
                token,
                self.secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["exp", "sub"], "verify_exp": False},
            )
        except (jwt.PyJWTError, ValueError):
            return None
        if not isinstance(claims["exp"], int) or claims["exp"] <= self.now():
            return None
        return str(claims["sub"])
