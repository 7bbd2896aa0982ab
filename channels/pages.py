"""The files of the widget and its page, served by name from an allow-list."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from sanic.request import Request
from sanic.response import HTTPResponse, raw

from channels.slimming import without_comments

PAGE: Final = "page.html"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
_SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# Anybody's page may load the script itself; what it may then call is decided by the list of origins.
_ANYWHERE: Final = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
_KEPT: Final = 64  # files in memory, more than there are


@dataclass(frozen=True)
class _Body:
    """A file as it goes over the wire in one encoding."""

    content: bytes
    etag: str
    headers: dict[str, str]


def widget_files(folder: Path) -> dict[str, Path]:
    """What may be served, by name."""
    return {p.name: p for p in folder.iterdir() if p.suffix in _TYPES and p.is_file()} if folder.is_dir() else {}


def serve(request: Request, path: Path) -> HTTPResponse:
    """A file, compressed where the client takes it, or 304 when the browser has it already."""
    stamp = path.stat()
    plain, zipped = _bodies(path, stamp.st_mtime_ns, stamp.st_size)
    body = zipped if takes_gzip(request.headers.get("accept-encoding", "")) else plain
    headers = {
        **_SECURITY,
        "ETag": body.etag,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }
    if path.suffix in (".js", ".css"):
        headers.update(_ANYWHERE)
    if _has(request.headers.get("if-none-match", ""), body.etag):
        return HTTPResponse(status=304, headers=headers)
    return raw(body.content, headers={**headers, **body.headers}, content_type=_TYPES[path.suffix])


@lru_cache(_KEPT)
def _bodies(path: Path, _changed: int, _size: int) -> tuple[_Body, _Body]:
    """A file as it is sent, plain and compressed; made once for each version of it."""
    content = path.read_bytes()
    if path.suffix == ".js":
        content = without_comments(content.decode("utf-8")).encode("utf-8")
    digest = hashlib.sha256(content).hexdigest()[:32]
    zipped = gzip.compress(content, 9, mtime=0)  # the same bytes on every server, as a strong ETag promises
    return _Body(content, f'"{digest}"', {}), _Body(zipped, f'"{digest}-gzip"', {"Content-Encoding": "gzip"})


def takes_gzip(accepted: str) -> bool:
    """Whether a client with this Accept-Encoding takes gzip (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        name, _, value = weight.strip().partition("=")
        try:
            weights[coding.strip()] = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            weights[coding.strip()] = 0.0
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def _has(held: str, etag: str) -> bool:
    """Whether an If-None-Match names this version."""
    return held.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in held.split(","))
