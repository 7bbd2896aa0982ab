"""Choosing: from what was understood, and what was said before, to a Reply. One list of steps; the first that speaks is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from faq import composing
from faq.asking import facts_asked, nearest_fact, offered_facts
from faq.choices import NONE_OF_THESE, names_place, place_named, target_by_words, targets
from faq.conversation import Conversation
from faq.danger import crisis_form, goes_on
from faq.followups import follow
from faq.knowledge import Knowledge
from faq.reply import Kind, Reply
from faq.roles import fact_for_role, role_told
from faq.understanding import Understanding


@dataclass(frozen=True)
class Turn:
    """What a step sees: the knowledge, the message as understood, and the conversation before it."""

    knowledge: Knowledge
    message: Understanding
    before: Conversation


@dataclass(frozen=True)
class Outcome:
    """The reply to one message and the conversation after it."""

    reply: Reply
    after: Conversation


Step = Callable[[Turn], "Reply | None"]


def choose(knowledge: Knowledge, message: Understanding, before: Conversation) -> Outcome:
    """The reply to a message. Always says something: the last step has an answer to everything."""
    turn = Turn(knowledge, message, before)
    reply = next(r for r in (step(turn) for step in STEPS) if r is not None)
    if before.danger and reply.kind in (Kind.ANSWER, Kind.CLARIFY):
        reply = composing.with_lines(knowledge, reply, before.danger)
    language = message.danger.language if message.danger else before.danger_language
    return Outcome(reply, before.after(reply, role_told(message), language))


def danger(turn: Turn) -> Reply | None:
    """Danger told in this message, before anything else."""
    found = turn.message.danger
    if found is None:
        return None
    form, order = crisis_form(turn.message, turn.before)
    return composing.crisis(turn.knowledge, found.category, found.language, form, order)


def choice_taken(turn: Turn) -> Reply | None:
    """A choice tapped, or taken by its words, its number or its place among those just shown."""
    k, before = turn.knowledge, turn.before
    known = targets(k)
    target = known.get(turn.message.choice, "") or target_by_words(k, turn.message.text)
    if not target and before.offered:
        place = place_named(turn.message.text, len(before.offered))
        # Right after an answer with a list of its own, "the second one" means its item; the follow-up step takes it.
        if place is not None and (before.kind != Kind.ANSWER.value or turn.message.text.strip().isdigit()):
            target = known.get(before.offered[place], "")
        elif names_place(turn.message.text) and place is None and before.kind == Kind.CLARIFY.value:
            return composing.say(
                k, Kind.SMALLTALK, "choice_unknown", [known[c] for c in before.offered if known.get(c) in k.facts]
            )
    if not target:
        return None
    if target == NONE_OF_THESE:
        return composing.say(k, Kind.SMALLTALK, "out_of_choices", composing.STARTERS)
    return composing.answer(k, (target,), avoid=before.earlier)


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
    if told and turn.message.whole.intent == "tell_role":
        return composing.say(
            k, Kind.SMALLTALK, f"role_{told}", [f for f in (fact_for_role(told),) if f] or composing.STARTERS
        )
    return None


def facts(turn: Turn) -> Reply | None:
    """One fact asked for, or several in one message."""
    asked = facts_asked(turn.knowledge, turn.message)
    if not asked:
        return None
    lead = "two_parts_lead" if len(asked) > 1 else ""
    return composing.answer(turn.knowledge, asked, lead, avoid=turn.before.earlier)


def advice(turn: Turn) -> Reply | None:
    """A question about one child or family."""
    whole = turn.message.whole
    if whole.kind != "advice":
        return None
    return composing.advice(turn.knowledge, whole.intent, nearest_fact(turn.message))


def small_talk(turn: Turn) -> Reply | None:
    """Greeting, thanks, what the bot is, and the like."""
    k, intent = turn.knowledge, turn.message.whole.intent
    if turn.message.whole.kind != "smalltalk":
        return None
    if intent in ("tell_role", "tell_context"):
        return composing.say(k, Kind.SMALLTALK, "role_other", composing.STARTERS)
    if intent == "smalltalk_repeat":
        if turn.before.facts:
            return composing.answer(k, turn.before.facts, "smalltalk_repeat_lead")
        return composing.say(k, Kind.SMALLTALK, "smalltalk_repeat_nothing", composing.STARTERS)
    if intent in ("smalltalk_affirm", "smalltalk_deny") and turn.before.offered:
        return _yes_or_no(turn, intent)
    topics = (
        composing.STARTERS
        if intent in ("smalltalk_capabilities", "smalltalk_greet", "smalltalk_complaint", "smalltalk_restart")
        else ()
    )
    return composing.say(k, Kind.SMALLTALK, intent, topics, intent.removeprefix("smalltalk_"))


def _yes_or_no(turn: Turn, intent: str) -> Reply:
    k = turn.knowledge
    offered = [t for t in (targets(k).get(c, "") for c in turn.before.offered) if t in k.facts]
    if intent == "smalltalk_deny":
        return composing.say(
            k,
            Kind.SMALLTALK,
            "out_of_choices" if turn.before.kind == Kind.CLARIFY.value else intent,
            composing.STARTERS,
        )
    if len(offered) == 1:
        return composing.answer(k, offered, avoid=turn.before.earlier)
    return composing.say(k, Kind.SMALLTALK, "smalltalk_affirm_choices", offered or composing.STARTERS)


def unclear(turn: Turn) -> Reply | None:
    """Several facts could be meant: they are offered."""
    offered = offered_facts(turn.message)
    return composing.clarify(turn.knowledge, offered) if offered else None


def out_of_scope(turn: Turn) -> Reply | None:
    """Nothing in the facts answers it."""
    intent = turn.message.whole.intent
    kind = intent if intent.startswith("oos_") else "oos_other"
    lines = turn.knowledge.oos_helplines.get(kind, ())
    return composing.say(turn.knowledge, Kind.OUT_OF_SCOPE, kind, composing.STARTERS, kind, lines)


STEPS: Final[tuple[Step, ...]] = (
    danger,
    choice_taken,
    danger_goes_on,
    unreadable,
    follow_up,
    role,
    facts,
    advice,
    small_talk,
    unclear,
    out_of_scope,
)
