"""Follow-ups: a question about what was just said is answered from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from faq import composing
from faq.choices import offered_by_words, place_mentioned, place_named
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
_OWN_WORK: Final = re.compile(
    r"\b(?:my|our) (?:job|role|work|position|courtroom|classroom|caseload|practice|line of work|program)\b|\b(?:someone|somebody|people) like (?:me|us)\b"
)
# "What can I do about that?": nothing but such words, and no topic of its own.
_DOES: Final = re.compile(r"\b(?:what|how)\b.*\b(?:do|help|helps|give|offer|contribute|fix|start|change|support)\b")
_WHO_DOES: Final = re.compile(r"\b(?:i|we|me|us|someone|somebody|one|people|parents?|to|helps)\b")
_DOING_WORDS: Final = frozenset(
    "so and ok okay but then now well yes yeah what how else can could should do would might must may i we me us someone somebody one "
    "people like parent parents to in for about with against it that this them him her these those family families kid kids child "
    "children baby babies my our the a is there be actually really even just please here myself ourselves better things thing stuff "
    "any anything best today at all help helps give offer contribute fix start change support make am supposed tho though".split()
)
_ABOUT_IT: Final = re.compile(r"\b(?:about|against|fix|change) (?:it|that|this)\b")
_DOING: Final = ("toxic_stress_antidote", "caregiver_role", "sud_help")  # the facts on what can be done


def does(folded: str) -> bool:
    """Whether a folded text only asks what can be done: "so what can I do then", "how do i fix it"."""
    words = re.findall(r"[a-z']+", folded)
    only = bool(words) and _DOING_WORDS.issuperset(words)
    return only and bool(_DOES.search(folded)) and bool(_WHO_DOES.search(folded))


def follow(knowledge: Knowledge, message: Understanding, before: Conversation) -> Reply | None:
    """The reply to a follow-up, or None when the message is none."""
    named = topics_named(knowledge, message.text)
    for find in (_doing, _item, _back):
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


def in_focus(knowledge: Knowledge, facts: tuple[str, ...]) -> tuple[str, ...]:
    """What an answer is about: all its facts, or only what was said on one item of a list."""
    first, *onward = facts or ("",)
    return tuple(onward) if onward and set(onward) <= set(knowledge.facts[first].items_lead_to) else facts


def _form(message: Understanding, named: tuple[str, ...]) -> str:
    """Which sort of follow-up a message is, "" for none. A topic named decides where it may be a follow-up or a question."""
    whole = message.whole
    intent = whole.leaning if whole.kind == "unsure" and named else whole.intent
    return intent.removeprefix("followup_") if intent.startswith("followup_") else ""


def _doing(knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...]) -> Reply | None:
    """ "So how can I help?", "what do I do about it?": for the role told, or about what was said last."""
    folded = fold(message.text)
    own = _OWN_WORK.search(folded) is not None
    if not _CAN_HELP.search(folded) and not does(folded):
        return None
    fact = fact_for_role(before.role)
    if fact and (own or not named) and not (_ABOUT_IT.search(folded) and before.facts and not own):
        return composing.answer(knowledge, (fact,), avoid=before.earlier)
    if named or not does(folded) or message.whole.kind == "fact":
        return None
    if not before.facts:
        return composing.clarify(knowledge, _DOING[1:]) if "help" in folded else None
    last = knowledge.facts[in_focus(knowledge, before.facts)[-1]]
    onward = next((f for f in (last.more, *last.related) if f in _DOING), _DOING[1])
    return composing.answer(knowledge, (onward,), avoid=before.earlier)


def _item(knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...]) -> Reply | None:
    """ "The second one" of a list in the last answer, also after another item of it."""
    if not before.facts or before.kind != Kind.ANSWER.value:
        return None
    fact = knowledge.facts[before.facts[0]]
    if len(before.facts) > 1 and in_focus(knowledge, before.facts) == before.facts:
        return None
    place = place_named(message.text, len(fact.items) or _LIST_MOST)
    if place is None and message.whole.intent in ("followup_item", "followup_more"):
        place = place_mentioned(message.text, len(fact.items) or _LIST_MOST)
    if place is None:
        return None
    return composing.item_answer(knowledge, fact.id, place) or composing.answer(knowledge, (fact.id,), "item_missing")


def _back(knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...]) -> Reply | None:
    """ "Back to the visits": a topic of this conversation by its name or some of its words, else the one before the last."""
    folded = fold(message.text)
    if message.whole.kind == "fact" or not before.earlier or not _BACK.search(folded):
        return None
    told = (*before.facts, *before.earlier)
    target = named[:1] or (offered_by_words(knowledge, _BACK.sub(" ", folded), told) or before.earlier[0],)
    lead = "smalltalk_repeat_lead" if target[0] in told else ""
    return composing.answer(knowledge, target, lead, avoid=before.facts)


def _turn_to(
    knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...], form: str
) -> Reply | None:
    """ "And judges?", "no, I meant the ages": the topic named, or the likeliest fact."""
    likeliest = tuple(f for f, p in message.whole.facts if f not in before.facts)
    target = named[:1] or likeliest[:1]
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
