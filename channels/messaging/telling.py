"""What is said without Rasa, such as the greeting, as it is kept: so that the next message can take a choice of it."""

from __future__ import annotations

from typing import Any, Final

from faq import composing
from faq.answering import Events
from faq.choosing import Outcome
from faq.conversation import MEMORY, conversation_of
from faq.knowledge import Knowledge
from faq.rendering.rasa_message import rasa_message
from faq.reply import Reply

# What Rasa writes at the beginning of a conversation, and looks for before the first message.
_BEGINNING: Final[tuple[dict[str, Any], ...]] = (
    {"event": "action", "name": "action_session_start"},
    {"event": "session_started"},
    {"event": "action", "name": "action_listen"},
)


def told(
    knowledge: Knowledge, before: Events, reply: Reply, channel: str, now: float
) -> tuple[Reply, list[dict[str, Any]]]:
    """The Reply as it is shown, the help lines kept in view behind it while danger was told of, and the events to store.

    `before`: the newest events, oldest first. `now`: seconds since 1970.
    """
    state = conversation_of(before).without_facts_gone(knowledge.facts)
    shown = composing.with_lines(knowledge, reply, state.danger) if state.danger else reply
    message = rasa_message(knowledge, Outcome(shown, state.after(shown)), channel)
    data = {name: message[name] for name in ("custom", "buttons") if name in message}
    said = {"event": "bot", "text": message["text"], "data": data, "metadata": {MEMORY: message[MEMORY]}}
    return shown, [{**event, "timestamp": now} for event in (*(() if before else _BEGINNING), said)]
