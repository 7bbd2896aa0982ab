"""Choosing: from what was understood, and what was said before, to a Reply. One list of steps; the first that speaks is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from faq import composing
from faq.asking import facts_asked, facts_beside_no, nearest_fact, offered_facts, takes_for_granted
from faq.conversation import START_OVER, Conversation
from faq.danger import crisis_form, goes_on
from faq.followups import follow
from faq.knowledge import Knowledge
from faq.reply import Kind, Reply
from faq.roles import fact_for_role, role_told, says_only_who
from faq.small_talk import half_a_question, talk
from faq.taking import take
from faq.topics import nearly_named
from faq.understanding import Understanding


@dataclass(frozen=True)
class Turn:
    """What a step sees: the knowledge, the message as understood, and the conversation before it."""

    knowledge: Knowledge
    message: Understanding
    before: Conversation


@dataclass(frozen=True)
class Outcome:
    """The reply to one message, the conversation after it, and the name of the step that spoke ("" when none did)."""

    reply: Reply
    after: Conversation
    step: str = ""


Step = Callable[[Turn], "Reply | None"]


def choose(knowledge: Knowledge, message: Understanding, before: Conversation) -> Outcome:
    """The reply to a message. Always says something: the last step has an answer to everything."""
    turn = Turn(knowledge, message, before)
    reply, spoke = next((r, step.__name__) for step in STEPS if (r := step(turn)) is not None)
    if before.danger and reply.kind is not Kind.CRISIS and reply.category != START_OVER:
        reply = composing.with_lines(knowledge, reply, before.danger)
    language = message.danger.language if message.danger else before.danger_language
    return Outcome(reply, before.after(reply, role_told(message), language), spoke)


def danger(turn: Turn) -> Reply | None:
    """Danger told in this message, before anything else."""
    found = turn.message.danger
    if found is None:
        return None
    form, order = crisis_form(turn.message, turn.before)
    return composing.crisis(turn.knowledge, found.category, found.language, form, order)


def choice_taken(turn: Turn) -> Reply | None:
    """A choice tapped, or taken in words."""
    return take(turn.knowledge, turn.message, turn.before)


def danger_goes_on(turn: Turn) -> Reply | None:
    """A message that carries on a disclosure, until the person turns to a question."""
    if not goes_on(turn.message, turn.before):
        return None
    form, order = crisis_form(turn.message, turn.before)
    return composing.crisis(turn.knowledge, turn.before.danger, turn.before.danger_language, form, order)


def unreadable(turn: Turn) -> Reply | None:
    """Mash, emoji alone, another language, attempts to steer the bot."""
    k, why = turn.knowledge, turn.message.unreadable
    if why == "language":
        return composing.say(k, Kind.OUT_OF_SCOPE, "oos_language_es", composing.STARTERS, "language")
    if why == "steering":
        return composing.say(k, Kind.OUT_OF_SCOPE, "oos_instructions", composing.STARTERS, "steering")
    if why:
        return composing.say(k, Kind.OUT_OF_SCOPE, "oos_unreadable", composing.STARTERS, "unreadable")
    return None


def follow_up(turn: Turn) -> Reply | None:
    """A question about what was just said."""
    return follow(turn.knowledge, turn.message, turn.before)


def role(turn: Turn) -> Reply | None:
    """Somebody says who they are, or asks what they can do having said so before."""
    k, told = turn.knowledge, role_told(turn.message)
    if told and says_only_who(turn.message) and not facts_asked(k, turn.message):
        return composing.say(
            k, Kind.SMALLTALK, f"role_{told}", [f for f in (fact_for_role(told),) if f] or composing.STARTERS
        )
    return None


def facts(turn: Turn) -> Reply | None:
    """One fact asked for, or several in one message; what is taken for granted in the asking is not answered with yes."""
    asked = facts_asked(turn.knowledge, turn.message)
    if not asked:
        return None
    lead = "two_parts_lead" if len(asked) > 1 else "premise_lead" if takes_for_granted(turn.message.text) else ""
    return composing.answer(turn.knowledge, asked, lead, avoid=turn.before.earlier)


def advice(turn: Turn) -> Reply | None:
    """A question about one child or family."""
    whole = turn.message.whole
    if whole.kind != "advice":
        return None
    return composing.advice(turn.knowledge, whole.intent, nearest_fact(turn.message))


def small_talk(turn: Turn) -> Reply | None:
    """Greeting, thanks, what the bot is, and the like."""
    return talk(turn.knowledge, turn.message, turn.before)


def half_asked(turn: Turn) -> Reply | None:
    """Only the beginning of a question: the rest is on its way."""
    if not half_a_question(turn.message.text):
        return None
    return composing.say(turn.knowledge, Kind.SMALLTALK, "smalltalk_wait", category="wait")


def unclear(turn: Turn) -> Reply | None:
    """Several facts could be meant: they are offered."""
    offered = offered_facts(turn.knowledge, turn.message)
    return composing.clarify(turn.knowledge, offered) if offered else None


def misspelt(turn: Turn) -> Reply | None:
    """The name of a topic in a spelling that nothing else understood."""
    whole = turn.message.whole
    if whole.kind not in ("unknown", "unsure") and whole.intent not in ("oos_other", "smalltalk_wait"):
        return None
    fact = nearly_named(turn.knowledge, turn.message.text)
    return composing.answer(turn.knowledge, (fact,), avoid=turn.before.earlier) if fact else None


def out_of_scope(turn: Turn) -> Reply | None:
    """Nothing in the facts answers it."""
    intent = turn.message.whole.intent
    kind = intent if intent.startswith("oos_") else "oos_other"
    lines = turn.knowledge.oos_helplines.get(kind, ())
    topics = tuple(dict.fromkeys((*facts_beside_no(turn.message), *composing.STARTERS)))[: composing.RELATED_MOST]
    return composing.say(turn.knowledge, Kind.OUT_OF_SCOPE, kind, topics, kind, lines)


STEPS: Final[tuple[Step, ...]] = (
    danger,
    choice_taken,
    danger_goes_on,
    unreadable,
    follow_up,
    role,
    half_asked,
    facts,
    advice,
    misspelt,
    small_talk,
    unclear,
    out_of_scope,
)
