"""A Reply as the message that Rasa carries: text, buttons, the Reply as `custom`, and the conversation's memory."""

from __future__ import annotations

from typing import Any, Final

from faq.choosing import Outcome
from faq.conversation import MEMORY
from faq.knowledge import Knowledge
from faq.rendering.plain_text import whole_text

# `rasa shell` prints `custom` as raw JSON and turns buttons into a menu that hides the text field.
_SHELL: Final = "cmdline"


def rasa_message(knowledge: Knowledge, outcome: Outcome, channel: str) -> dict[str, Any]:
    """The message for a channel by name. A button sends the plain words on it, never an intent."""
    text = whole_text(knowledge, outcome.reply)
    message: dict[str, Any] = {"text": text, MEMORY: outcome.after.as_dict()}
    if channel == _SHELL:
        return message
    buttons = [{"title": c.title, "payload": c.title} for c in outcome.reply.choices]
    return {**message, "custom": outcome.reply.as_dict(text), **({"buttons": buttons} if buttons else {})}
