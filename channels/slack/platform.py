"""Slack's Events API and Web API: signatures, the calls, and how Slack takes them."""

from __future__ import annotations

import hashlib
import hmac
import json as json_
import re
from collections.abc import Mapping
from typing import Any, Final

import structlog
from sanic.response import HTTPResponse, json

from channels.messaging.parts import Call, Event, Incoming, Outcome, RefusedError
from channels.messaging.platform import Platform, seconds
from channels.slack.events import Reader
from channels.slack.render import render
from channels.wording import Wording
from faq.reply import Reply
from ops.settings import Settings

logger = structlog.get_logger()
WINDOW_SECONDS: Final = 300  # between the signature's time and ours, either way
_TIME: Final = re.compile(r"[0-9]{1,12}")
_ERROR: Final = re.compile(r"[a-z_]{1,60}")
# Slack's errors, sent with status 200, after which the same call may go well.
_PASSING: Final = (
    "ratelimited rate_limited internal_error fatal_error service_unavailable request_timeout team_added_to_org"
).split()
_RETRY_REASONS: Final = ("http_timeout too_many_redirects connection_failed ssl_error http_error unknown_error").split()


class Slack(Platform):
    """Slack. Bots have no typing sign there, so nothing is called on arrival."""

    title = "Slack"
    secrets = ("FAQ_SLACK_TOKEN", "FAQ_SLACK_SIGNING_SECRET")

    def __init__(self, chosen: Settings) -> None:
        self._secret, self._token = chosen.slack_signing_secret.encode(), chosen.slack_token
        self.base = chosen.slack_api
        self._reader = Reader()

    def verify(self, incoming: Incoming, now: float) -> None:
        """Slack signs the bytes and the time of each request, which must be within five minutes of ours."""
        time = incoming.headers.get("x-slack-request-timestamp", "")
        given = incoming.headers.get("x-slack-signature", "").encode("utf-8", "surrogateescape")
        if not _TIME.fullmatch(time):
            raise RefusedError("the time of the signature is missing or wrong")
        signed = hmac.new(self._secret, b"v0:%s:%s" % (time.encode(), incoming.body), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(given, f"v0={signed}".encode()):
            raise RefusedError("the signature is missing or wrong")
        if abs(now - int(time)) > WINDOW_SECONDS:
            raise RefusedError("the signature is too old, or a clock is wrong")

    def challenge(self, incoming: Incoming) -> HTTPResponse | None:
        """Slack tries the address when it is set up, and wants its word back."""
        if b"url_verification" not in incoming.body or _is_form(incoming):
            return None
        asked = json_.loads(incoming.body)
        return json({"challenge": str(asked["challenge"])}) if asked["type"] == "url_verification" else None

    def events(self, incoming: Incoming) -> list[Event]:
        """What people did that is meant for the bot. A repetition is read too: nobody knows yet whether the first try was taken."""
        if "x-slack-retry-num" in incoming.headers:
            reason = incoming.headers.get("x-slack-retry-reason", "")
            logger.info("channel.sent_again", channel="slack", reason=reason if reason in _RETRY_REASONS else "")
        return self._reader.events(incoming.body, _is_form(incoming))

    def render(self, reply: Reply, event: Event, wording: Wording) -> list[Call]:
        """One or more messages, the choices as buttons under the last; in the thread of the message in a channel."""
        return render(reply, event.address, wording)

    def check(self) -> Call | None:
        """Whose token it is."""
        return Call("/auth.test", {})

    def checked(self, answer: Mapping[str, Any]) -> None:
        """Keep the bot's user id, under which it is named and speaks."""
        self._reader.bot = str(answer.get("user_id") or "")

    def headers(self) -> Mapping[str, str]:
        """The token, and the encoding, about which Slack complains when it is missing."""
        return {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json; charset=utf-8"}

    def outcome(self, status: int, headers: Mapping[str, str], answer: Mapping[str, Any]) -> Outcome:
        """Slack answers most refusals with status 200 and names them in the body; it names what the token may do in a header."""
        if status != 200:
            return super().outcome(status, headers, answer)
        if answer.get("ok") is not True:
            error = str(answer.get("error"))
            wait = seconds(headers.get("retry-after")) if error in _PASSING else None
            return Outcome(False, wait, error if _ERROR.fullmatch(error) else "not ok")
        scopes = headers.get("x-oauth-scopes", "")
        if scopes and "chat:write" not in re.split(r"[,\s]+", scopes):
            return Outcome(False, None, "the scope chat:write is missing")
        return Outcome(True)


def _is_form(incoming: Incoming) -> bool:
    return incoming.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
