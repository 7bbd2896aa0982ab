"""Every channel under test. A new one is added here, and all shared tests hold for it."""

from __future__ import annotations

from tests.platforms.driver import Driver
from tests.platforms.messenger import MessengerDriver
from tests.platforms.slack import SlackDriver
from tests.platforms.telegram import TelegramDriver
from tests.platforms.twilio import TwilioSmsDriver, TwilioWhatsappDriver

DRIVERS: tuple[type[Driver], ...] = (
    TelegramDriver,
    SlackDriver,
    MessengerDriver,
    TwilioSmsDriver,
    TwilioWhatsappDriver,
)
