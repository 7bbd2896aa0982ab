"""Follow-ups: a question about what was just said is answered from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from faq import composing
from faq.choices import place_mentioned, place_named
from faq.conversation import Conversation
from faq.folding import fold
from faq.knowledge import Knowledge
from faq.reply import Kind, Reply
from faq.roles import fact_for_role
from faq.topics import topics_named
from faq.understanding import Understanding

_LIST_MOST: Final = 9  # places looked for in a list by "the third one"
_BACK: Final = re.compile(
    r"\b(?:go(?:ing)? back|back to|return to|before that|earlier|previous(?:ly)?|the (?:one|thing|answer) before|first thing)\b"
)
_CAN_HELP: Final = re.compile(
    r"\b(?:how|what)\b.{0,20}\b(?:can|could|should|do|would|might)\b.{0,12}\b(?:i|we)\b.{0,20}\b(?:help|do|support|contribute|use)\b|\bwhat about (?:me|us|my (?:job|role|work))\b|\bmy role\b|\bfor (?:someone like )?me\b|\bin my (?:job|work|role|position)\b"
)


def follow(knowledge: Knowledge, message: Understanding, before: Conversation) -> Reply | None:
    """The reply to a follow-up, or None when the message is none."""
    helped = _own_role(knowledge, message, before)
    if helped is not None:
        return helped
    item = _item(knowledge, message, before)
    if item is not None:
        return item
    named = topics_named(knowledge, message.text)
    if before.earlier and not named and _BACK.search(fold(message.text)) and message.whole.kind != "fact":
        return composing.answer(knowledge, before.earlier[:1], "smalltalk_repeat_lead", avoid=before.facts)
    if message.whole.kind != "followup":
        return None
    form = message.whole.intent.removeprefix("followup_")
    if form in ("about", "correction") or (named and form not in ("source", "shorter", "item")):
        return _turn_to(knowledge, message, before, named, form)
    if not before.facts:
        return composing.say(knowledge, Kind.SMALLTALK, "nothing_to_follow", composing.STARTERS)
    return _FORMS.get(form, _more)(knowledge, before)


def _own_role(knowledge: Knowledge, message: Understanding, before: Conversation) -> Reply | None:
    """ "So how can I help?" from somebody who said who they are."""
    fact = fact_for_role(before.role)
    if not fact or not _CAN_HELP.search(fold(message.text)) or topics_named(knowledge, message.text):
        return None
    return composing.answer(knowledge, (fact,), avoid=before.earlier)


def _item(knowledge: Knowledge, message: Understanding, before: Conversation) -> Reply | None:
    """ "The second one" of a list in the last answer."""
    if len(before.facts) != 1 or before.kind != Kind.ANSWER.value:
        return None
    fact = knowledge.facts[before.facts[0]]
    place = place_named(message.text, len(fact.items) or _LIST_MOST)
    if place is None and message.whole.intent == "followup_item":
        place = place_mentioned(message.text, len(fact.items) or _LIST_MOST)
    if place is None:
        return None
    return composing.item_answer(knowledge, fact.id, place) or composing.answer(knowledge, (fact.id,), "item_missing")


def _turn_to(
    knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...], form: str
) -> Reply | None:
    """ "And judges?", "no, I meant the ages": the topic named, or the likeliest fact."""
    likeliest = tuple(f for f, p in message.whole.facts if f not in before.facts)
    target = named[:1] or likeliest[:1]
    if not target:
        return composing.say(knowledge, Kind.SMALLTALK, "correction_ask", composing.STARTERS)
    if not named and message.whole.mass.get("fact", 0.0) < 0.05:
        return composing.clarify(knowledge, likeliest[:3], "correction_ask")
    return composing.answer(knowledge, target, "correction_lead" if form == "correction" else "", avoid=before.earlier)


def _source(knowledge: Knowledge, before: Conversation) -> Reply:
    return composing.sources_answer(knowledge, before.facts)


def _shorter(knowledge: Knowledge, before: Conversation) -> Reply:
    return composing.short_answer(knowledge, before.facts)


def _more(knowledge: Knowledge, before: Conversation) -> Reply:
    told = (*before.facts, *before.earlier)
    fact = knowledge.facts[before.facts[0]]
    onward = next((f for f in (fact.more, *fact.related) if f not in told), fact.more)
    return composing.answer(knowledge, (onward,), "more_lead", avoid=told)


def _why(knowledge: Knowledge, before: Conversation) -> Reply:
    return composing.answer(knowledge, (knowledge.facts[before.facts[0]].why,), "why_lead", avoid=before.earlier)


def _example(knowledge: Knowledge, before: Conversation) -> Reply:
    fact = knowledge.facts[before.facts[0]]
    lead = "example_same" if fact.example == fact.id else "example_lead"
    return composing.answer(knowledge, (fact.example,), lead, avoid=before.earlier)


def _who(knowledge: Knowledge, before: Conversation) -> Reply:
    return composing.answer(knowledge, before.facts, "who_lead")


_FORMS: Final[Mapping[str, Callable[[Knowledge, Conversation], Reply]]] = {
    "source": _source,
    "shorter": _shorter,
    "more": _more,
    "why": _why,
    "example": _example,
    "who": _who,
}
