"""From the text of a setting to its value; ValueError means that the text is not allowed."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from ops.secret import LENGTH


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number between two bounds, both allowed."""

    def cast(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError
        return int(text)

    return cast


def one_of(*names: str) -> Callable[[str], str]:
    """One of the names, in capitals or not."""

    def cast(text: str) -> str:
        if text.upper() not in names:
            raise ValueError
        return text.upper()

    return cast


def origins(text: str) -> tuple[str, ...]:
    """Exact web origins, separated by commas; none when the text is empty."""
    return tuple(_origin(part.strip()) for part in text.split(",") if part.strip())


def _origin(text: str) -> str:
    parts = urlsplit(text.lower())
    host = parts.hostname or ""
    shown_host = f"[{host}]" if ":" in host else host
    port = "" if parts.port is None else f":{parts.port}"  # .port raises ValueError when out of range
    exact = f"{parts.scheme}://{shown_host}{port}"
    good_host = re.fullmatch(r"[a-z0-9.-]+|[0-9a-f:.]+", host)
    if parts.scheme not in ("http", "https") or not good_host or exact != text.lower():
        raise ValueError
    return exact


def secret(text: str) -> str:
    """A secret long enough to sign with; empty means that one is to be made."""
    if text and len(text) < LENGTH:
        raise ValueError
    return text


def database_url(text: str) -> str:
    """An address of a kind of database that the stores are tested with."""
    return _like(text, r"(sqlite:///|postgresql(\+psycopg2)?://).+")


def redis_url(text: str) -> str:
    """An address of a Redis server; empty means none."""
    return _like(text, r"(rediss?://.+)?")


def rabbitmq_url(text: str) -> str:
    """An address of a RabbitMQ server; empty means none."""
    if text and not re.match(r"amqps?://.", text):
        raise ValueError
    return text


def address(text: str) -> str:
    """An address of this machine; ipaddress raises ValueError for anything else."""
    return str(ipaddress.ip_address(text))


def yes_or_no(text: str) -> bool:
    """True for yes, False for no."""
    if text.lower() not in ("yes", "no"):
        raise ValueError
    return text.lower() == "yes"


def api_url(text: str) -> str:
    """The address of an API, without the slash at its end."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    return text.rstrip("/")


def graph_version(text: str) -> str:
    """A version of Meta's Graph API."""
    return _like(text, r"v[1-9]\d{0,2}\.\d")


def twilio_sender(text: str) -> str:
    """A number as Twilio writes it, a short code, or the SID of a Messaging Service; empty means none is chosen."""
    return _like(text, r"(\+[0-9]{7,15}|[0-9]{5,6}|MG[0-9a-f]{32})?")


def without_password(text: str) -> str:
    """The same address, safe to show."""
    return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", text)


def _like(text: str, pattern: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError
    return text
