"""Slack's mrkdwn: what a person wrote in it as plain words, and our words in it."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_NAMES: Final = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_NOT_IN_ADDRESSES: Final = {"|": "%7C", "<": "%3C", ">": "%3E", " ": "%20", "\n": "%0A"}


def plain(text: str) -> str:
    """The words of a message: links as they were typed, people's ids left out, `&amp;`, `&lt;` and `&gt;` as characters."""
    words = _TOKEN.sub(lambda match: _token(match[1], match[2] or ""), text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def names(text: str) -> set[str]:
    """The ids of the people and bots that a message names."""
    return set(_NAMES.findall(text))


def escaped(text: str) -> str:
    """Words as mrkdwn. Only these three characters have an escape; * _ ~ and ` have none, so what the bot says must do without."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(address: str, label: str) -> str:
    """A link with words on it."""
    safe = "".join(_NOT_IN_ADDRESSES.get(character, character) for character in address)
    return f"<{safe.replace('&', '&amp;')}|{escaped(label)}>"


def _token(target: str, label: str) -> str:
    if target.startswith("@"):
        return ""  # an account; whose it is must not be kept
    if target.startswith("#"):
        return f"#{label}" if label else ""
    if target.startswith("!"):  # <!here>, <!subteam^S1|@team>, <!date^…|a day>
        return label or f"@{target[1:].partition('^')[0]}"
    return label or re.sub(r"^(?:mailto|tel):", "", target)
