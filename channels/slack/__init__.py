"""The bot in Slack: one line, `channels.slack.SlackInput:`, opens it."""

from __future__ import annotations

from channels.messaging.connector import Connector
from channels.slack.platform import Slack


class SlackInput(Connector):
    """The Slack channel."""

    platform_class = Slack
    secrets = Slack.secrets

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in stored messages."""
        return "slack"
