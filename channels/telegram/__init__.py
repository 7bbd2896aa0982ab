"""The bot in Telegram: one line, `channels.telegram.TelegramInput:`, opens it."""

from __future__ import annotations

from channels.messaging.connector import Connector
from channels.telegram.platform import Telegram


class TelegramInput(Connector):
    """The Telegram channel."""

    platform_class = Telegram
    secrets = Telegram.secrets

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in stored messages."""
        return "telegram"
