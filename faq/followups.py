"""Follow-ups: a question about what was just said is answered from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from faq import composing
from faq.choices import names_place, offered_by_words, place_mentioned, place_named
from faq.conversation import Conversation
from faq.doing import asked_to_do
from faq.facts import Fact
from faq.folding import fold, words_key
from faq.knowledge import Knowledge
from faq.reply import Kind, Reply
from faq.topics import in_focus, topics_named
from faq.understanding import Understanding

_LIST_MOST: Final = 9  # places looked for in a list by "the third one"
_BACK: Final = re.compile(
    r"\b(?:go(?:ing)? back|back to|return to|before that|earlier|previous(?:ly)?|the (?:one|thing|answer) before|first thing)\b"
)

_DENIED: Final = re.compile(
    r"(?<!\bwhy )\b(?:not|rather than|instead of) (?:(?:the|about|for|what)\b ?)*[\w-]+"
)  # "not the ages"


def follow(knowledge: Knowledge, message: Understanding, before: Conversation) -> Reply | None:
    """The reply to a follow-up, or None when the message is none."""
    named = topics_named(knowledge, _DENIED.sub(" ", fold(message.text)))
    for find in (asked_to_do, _item, _back):
        found = find(knowledge, message, before, named)
        if found is not None:
            return found
    form = _form(message, named)
    if not form:
        return None
    if form in ("about", "correction") or (named and form not in ("source", "shorter", "item", "who")):
        return _turn_to(knowledge, message, before, named, form)
    if not before.facts:
        return composing.say(knowledge, Kind.SMALLTALK, "nothing_to_follow", composing.STARTERS)
    if form == "who":
        return _who(knowledge, before, named)
    return _FORMS.get(form, _more)(knowledge, in_focus(knowledge, before.facts), before)


def _form(message: Understanding, named: tuple[str, ...]) -> str:
    """Which sort of follow-up a message is, "" for none. A topic named decides where it may be a follow-up or a question."""
    whole = message.whole
    intent = whole.leaning if whole.kind == "unsure" and named else whole.intent
    return intent.removeprefix("followup_") if intent.startswith("followup_") else ""


def _item(knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...]) -> Reply | None:
    """ "The second one" of a list in the last answer, also after another item of it."""
    fact = _with_list(knowledge, message, before)
    if fact is None:
        return None
    place = place_named(message.text, len(fact.items) or _LIST_MOST)
    if place is None and message.whole.intent in ("followup_item", "followup_more"):
        place = place_mentioned(message.text, len(fact.items) or _LIST_MOST)
    if place is None and not (fact.items and names_place(message.text)):
        return None
    if place is None:
        return composing.answer(knowledge, (fact.id,), "item_missing")
    return composing.item_answer(knowledge, fact.id, place) or composing.answer(knowledge, (fact.id,), "item_missing")


def _with_list(knowledge: Knowledge, message: Understanding, before: Conversation) -> Fact | None:
    """The fact whose list is meant: the one spoken of ("the first reason"), else of the last answer, else the last with a list."""
    said = [knowledge.facts[f] for f in (*before.facts, *before.earlier) if f in knowledge.facts]
    listed = [fact for fact in said if fact.items] if message.whole.intent == "followup_item" else []
    spoken_of = next((fact for fact in listed if _is_spoken_of(fact, message.text)), None)
    if spoken_of is not None:
        return spoken_of
    if before.facts and before.kind == Kind.ANSWER.value:
        several = len(before.facts) > 1 and in_focus(knowledge, before.facts) == before.facts
        return None if several else knowledge.facts[before.facts[0]]
    return listed[0] if listed else None


def _is_spoken_of(fact: Fact, text: str) -> bool:
    """Whether a name of one word stands in a text, be it one of them or several: "reason" for "reasons"."""
    words = {word.removesuffix("s") for word in words_key(text).split()}
    return any(name.removesuffix("s") in words for name in fact.names if " " not in name)


def _back(knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...]) -> Reply | None:
    """ "Back to the visits", "say again what you said of visits": a topic of this conversation by its name or some of its words.

    Of what is gone back to without either, the one before the last.
    """
    folded = fold(message.text)
    back, told = _BACK.search(folded), (*before.facts, *before.earlier)
    if message.whole.kind == "fact" or not before.earlier or not (back or message.whole.intent == "smalltalk_repeat"):
        return None
    mentioned = offered_by_words(knowledge, _BACK.sub(" ", folded), told)
    target = named[:1] or ((mentioned or before.earlier[0],) if back else tuple(filter(None, (mentioned,))))
    if not target:
        return None
    lead = "smalltalk_repeat_lead" if target[0] in told else ""
    return composing.answer(knowledge, target, lead, avoid=before.facts)


def _turn_to(
    knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...], form: str
) -> Reply | None:
    """ "And judges?", "no, I meant the ages": the topic named, or the likeliest fact."""
    likeliest = tuple(f for f, p in message.whole.facts if f not in before.facts)
    target = named[:1] or likeliest[:1]
    if not named and not before.facts:
        return composing.say(knowledge, Kind.SMALLTALK, "nothing_to_follow", composing.STARTERS)
    if not target:
        return composing.say(knowledge, Kind.SMALLTALK, "correction_ask", composing.STARTERS)
    if not named and message.whole.mass.get("fact", 0.0) < 0.05:
        return composing.clarify(knowledge, likeliest[:3], "correction_ask" if form == "correction" else "clarify")
    return composing.answer(knowledge, target, "correction_lead" if form == "correction" else "", avoid=before.earlier)


def _who(knowledge: Knowledge, before: Conversation, named: tuple[str, ...]) -> Reply:
    """Whom it goes for: a fact about those named where it stands beside what was said, else the same once more."""
    near = next((f for f in named if f not in before.facts and _stands_beside(knowledge, before.facts, f)), "")
    if near:
        return composing.answer(knowledge, (near,), "premise_lead", avoid=before.earlier)
    return composing.answer(knowledge, in_focus(knowledge, before.facts), "who_lead")


def _stands_beside(knowledge: Knowledge, facts: tuple[str, ...], other: str) -> bool:
    told = [knowledge.facts[f] for f in facts]
    sections = {ref for fact in told for ref in fact.sources}
    return any(other in fact.related for fact in told) or not sections.isdisjoint(knowledge.facts[other].sources)


def _source(knowledge: Knowledge, facts: tuple[str, ...], before: Conversation) -> Reply:
    return composing.sources_answer(knowledge, facts)


def _shorter(knowledge: Knowledge, facts: tuple[str, ...], before: Conversation) -> Reply:
    return composing.short_answer(knowledge, facts)


def _more(knowledge: Knowledge, facts: tuple[str, ...], before: Conversation) -> Reply:
    told = (*before.facts, *before.earlier)
    fact = knowledge.facts[facts[0]]
    onward = next((f for f in (fact.more, *fact.related) if f not in told), fact.more)
    return composing.answer(knowledge, (onward,), "more_lead", avoid=told)


def _why(knowledge: Knowledge, facts: tuple[str, ...], before: Conversation) -> Reply:
    return composing.answer(knowledge, (knowledge.facts[facts[0]].why,), "why_lead", avoid=before.earlier)


def _example(knowledge: Knowledge, facts: tuple[str, ...], before: Conversation) -> Reply:
    fact = knowledge.facts[facts[0]]
    lead = "example_same" if fact.example == fact.id else "example_lead"
    return composing.answer(knowledge, (fact.example,), lead, avoid=before.earlier)


_FORMS: Final[Mapping[str, Callable[[Knowledge, tuple[str, ...], Conversation], Reply]]] = {
    "source": _source,
    "shorter": _shorter,
    "more": _more,
    "why": _why,
    "example": _example,
}
