"""Between Rasa's understanding of a message and everything behind it: from here on nobody has the words with personal details."""

from __future__ import annotations

from functools import wraps
from typing import Any, Final

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from stores.private import parse_data_without, redacted

_MENDED: Final = "faq_forgets_details"  # attribute of the method in Rasa's place


def mend() -> None:
    """Let Rasa redact a message as soon as its pipeline has read it; Rasa 3.6 offers no place between the two.

    The tracker, the action server, the event broker and the store get what is redacted; the message itself is changed too, because
    Rasa makes the tracker's event of its text.
    """
    understood = MessageProcessor.parse_message
    if hasattr(understood, _MENDED):
        return

    @wraps(understood)
    async def parse_message(self: MessageProcessor, message: UserMessage, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Rasa's parse data, without the personal details of the message."""
        parse_data: dict[str, Any] = await understood(self, message, *args, **kwargs)
        found = redacted(message.text or "")
        if found.details:
            message.text = found.text
            return parse_data_without(parse_data, found)
        return parse_data

    setattr(parse_message, _MENDED, True)
    MessageProcessor.parse_message = parse_message
