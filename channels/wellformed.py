"""What Sanic 21.12 lets pass, or breaks over, before any route: heads of requests that are no HTTP."""

from __future__ import annotations

from functools import wraps
from typing import Any, Final

from sanic.exceptions import InvalidUsage, SanicException
from sanic.http import Http
from sanic.request import Request

_MENDED: Final = "faq_refuses_malformed"  # attribute of the method in Sanic's place


def mend() -> None:
    """Let Sanic answer 400 to a head that cannot be read, and to one with two lengths or two ways to tell the length.

    By itself it closes the line over an address that is none, which a proxy in front takes for a dead bot, answers 500 to a length
    that is no number, and hangs for ever over a negative one. Of two lengths it believes one, where a proxy may believe the other.
    """
    protocol: Any = Http
    read: Any = protocol.http1_request_header
    if hasattr(read, _MENDED):
        return

    @wraps(read)
    async def http1_request_header(self: Any) -> None:
        """Sanic's own, and an error of ours for what it cannot read."""
        try:
            await read(self)
        except SanicException:
            self.url = None  # what the error's own request would be made of
            raise
        except Exception as error:  # whatever it breaks over
            self.url = None
            raise InvalidUsage("Bad Request") from error
        if not is_wellformed(self.request):
            self.request_body = None  # else Sanic reads on to the end of it, for ever when the length is negative
            raise InvalidUsage("Bad Request")

    setattr(http1_request_header, _MENDED, True)
    protocol.http1_request_header = http1_request_header


def is_wellformed(request: Request) -> bool:
    """Whether the length of a body is told at most once, and in one way."""
    lengths, codings = request.headers.getall("content-length", []), request.headers.getall("transfer-encoding", [])
    if len(lengths) + len(codings) > 1:
        return False
    digits = all(length.strip().isascii() and length.strip().isdigit() for length in lengths)
    return digits and all(coding.strip().lower() == "chunked" for coding in codings)
