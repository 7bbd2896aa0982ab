"""Errors of our doors: `{"error": {"code", "message"}}` with a plain sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import structlog
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from channels.wording import Wording
from stores.circuit import StoreAwayError

logger = structlog.get_logger()
Handler = Callable[..., Awaitable[HTTPResponse]]
# Statuses at which a person who needs help may have been turned away.
WITH_EMERGENCY = (413, 429)
AGAIN_SECONDS = "5"  # what is away is asked twice a second whether it is back


class ApiError(Exception):
    """A call that is refused: HTTP status, code, the sentence to show, and headers."""

    def __init__(self, status: int, code: str, message: str = "", headers: dict[str, str] | None = None) -> None:
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}
        super().__init__(code)


def api_errors(wording: Wording) -> Callable[[Handler], Handler]:
    """Decorator that turns every failure of a handler into a JSON error; on 413, 429 and 5xx with the emergency lines."""

    def decorate(handler: Handler) -> Handler:
        """The handler, guarded."""

        @wraps(handler)
        async def guarded(request: Request, *args: Any, **kwargs: Any) -> HTTPResponse:
            try:
                return await handler(request, *args, **kwargs)
            except ApiError as error:
                return error_response(wording, error)
            except SanicException as error:
                return error_response(wording, of_sanic(error))
            except StoreAwayError:
                return error_response(wording, ApiError(503, "server_error"))
            except Exception as error:  # whatever failed, the person gets a sentence  # noqa: BLE001
                logger.error("channel.failed", error=type(error).__name__)
                return error_response(wording, ApiError(500, "server_error"))

        return guarded

    return decorate


_CODES = {
    404: "not_found",
    405: "wrong_method",
    413: "too_long",
    429: "too_fast",
    500: "server_error",
    503: "not_ready",
}


def of_sanic(error: SanicException) -> ApiError:
    """Sanic's own error as one of ours."""
    status = getattr(error, "status_code", None) or 500
    return ApiError(status, _CODES.get(status, "bad_request"))


def error_response(wording: Wording, error: ApiError) -> HTTPResponse:
    """The JSON form of an error, with the code's own sentence when it brings none."""
    message = error.message or wording.phrase(error.code)
    if error.status >= 500 or error.status in WITH_EMERGENCY:
        message = f"{message} {wording.emergency()}"
    again = {"Retry-After": AGAIN_SECONDS} if error.status == 503 else {}
    body = {"error": {"code": error.code, "message": message}}
    return json(body, status=error.status, headers={**again, **error.headers})
