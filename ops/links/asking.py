"""Asks servers for pages, politely: a few at a time, one a site, with pauses, and saying who asks."""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

import aiohttp

from ops.links.answers import REDIRECTS, Answer, Hop, heading_of, title_of

USER_AGENT: Final = "pa-aimh-faq-link-check/0.1 (+http://www.pa-aimh.org/; looks whether our links still open)"
HOPS_MOST: Final = 10  # browsers give up after 20; no honest page needs more than a few
READ_MOST: Final = 262_144  # bytes of a page: the title stands near its top
TRY_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
NOT_WITH_HEAD: Final = 400  # from here on the answer to HEAD proves nothing: many servers know only GET
MADE_UP: Final = "this-page-is-not-there-7f3a9c"  # last part of an address that no site has


@dataclass(frozen=True)
class Patience:
    """Seconds for one answer, how often to ask, seconds before asking again (doubled each time), how many sites at once."""

    answer: float = 20.0
    tries: int = 3
    pause: float = 2.0
    at_once: int = 4


async def ask_all(
    urls: Sequence[str],
    patience: Patience,
    tls: ssl.SSLContext | None = None,
    asked: Callable[[str], None] = lambda _: None,
) -> dict[str, Answer]:
    """The answer for each address; `tls` replaces the machine's own trusted authorities, `asked` is told of each one done."""
    timeout = aiohttp.ClientTimeout(total=patience.answer)
    doors = aiohttp.TCPConnector(ssl=tls or ssl.create_default_context())
    # Not the connector's own limits: waiting for one's turn would count as waiting for the answer.
    turns, sites = asyncio.Semaphore(patience.at_once), defaultdict[str, asyncio.Lock](asyncio.Lock)
    async with aiohttp.ClientSession(
        connector=doors, timeout=timeout, trust_env=True, headers={"User-Agent": USER_AGENT, "Accept": "*/*"}
    ) as session:

        async def one(url: str) -> Answer:
            async with sites[urlsplit(url).netloc], turns:
                answer = await _patiently(session, url, patience)
            asked(url)
            return answer

        found = await asyncio.gather(*(one(url) for url in urls))
    return dict(zip(urls, found, strict=True))


def made_up_beside(url: str) -> str:
    """An address beside this one that no site has: a site that shows a page there shows one for anything. "" for a home page."""
    parts = urlsplit(url)
    folder = parts.path.rstrip("/").rpartition("/")[0]
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{MADE_UP}", "", "")) if parts.path.strip("/") else ""


async def _patiently(session: aiohttp.ClientSession, url: str, patience: Patience) -> Answer:
    answer = Answer(url, url)
    for attempt in range(patience.tries):
        answer = await _once(session, url)
        if answer.status not in TRY_AGAIN and answer.problem not in ("refused", "slow", "broken", "name"):
            break
        if attempt + 1 < patience.tries:
            await asyncio.sleep(patience.pause * 2**attempt)
    return answer


async def _once(session: aiohttp.ClientSession, url: str) -> Answer:
    """HEAD first, which costs a site nothing; then GET, for the page's title or because HEAD proved nothing."""
    try:
        first = await _follow(session, "HEAD", url)
        if first.status < NOT_WITH_HEAD and first.title == _NO_PAGE_TO_READ:
            return Answer(url, first.url, first.status, first.hops)
        return await _follow(session, "GET", url)
    except aiohttp.ClientSSLError:
        problem = "tls"
    except aiohttp.ClientConnectorDNSError:
        problem = "name"
    except asyncio.TimeoutError:
        problem = "slow"
    except aiohttp.ClientConnectorError:
        problem = "refused"
    except (aiohttp.ClientError, OSError, ValueError):
        problem = "broken"
    return Answer(url, url, problem=problem)


_NO_PAGE_TO_READ: Final = "\0"  # the answer to HEAD names a document of another kind, such as a PDF


async def _follow(session: aiohttp.ClientSession, method: str, url: str) -> Answer:
    hops: list[Hop] = []
    seen, here = {url}, url
    while True:
        async with session.request(method, here, allow_redirects=False) as response:
            led_to = response.headers.get("Location", "")
            if response.status not in REDIRECTS or not led_to:
                return await _arrived(method, url, here, tuple(hops), response)
            status = response.status
        here = urljoin(here, led_to)
        hops.append(Hop(status, here))
        if here in seen or len(hops) > HOPS_MOST:
            return Answer(url, here, status, tuple(hops), problem="loop")
        seen.add(here)


async def _arrived(
    method: str, asked: str, here: str, hops: tuple[Hop, ...], response: aiohttp.ClientResponse
) -> Answer:
    is_page = response.content_type in ("text/html", "application/xhtml+xml")
    if method == "HEAD":
        return Answer(asked, here, response.status, hops, "" if is_page else _NO_PAGE_TO_READ)
    html = (await _beginning(response)).decode(response.get_encoding() or "utf-8", "replace") if is_page else ""
    return Answer(asked, here, response.status, hops, title_of(html), heading_of(html))


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    found = b""
    async for chunk in response.content.iter_chunked(16_384):
        found += chunk
        if len(found) >= READ_MOST:
            break
    return found
