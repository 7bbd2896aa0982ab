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


def _sender(name: str, help_: str) -> Row:
    return Row(name, "", help_, casts.twilio_sender, "a number like +17175550123 or a Messaging Service's SID")


CHANNEL_ROWS: tuple[Row, ...] = (
    _secret("FAQ_TELEGRAM_TOKEN", "the Telegram bot's token, from @BotFather"),
    _secret("FAQ_TELEGRAM_SECRET", "the secret token of the Telegram webhook, which you make up"),
    _api("FAQ_TELEGRAM_API", "https://api.telegram.org", "Telegram"),
    _secret("FAQ_MESSENGER_TOKEN", "the Facebook Page's access token"),
    _secret("FAQ_MESSENGER_APP_SECRET", "the secret of the Meta app, which signs Messenger's webhooks"),
    _secret("FAQ_MESSENGER_VERIFY_TOKEN", "the verify token of the Messenger webhook, which you make up"),
    _api("FAQ_MESSENGER_API", "https://graph.facebook.com", "Messenger"),
    Row(
        "FAQ_MESSENGER_VERSION",
        "v26.0",
        "the version of Meta's Graph API; each lives for about two years",
        casts.graph_version,
        "a version like v26.0",
    ),
    _secret("FAQ_SLACK_TOKEN", "the Slack bot's token, which begins with xoxb-"),
    _secret("FAQ_SLACK_SIGNING_SECRET", "the signing secret of the Slack app"),
    _api("FAQ_SLACK_API", "https://slack.com/api", "Slack"),
    _secret("FAQ_TWILIO_ACCOUNT_SID", "the Twilio account's SID, which begins with AC"),
    _secret("FAQ_TWILIO_AUTH_TOKEN", "the Twilio account's auth token, which signs its webhooks"),
    _secret("FAQ_TWILIO_PUBLIC_URL", "the bot's address as Twilio calls it, up to /webhooks: it is signed too"),
    _sender("FAQ_TWILIO_SMS_SENDER", "what answers by SMS; when unset, the number written to"),
    _sender("FAQ_TWILIO_WHATSAPP_SENDER", "what answers in WhatsApp; when unset, the number written to"),
    _api("FAQ_TWILIO_API", "https://api.twilio.com", "Twilio"),
)


@dataclass(frozen=True, kw_only=True)
class ChannelSettings:
    """The settings of the messaging channels; an unset secret is empty."""

    telegram_token: str
    telegram_secret: str
    telegram_api: str
    messenger_token: str
    messenger_app_secret: str
    messenger_verify_token: str
    messenger_api: str
    messenger_version: str
    slack_token: str
    slack_signing_secret: str
    slack_api: str
    twilio_account_sid: str
    twilio_auth_token: str
    twilio_public_url: str
    twilio_sms_sender: str
    twilio_whatsapp_sender: str
    twilio_api: str
