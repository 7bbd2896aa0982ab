"""Roles: who a person says they are, and the fact that fits."""

from __future__ import annotations

import re
from typing import Final

from faq.folding import fold
from faq.understanding import Understanding

# Order matters where two begin at one place: "social worker for the county" before "social worker".
_ROLES: Final = (
    ("home_visitor", r"home[- ]?visit\w*|visiting nurse|nurse[- ]family|parents as teachers|healthy families|doula"),
    ("judge", r"judge|magistrate|preside\b|on the bench|(?:family|dependency|juvenile) court\b|juvenile master|law clerk|hearing officer|(?:family )?court (?:staff|worker|officer)|attorney|lawyer|guardian ad litem|gal\b|probation officer"),
    ("child_welfare", r"case ?worker|child welfare|cys\b|cps\b|children and youth|casa\b|county worker|caseworker supervisor|social worker for (?:the )?county"),
    ("early_intervention", r"early intervention\w*|\bei\b|occupational therapist|speech therapist|physical therapist|\bot\b|\bpt\b|\bslp\b|developmental (?:therapist|specialist)"),
    ("addiction_specialist", r"addiction|recovery (?:coach|specialist|counselor|support)|drug (?:and alcohol )?counselor|substance (?:use|abuse)|methadone|d&a counselor|sober|rehab"),
    ("consultant", r"consultant"),
    ("medical", r"nurse|\bnicu\b|doctor|pediatric\w*|physician|midwife|\bob\b|\brn\b|\blpn\b|resident|medical|neonat\w*|lactation"),
    ("teacher", r"teacher|child ?care|day ?care|preschool|head start|educator|kindergarten|\bpre-?k\b"),
    ("clinician", r"therapist|psycholog\w*|clinician|counselor|psychiatr\w*|social worker|lcsw|lpc\b|practitioner"),
    ("foster_parent", r"foster|kinship|adoptive|adopting"),
    ("grandparent", r"grand ?(?:mother|father|ma|pa|parent)\w*|\bnana\b|\bnan\b|\bpap(?:py|aw)?\b|great[- ]aunt|abuela"),
    ("journalist", r"journalist|reporter|newspaper|writing (?:a|an) (?:story|article)|editor|tv\b|radio"),
    ("student", r"student|\w+ major\b|undergrad\w*|grad school|my (?:paper|thesis|class)|intern\b"),
    ("parent", r"\bmom\b|\bmum\b|mother|\bdad\b|father|parent|pregnant|expecting|mama\b|daddy\b"),
)  # fmt: skip
_PATTERNS: Final = tuple((role, re.compile(rf"\b(?:{pattern})")) for role, pattern in _ROLES)
_SAYS_SO: Final = re.compile(
    r"\b(?:i'?m|i am|im|as|speaking as|we'?re|we are|i work|i teach|i run|i supervise|i serve|i preside|i was)\b|\bhere\b|\bmy (?:role|job|work|title) is\b|\bthis is\b|^(?:a |an |the )?[\w ,.&/-]{3,60}$"
)
_FACT: Final = {
    "judge": "help_courts",
    "child_welfare": "help_courts",
    "home_visitor": "help_home_visitors",
    "medical": "help_medical_ei",
    "early_intervention": "help_medical_ei",
    "teacher": "help_consultants",
    "consultant": "help_consultants",
    "clinician": "help_clinicians",
    "addiction_specialist": "help_addiction_specialists",
    "parent": "caregiver_role",
    "foster_parent": "caregiver_role",
    "grandparent": "caregiver_role",
    "student": "imh_definition",
    "journalist": "imh_definition",
}
_OWN_ROLE: Final = re.compile(
    r"\b(?:i'?m|i am|im) (?:a|an|the|one of the|just a|also a|your|their)\b|\bi (?:work|teach|run|supervise|serve|preside|write for|do home)\b|\b(?:speaking )?as an? \b"
    r"|^(?:(?:hi|hello|hey)[ ,!.]+)?(?!is |are |what |who |how |can |so )[\w'& -]{2,40} here\b(?= *(?:[.,;:!-]|$))"
)
# What a role alone may be taken for; no more than that, since "I'm a nurse, any jobs?" is no introduction.
_MISREAD: Final = frozenset({"", "smalltalk_greet", "tell_context", "oos_other", "oos_services"})
_ASKS: Final = re.compile(
    r"\?|\b(?:what|how|where|who|why|when|which|can|could|need|want|looking|find|get|help|tell|any)\b"
)
_HARDLY: Final = 0.5  # confidence below which advice was hardly asked for
_LONGEST: Final = 200  # letters: a longer text is a story, and whose role it tells is anybody's guess


def role_told(message: Understanding) -> str:
    """The role that a person says they have, or "". A text that is nothing else counts in any form, be it only a clause."""
    whole = message.whole.intent == "tell_role"
    clauses = [fold(part.text) for part in message.parts if part.intent == "tell_role"]
    told = [fold(message.text)] if whole else clauses
    said = [text for text in told if _SAYS_SO.search(text)] + _own_words(fold(message.text))
    found = next((role for text in said if (role := _first_named(text))), "")
    return found or ("other" if whole else "")


def says_only_who(message: Understanding) -> bool:
    """Whether a message in which a role is told asks for nothing."""
    whole = message.whole
    if whole.intent == "tell_role":
        return True
    misread = whole.intent in _MISREAD or (whole.kind == "advice" and whole.confidence < _HARDLY)
    return misread and not _ASKS.search(fold(message.text))


def _own_words(folded: str) -> list[str]:
    """What a short text says from "I am a" on, or up to "here"."""
    opened = _OWN_ROLE.search(folded) if len(folded) < _LONGEST else None
    if opened is None:
        return []
    return [opened.group() if opened.group().endswith("here") else folded[opened.start() :]]


def _first_named(text: str) -> str:
    """The role named first in a text; of two named at one place, the one that stands first in the list."""
    hits = [(match.start(), role) for role, pattern in _PATTERNS if (match := pattern.search(text))]
    return min(hits, key=lambda hit: hit[0])[1] if hits else ""


def fact_for_role(role: str) -> str:
    """Id of the fact on what somebody in a role can do, or ""."""
    return _FACT.get(role, "")
