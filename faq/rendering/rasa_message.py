"""A Reply as the message that Rasa carries: text, buttons, the Reply as `custom`, and the conversation's memory."""

from __future__ import annotations

from typing import Any, Final

from faq.choosing import Outcome
from faq.conversation import MEMORY
from faq.knowledge import Knowledge
from faq.rendering.plain_text import whole_text

# `rasa shell` prints `custom` as raw JSON and turns buttons into a menu that hides the text field.
_SHELL: Final = "cmdline"


_DIM: Final = "\x1b[0;2m{}\x1b[0m"  # what a terminal shows faintly


def rasa_message(knowledge: Knowledge, outcome: Outcome, channel: str, why: str = "") -> dict[str, Any]:
    """The message for a channel by name. A button sends the plain words on it, never an intent.

    `why`: a line for whoever tries the bot; the shell shows it under the reply, dim, and no other door does.
    """
    text = whole_text(knowledge, outcome.reply)
    message: dict[str, Any] = {"text": text, MEMORY: outcome.after.as_dict()}
    if channel == _SHELL:
        return {**message, "text": f"{text}\n{_DIM.format(why)}"} if why else message
    buttons = [{"title": c.title, "payload": c.title} for c in outcome.reply.choices]
    return {**message, "custom": outcome.reply.as_dict(text), **({"buttons": buttons} if buttons else {})}
