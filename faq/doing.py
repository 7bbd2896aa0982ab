"""What can be done: "so how can I help?", "what do I do about that?", for a role told or about what was said last."""

from __future__ import annotations

import re
from typing import Final

from faq import composing
from faq.conversation import Conversation
from faq.folding import fold
from faq.knowledge import Knowledge
from faq.reply import Reply
from faq.roles import fact_for_role
from faq.topics import in_focus
from faq.understanding import Understanding

_OWN: Final = re.compile(
    r"\b(?:how|what)\b.{0,20}\b(?:can|could|should|do|would|might)\b.{0,12}\b(?:i|we)\b.{0,20}\b(?:help|do|support|contribute|use)\b"
    r"|\bwhat about (?:me|us)\b|\bmy role\b|\bfor me\b"
)
# Said of the person's own work: then a topic named beside it does not matter.
_OWN_WORK: Final = re.compile(
    r"\b(?:in|for|about|with) (?:my|our) (?:job|role|work|position|courtroom|classroom|caseload|practice|line of work|program)\b|\b(?:someone|somebody|people) like (?:me|us)\b"
)
# Nothing but such words: a question without a topic of its own.
_BARE: Final = re.compile(
    r"(?:(?:so|and|ok|okay|but|then|now|well|yes|yeah|what|how|else|can|could|should|do|would|might|must|may|i|we|me|us|someone|somebody|one|"
    r"people|like|parents?|to|in|for|about|with|against|it|that|this|them|him|her|these|those|family|families|kids?|child|children|baby|"
    r"babies|my|our|the|a|is|there|be|actually|really|even|just|please|here|myself|better|things?|stuff|any|anything|best|today|at|all|"
    r"helps?|give|offer|contribute|fix|start|change|support|make|am|supposed|tho|though)\b[ ,.!?-]*)+"
)
_WHAT: Final = re.compile(r"\b(?:what|how)\b.*\b(?:do|helps?|give|offer|contribute|fix|start|change|support)\b")
_WHO: Final = re.compile(r"\b(?:i|we|me|us|someone|somebody|one|people|parents?|to|helps)\b")
_ABOUT_IT: Final = re.compile(r"\b(?:about|against|fix|change) (?:it|that|this)\b")
_ANSWERS: Final = ("toxic_stress_antidote", "caregiver_role", "sud_help")  # the facts on what can be done


def asked_to_do(
    knowledge: Knowledge, message: Understanding, before: Conversation, named: tuple[str, ...]
) -> Reply | None:
    """The reply to a question about what can be done that leans on a role or on what was said, or None when it is none.

    `named`: the topics whose names stand in the message.
    """
    folded = fold(message.text)
    bare, own_work = only_asks_what_to_do(folded), _OWN_WORK.search(folded) is not None
    fact = fact_for_role(before.role)
    of_what_was_said = bool(before.facts) and _ABOUT_IT.search(folded) is not None
    if fact and (own_work or (not named and not of_what_was_said and (bare or _OWN.search(folded)))):
        return composing.answer(knowledge, (fact,), avoid=before.earlier)
    if named or not bare or message.whole.kind == "fact":
        return None
    if before.facts:
        return composing.answer(knowledge, (_onward(knowledge, before),), avoid=before.earlier)
    return composing.clarify(knowledge, _ANSWERS[1:]) if "help" in folded else None


def only_asks_what_to_do(folded: str) -> bool:
    """Whether a folded text asks what somebody can do, and names nothing: "so what can I do then", "how do i fix it"."""
    return _BARE.fullmatch(folded) is not None and bool(_WHAT.search(folded)) and bool(_WHO.search(folded))


def _onward(knowledge: Knowledge, before: Conversation) -> str:
    last = knowledge.facts[in_focus(knowledge, before.facts)[-1]]
    return next((f for f in (*last.related, last.more) if f in _ANSWERS), _ANSWERS[1])
