"""What browsers load: the widget's files and the pages, with what each may do, how long it keeps, and in what encoding."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from channels.assets import Asset, Assets

HOME: Final = "/webhooks/website/"  # where the channel is (contract, section 3)
_YEAR: Final = 31_536_000  # seconds
_LASTING: Final = f"public, max-age={_YEAR}, immutable"
_SHORT: Final = "public, max-age=300"  # a fix of the widget is everywhere after five minutes
_ASK_AGAIN: Final = "no-cache"
HTML: Final = "text/html; charset=utf-8"
_SECURITY: Final = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# Anybody's page may load the files; what they may then call is decided by the list of origins.
_ANYWHERE: Final = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
_FILE_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
SCRIPTED: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
PLAIN: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


class Pages:
    """The templates of a folder, drawn with every value escaped."""

    def __init__(self, folder: Path, assets: Assets) -> None:
        self._assets = assets
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def draw(self, template: str, values: Mapping[str, Any]) -> bytes:
        """A page; in templates `home` is the channel's address, `file("page.css")` that of a file under its hashed name."""
        page = self._templates.get_template(template).render(values, home=HOME, file=self._address)
        return page.encode("utf-8")

    def _address(self, name: str) -> str:
        return HOME + self._assets.current()[name].hashed_name


def serve_asset(request: Request, asset: Asset) -> HTTPResponse:
    """A file, compressed where the client takes it, or 304 when the browser has it already."""
    zipped = takes_gzip(request.headers.get("accept-encoding", ""))
    etag = f'"{asset.digest}{"-gzip" if zipped else ""}"'
    plain = _SHORT if asset.name.endswith(".js") else _ASK_AGAIN
    headers = {
        **_SECURITY,
        **_ANYWHERE,
        "Content-Security-Policy": _FILE_POLICY,
        "ETag": etag,
        "Cache-Control": _LASTING if asset.lasting else plain,
        "Vary": "Accept-Encoding",
    }
    if _has(request.headers.get("if-none-match", ""), etag):
        return HTTPResponse(status=304, headers=headers)
    coding = {"Content-Encoding": "gzip"} if zipped else {}
    return raw(
        asset.zipped if zipped else asset.content, headers={**headers, **coding}, content_type=asset.content_type
    )


def serve_page(request: Request, content: bytes, policy: str = SCRIPTED) -> HTTPResponse:
    """A page that says the same to everybody: as for a file, but asked for again each time."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}{"-gzip" if _zips(request) else ""}"'
    headers = {"ETag": etag, "Cache-Control": _ASK_AGAIN, "Referrer-Policy": "no-referrer"}
    if _has(request.headers.get("if-none-match", ""), etag):
        return HTTPResponse(status=304, headers={**_page_headers(policy), **headers})
    return page(request, content, policy=policy, headers=headers)


def page(
    request: Request, content: bytes, status: int = 200, policy: str = PLAIN, headers: Mapping[str, str] | None = None
) -> HTTPResponse:
    """A page, compressed where the client takes it, kept by nobody unless `headers` say so."""
    zipped = _zips(request)
    sent = {**_page_headers(policy), "Cache-Control": "no-store", **(headers or {})}
    if zipped:
        sent["Content-Encoding"] = "gzip"
    body = gzip.compress(content, 6, mtime=0) if zipped else content
    return raw(body, status=status, headers=sent, content_type=HTML)


def _page_headers(policy: str) -> dict[str, str]:
    return {**_SECURITY, "Content-Security-Policy": policy, "Vary": "Accept-Encoding"}


def _zips(request: Request) -> bool:
    return takes_gzip(request.headers.get("accept-encoding", ""))


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
