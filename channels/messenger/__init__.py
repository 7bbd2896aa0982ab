"""The bot in Facebook Messenger: one line, `channels.messenger.MessengerInput:`, opens it."""

from __future__ import annotations

from channels.messaging.connector import Connector
from channels.messenger.platform import Messenger


class MessengerInput(Connector):
    """The Messenger channel."""

    platform_class = Messenger
    secrets = Messenger.secrets

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in stored messages."""
        return "messenger"
