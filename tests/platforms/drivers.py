"""Every channel under test. A new one is added here, and all shared tests hold for it."""

from __future__ import annotations

from tests.platforms.driver import Driver
from tests.platforms.telegram import TelegramDriver

DRIVERS: tuple[type[Driver], ...] = (TelegramDriver,)
