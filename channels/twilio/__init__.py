"""The bot by text message and in WhatsApp, both through Twilio: `channels.twilio.TwilioSmsInput:` and `channels.twilio.TwilioWhatsappInput:` open them."""

from __future__ import annotations

from channels.messaging.connector import Connector
from channels.twilio.sms import Sms
from channels.twilio.whatsapp import Whatsapp


class TwilioSmsInput(Connector):
    """The SMS channel."""

    platform_class = Sms
    secrets = Sms.secrets

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in stored messages."""
        return Sms.channel


class TwilioWhatsappInput(Connector):
    """The WhatsApp channel."""

    platform_class = Whatsapp
    secrets = Whatsapp.secrets

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in stored messages."""
        return Whatsapp.channel
