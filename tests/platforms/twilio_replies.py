"""Replies as Twilio's doors send them, for the tests that are theirs alone."""

from __future__ import annotations

from typing import Any

from channels.messaging.parts import Event, Sent
from channels.twilio.platform import Twilio
from channels.twilio.sms import Sms
from channels.wording import Wording
from faq.reply import Reply
from ops import settings
from ops.settings import Settings
from tests.http.product import REPOSITORY, SECRET
from tests.platforms.twilio_api import ACCOUNT, NUMBER, TOKEN

WORDING = Wording(REPOSITORY)
PERSON = "+17175550111"


def chosen(**more: str) -> Settings:
    secrets = {"FAQ_TWILIO_ACCOUNT_SID": ACCOUNT, "FAQ_TWILIO_AUTH_TOKEN": TOKEN}
    public = {"FAQ_TWILIO_PUBLIC_URL": "https://bot.pa-aimh.test"}
    return settings.load({"FAQ_SECRET": SECRET, **secrets, **public, **more}, REPOSITORY)


def said(text: str, door: type[Twilio] = Sms) -> Event:
    return Event("SM1", PERSON, {"to": door.prefix + PERSON, "from": door.prefix + NUMBER}, Sent.TEXT, text)


def rendered(door: type[Any], reply: Reply, text: str = "?", **more: str) -> list[dict[str, Any]]:
    return [dict(call.body) for call in door(chosen(**more)).render(reply, said(text, door), WORDING)]
