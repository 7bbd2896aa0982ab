"""The page for a site's keeper: the chat itself, the tag that puts it on a site, and settings with a preview."""

from __future__ import annotations

from typing import Final

from sanic.request import Request
from sanic.response import HTTPResponse

from channels.assets import LAUNCHER, Assets
from channels.pages import HOME, Pages, serve_page

_TEMPLATE: Final = "page.html"
_PREVIEW: Final = "preview.html"


class SitePage:
    """GET / and GET /preview."""

    def __init__(self, pages: Pages, assets: Assets) -> None:
        self._pages, self._assets = pages, assets

    async def get(self, request: Request) -> HTTPResponse:
        """The page, with the tags as this bot's address makes them."""
        launcher = self._assets.current()[LAUNCHER]
        address = own_address(request)
        values = {
            "chat_address": f"{address}chat",
            "tag": f'<script src="{address}{LAUNCHER}" defer></script>',
            "pinned_tag": (
                f'<script src="{address}{launcher.hashed_name}" integrity="{launcher.integrity}" '
                'crossorigin="anonymous" defer></script>'
            ),
        }
        return serve_page(request, self._pages.draw(_TEMPLATE, values))

    async def preview(self, request: Request) -> HTTPResponse:
        """A made-up page of a host site, which the keeper's page shows in a frame."""
        return serve_page(request, self._pages.draw(_PREVIEW, {}))


def own_address(request: Request) -> str:
    """Where this channel is as the browser sees it; a proxy in front tells its scheme."""
    told = request.headers.get("x-forwarded-proto", "")
    scheme = told if told in ("http", "https") else request.scheme
    return f"{scheme}://{request.host}{HOME}"
