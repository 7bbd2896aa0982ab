"""The settings of the messaging channels: secrets, and where each platform's API answers."""

from __future__ import annotations

from dataclasses import dataclass

from ops import casts
from ops.rows import Row


def _secret(name: str, help_: str) -> Row:
    """A secret of a channel. Any text is taken here: a bad one closes its channel, by name, and not the bot."""
    return Row(name, "", help_, str, "any text", private=True)


def _api(name: str, default: str, platform: str) -> Row:
    return Row(
        name,
        default,
        f"where {platform}'s API answers",
        casts.api_url,
        "an address that begins with https:// or http://",
    )


CHANNEL_ROWS: tuple[Row, ...] = (
    _secret("FAQ_TELEGRAM_TOKEN", "the Telegram bot's token, from @BotFather"),
    _secret("FAQ_TELEGRAM_SECRET", "the secret token of the Telegram webhook, which you make up"),
    _api("FAQ_TELEGRAM_API", "https://api.telegram.org", "Telegram"),
)


@dataclass(frozen=True, kw_only=True)
class ChannelSettings:
    """The settings of the messaging channels; an unset secret is empty."""

    telegram_token: str
    telegram_secret: str
    telegram_api: str
