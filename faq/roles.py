"""Roles: who a person says they are, and the fact that fits."""

from __future__ import annotations

import re
from typing import Final

from faq.folding import fold
from faq.understanding import Understanding

# Order matters: "foster parent" before "parent", "home visiting nurse" before "nurse".
_ROLES: Final = (
    ("home_visitor", r"home[- ]?visit\w*|visiting nurse|nurse[- ]family|parents as teachers|healthy families|doula"),
    ("judge", r"judge|magistrate|juvenile master|law clerk|hearing officer|(?:family )?court (?:staff|worker|officer)|attorney|lawyer|guardian ad litem|gal\b|probation officer"),
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
    ("student", r"student|undergrad\w*|grad school|my (?:paper|thesis|class)|intern\b"),
    ("parent", r"\bmom\b|\bmum\b|mother|\bdad\b|father|parent|pregnant|expecting|mama\b|daddy\b"),
)  # fmt: skip
_PATTERNS: Final = tuple((role, re.compile(rf"\b(?:{pattern})")) for role, pattern in _ROLES)
_SAYS_SO: Final = re.compile(
    r"\b(?:i'?m|i am|im|as|speaking as|we'?re|we are|i work|i teach|i run|i supervise|i serve|i preside|i was)\b|\bhere\b|\bmy (?:role|job|work|title) is\b|\bthis is\b|^(?:a |an |the )?[\w -]{3,40}$"
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
    r"\b(?:i'?m|i am|im) (?:a|an|the|one of the|just a|also a|your|their)\b|\bi (?:work|teach|run|supervise|serve|preside)\b|\b(?:speaking )?as an? \b|\bhere\b"
)


def role_told(message: Understanding) -> str:
    """The role that a person says they have, or "". A message that is nothing else counts in any form."""
    folded = fold(message.text)
    only = message.whole.intent == "tell_role"
    if not (only and _SAYS_SO.search(folded)) and not (len(folded) < 200 and _OWN_ROLE.search(folded)):
        return "other" if only else ""
    found = next((role for role, pattern in _PATTERNS if pattern.search(folded)), "")
    return found or ("other" if only else "")


def fact_for_role(role: str) -> str:
    """Id of the fact on what somebody in a role can do, or ""."""
    return _FACT.get(role, "")
