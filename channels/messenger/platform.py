"""Facebook Messenger: the handshake, the signature of a webhook, the calls of the Send API, and how it takes them."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from sanic.request import Request
from sanic.response import HTTPResponse, empty, text

from channels.messaging.parts import Call, Event, Incoming, Outcome, RefusedError, Sent
from channels.messaging.platform import Platform, seconds
from channels.messenger.events import read
from channels.messenger.render import messages
from channels.wording import Wording
from faq.reply import Reply
from ops.settings import Settings

_SIGNATURE_HEADER: Final = "x-hub-signature-256"
_USAGE_HEADER: Final = "x-business-use-case-usage"
# Codes of the Graph API: too many calls of the app, of an account, of the Page or of one kind; and what no second try mends:
# no permission, an argument, a token that is void, a person who cannot be written to.
_RATE_CODES: Final = frozenset({4, 17, 32, 613, 80001, 80006})
_FINAL_CODES: Final = frozenset({10, 100, 190, 200, 230, 551})
_PASSING_CODES: Final = frozenset({1, 2, 1200})  # said with status 400 too
_RATE_WAIT: Final = 5.0  # seconds, when Messenger does not say how long


class Messenger(Platform):
    """Facebook Messenger. `now`: seconds since 1970."""

    title = "Facebook Messenger"
    secrets = ("FAQ_MESSENGER_TOKEN", "FAQ_MESSENGER_APP_SECRET", "FAQ_MESSENGER_VERIFY_TOKEN")

    def __init__(self, chosen: Settings, now: Callable[[], float] = time.time) -> None:
        self._secret, self._token = chosen.messenger_app_secret.encode(), chosen.messenger_token
        self._verify_token, self._now = chosen.messenger_verify_token.encode(), now
        self.base = f"{chosen.messenger_api}/{chosen.messenger_version}"
        # Shows that who has the token has the app's secret too; an app may be set to insist on it.
        self._proof = hmac.digest(self._secret, self._token.encode(), "sha256").hex()

    def handshake(self, request: Request) -> HTTPResponse | None:
        """The challenge again for who knows the verify token, which the console asks for once; None for any other GET."""
        if "hub.mode" not in request.args:
            return None
        given = str(request.args.get("hub.verify_token", "")).encode("utf-8", "surrogateescape")
        known = hmac.compare_digest(given, self._verify_token)
        if not known or request.args.get("hub.mode") != "subscribe":
            return empty(status=403)
        return text(str(request.args.get("hub.challenge", "")), headers={"X-Content-Type-Options": "nosniff"})

    def verify(self, incoming: Incoming, now: float) -> None:
        """The body must be signed with the app's secret. The time is signed within the body: what is too old is no event."""
        given = incoming.headers.get(_SIGNATURE_HEADER, "").encode("utf-8", "surrogateescape")
        right = f"sha256={hmac.digest(self._secret, incoming.body, 'sha256').hex()}".encode()
        if not hmac.compare_digest(given, right):
            raise RefusedError("the signature is missing or wrong")

    def events(self, incoming: Incoming) -> list[Event]:
        """What people did, of all entries and events of the batch."""
        return read(incoming.body, self._now())

    def on_arrival(self, event: Event) -> list[Call]:
        """The message shows as seen, and that an answer is being written; not for an edit, which is seldom answered."""
        actions = ["mark_seen"] if event.sent is Sent.EDITED else ["mark_seen", "typing_on"]
        return [self._call({**_to(event), "sender_action": action}) for action in actions]

    def render(self, reply: Reply, event: Event, wording: Wording) -> list[Call]:
        """One or more messages, the choices as quick replies under the last."""
        about = {**_to(event), "messaging_type": "RESPONSE"}
        return [self._call({**about, "message": message}) for message in messages(reply, wording)]

    def headers(self) -> Mapping[str, str]:
        """The Page's token; in a header, because addresses are logged."""
        return {"Authorization": f"Bearer {self._token}"}

    def check(self) -> Call | None:
        """Which Page the token is for; fails also when the app's secret is not the token's."""
        return Call(f"/me?fields=id&appsecret_proof={self._proof}", {}, method="GET")

    def outcome(self, status: int, headers: Mapping[str, str], answer: Mapping[str, Any]) -> Outcome:
        """Messenger says what went wrong by a code in the answer, most often under status 400."""
        found = answer.get("error")
        error = found if isinstance(found, Mapping) else {}
        code = error.get("code")
        if not error:
            return super().outcome(status, headers, answer)
        reason = f"HTTP {status}, code {code}"
        if code in _RATE_CODES or status == 429:
            return Outcome(False, _wait(headers), reason)
        if code in _FINAL_CODES:
            return Outcome(False, None, reason)
        if error.get("is_transient") is True or code in _PASSING_CODES or status >= 500:
            return Outcome(False, seconds(headers.get("retry-after")), reason)
        return Outcome(False, None, reason)

    def _call(self, body: Mapping[str, Any]) -> Call:
        return Call(f"/me/messages?appsecret_proof={self._proof}", body)


def _to(event: Event) -> dict[str, Any]:
    return {"recipient": {"id": event.address["recipient"]}}


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds until calls are taken again: by the usual header, else by Meta's own, which counts minutes for each account."""
    if "retry-after" in headers:
        return seconds(headers["retry-after"])
    try:
        rows = [row for rows in json.loads(headers[_USAGE_HEADER]).values() for row in rows]
        minutes = max(float(row.get("estimated_time_to_regain_access") or 0) for row in rows)
    except (KeyError, TypeError, ValueError, AttributeError):
        minutes = 0
    return max(minutes * 60, _RATE_WAIT)
