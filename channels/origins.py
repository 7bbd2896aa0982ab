"""Which pages may call the website channel: its own, and those of an exact list."""

from __future__ import annotations

from collections.abc import Collection

from sanic.request import Request

METHODS = "GET, POST, DELETE"
HEADERS = "Authorization, Content-Type"
PREFLIGHT_SECONDS = "600"


def origin_allowed(request: Request, allowed: Collection[str]) -> bool:
    """Whether a call may be answered: it names no origin, its own, or one of the list."""
    origin = request.headers.get("origin")
    if origin is None:
        return True
    return origin in allowed or origin.partition("://")[2] == request.headers.get("host")


def cors_headers(request: Request, allowed: Collection[str]) -> dict[str, str]:
    """Headers that let a page of the list read the answer; none for anybody else."""
    origin = request.headers.get("origin")
    if origin is None or origin not in allowed:
        return {"Vary": "Origin"}
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After", "Vary": "Origin"}


def preflight_headers() -> dict[str, str]:
    """Headers that answer a browser's question before a call from another page."""
    return {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": HEADERS,
        "Access-Control-Max-Age": PREFLIGHT_SECONDS,
    }
