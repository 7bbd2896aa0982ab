"""The files of the widget and its page, served by name from an allow-list."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from sanic.request import Request
from sanic.response import HTTPResponse, raw

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


def widget_files(folder: Path) -> dict[str, Path]:
    """What may be served, by name."""
    return {p.name: p for p in folder.iterdir() if p.suffix in _TYPES and p.is_file()} if folder.is_dir() else {}


def serve(request: Request, path: Path) -> HTTPResponse:
    """A file, or 304 when the browser has it already."""
    content = path.read_bytes()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**_SECURITY, "ETag": etag, "Cache-Control": "no-cache"}
    if path.suffix in (".js", ".css"):
        headers.update(_ANYWHERE)
    if request.headers.get("if-none-match") == etag:
        return HTTPResponse(status=304, headers=headers)
    return raw(content, headers=headers, content_type=_TYPES[path.suffix])
