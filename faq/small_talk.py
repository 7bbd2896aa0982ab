"""Small talk: greeting, thanks, what the bot is, yes and no, and the like."""

from __future__ import annotations

import re
from typing import Final

from faq import composing
from faq.conversation import DECLINED, Conversation
from faq.folding import fold
from faq.knowledge import Knowledge
from faq.reply import Kind, Reply
from faq.taking import offered
from faq.understanding import Understanding

_WITH_TOPICS: Final = frozenset(
    {"smalltalk_capabilities", "smalltalk_greet", "smalltalk_complaint", "smalltalk_restart"}
)
# The beginning of a question, sent before its end: "what is", "so how do", "can you tell me about".
_BEGINNING: Final = re.compile(
    r"^(?:(?:ok|so|and|well|hi|hello|hey|um+|please|but)[ ,]*)*(?:what|how|why|who|where|when|which|can|could|do|does|is|are|tell|"
    r"explain|i want|i need|i would like)(?: (?:is|are|was|does|do|did|can|could|you|i|we|me|to|know|about|the|a|an|of|in|for|tell|"
    r"explain|it|that|please|some|more))*[ .…?]*$"
)


def talk(knowledge: Knowledge, message: Understanding, before: Conversation) -> Reply | None:
    """The reply to small talk, or None when the message is none."""
    if message.whole.kind != "smalltalk":
        return None
    intent = message.whole.intent
    if intent in ("tell_role", "tell_context"):
        return composing.say(knowledge, Kind.SMALLTALK, "role_other", composing.STARTERS)
    if intent == "smalltalk_repeat":
        return _again(knowledge, before)
    if intent in ("smalltalk_affirm", "smalltalk_deny") and before.offered:
        return _yes_or_no(knowledge, before, intent)
    topics = composing.STARTERS if intent in _WITH_TOPICS else ()
    return composing.say(knowledge, Kind.SMALLTALK, intent, topics, intent.removeprefix("smalltalk_"))


def half_a_question(text: str) -> bool:
    """Whether a text is only the beginning of a question; people send the rest in their next message."""
    return _BEGINNING.match(fold(text)) is not None


def _again(knowledge: Knowledge, before: Conversation) -> Reply:
    shown = offered(knowledge, before)
    if before.kind == Kind.CLARIFY.value and shown:
        return composing.clarify(knowledge, shown)
    if before.facts:
        return composing.answer(knowledge, before.facts, "smalltalk_repeat_lead")
    return composing.say(knowledge, Kind.SMALLTALK, "smalltalk_repeat_nothing", composing.STARTERS)


def _yes_or_no(knowledge: Knowledge, before: Conversation, intent: str) -> Reply:
    shown = offered(knowledge, before)
    if intent == "smalltalk_deny":
        if before.kind == Kind.CLARIFY.value:
            return composing.say(knowledge, Kind.SMALLTALK, "out_of_choices", composing.STARTERS, DECLINED)
        return composing.say(knowledge, Kind.SMALLTALK, intent, composing.STARTERS)
    if len(shown) == 1:
        return composing.answer(knowledge, shown, avoid=before.earlier)
    return composing.say(knowledge, Kind.SMALLTALK, "smalltalk_affirm_choices", shown or composing.STARTERS)
