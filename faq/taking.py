"""Taking a choice: by a tap, by its words, its number, its place, or what it is about."""

from __future__ import annotations

from faq import composing
from faq.choices import NONE_OF_THESE, names_place, offered_by_words, place_named, target_by_words, targets
from faq.conversation import DECLINED, Conversation
from faq.knowledge import Knowledge
from faq.reply import Kind, Reply
from faq.understanding import Understanding


def take(knowledge: Knowledge, message: Understanding, before: Conversation) -> Reply | None:
    """The reply to a choice taken, or None when the message takes none. A new question always gets past it."""
    target = targets(knowledge).get(message.choice, "") or target_by_words(knowledge, message.text)
    if not target and before.offered:
        if before.kind == Kind.CLARIFY.value and _place(message, before) is None and names_place(message.text):
            return composing.say(knowledge, Kind.SMALLTALK, "choice_unknown", offered(knowledge, before))
        target = _of_those_shown(knowledge, message, before)
    if not target:
        return None
    if target == NONE_OF_THESE:
        return composing.say(knowledge, Kind.SMALLTALK, "out_of_choices", composing.STARTERS, DECLINED)
    return composing.answer(knowledge, (target,), avoid=before.earlier)


def offered(knowledge: Knowledge, before: Conversation) -> tuple[str, ...]:
    """Ids of the facts that were offered last."""
    known = targets(knowledge)
    return tuple(t for t in (known.get(c, "") for c in before.offered) if t in knowledge.facts)


def _of_those_shown(knowledge: Knowledge, message: Understanding, before: Conversation) -> str:
    place = _place(message, before)
    # Right after an answer with a list of its own, "the second one" means its item: the follow-up step takes that.
    has_list = before.kind == Kind.ANSWER.value and any(knowledge.facts[f].items for f in before.facts)
    if place is not None and (not has_list or message.text.strip().isdigit()):
        return targets(knowledge).get(before.offered[place], "")
    if before.kind == Kind.CLARIFY.value and message.whole.kind != "fact":
        return offered_by_words(knowledge, message.text, offered(knowledge, before))
    return ""


def _place(message: Understanding, before: Conversation) -> int | None:
    return place_named(message.text, len(before.offered))
