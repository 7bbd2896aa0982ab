"""Whether a channel has its secrets: a missing one, or what stands in a manual in its place, closes the channel by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ops.settings import Settings

SHORTEST: Final = 16  # characters; every platform's own secrets are longer
_PLACEHOLDER: Final = re.compile(
    r"<.*>|\{.*\}|\$.*|\.\.\.|…|(.)\1*|.*(?:change[-_ ]?me|placeholder|your[-_ ]|example|todo|insert|replace[-_ ]|secret[-_ ]?here|xxxx).*",
    re.IGNORECASE | re.DOTALL,
)


def lacking(chosen: Settings, names: Iterable[str]) -> str:
    """Why a channel cannot be open, in words that name the setting and never show it; "" when it can."""
    return "; ".join(filter(None, (_wrong(name, getattr(chosen, name.removeprefix("FAQ_").lower())) for name in names)))


def _wrong(name: str, value: str) -> str:
    if not value:
        return f"{name} is not set"
    if _PLACEHOLDER.fullmatch(value):
        return f"{name} is a placeholder, not a secret"
    if len(value) < SHORTEST:
        return f"{name} has fewer than {SHORTEST} characters"
    return ""
