"""What a wrong decision costs, in one place: thresholds, ours and the peers', are chosen by the least total cost.

The unit is a choice offered where an answer was possible. A wrong fact stated costs more than a choice offered; a danger missed
costs more than anything.
"""

from __future__ import annotations

from typing import Final

MISSED_DANGER: Final = 40.0
MISSED_VEILED_DANGER: Final = 25.0
FALSE_ALARM: Final = 6.0  # crisis lines given to somebody safe: frightening, and the question goes unanswered
WRONG_FACT: Final = 6.0  # stated where another was asked for, or where none answers
EXTRA_FACT: Final = 1.0  # a second fact beside the right one
REFUSED: Final = 4.0  # a fact asked for, and neither answered nor offered
HALF_ANSWERED: Final = 1.5  # one of two facts asked for
CHOICE: Final = 1.0  # the right fact offered among choices
NEEDLESS_CHOICE: Final = 2.0  # choices offered where nothing answers
WRONG_KIND: Final = 2.0  # advice taken for out of scope, small talk for a question, ...


# facts.md: where two facts answer equally well, either is right.
EITHER: Final = (
    frozenset({"caregiver_role", "secure_attachment"}),
    frozenset({"caregiver_role", "toxic_stress_antidote"}),
    *(
        frozenset({"sud_help", f})
        for f in (
            "help_courts",
            "help_home_visitors",
            "help_medical_ei",
            "help_consultants",
            "help_clinicians",
            "help_addiction_specialists",
        )
    ),
)


def answers(fact: str, wanted: str) -> bool:
    """Whether a fact is the one wanted or answers equally well."""
    return fact == wanted or frozenset({fact, wanted}) in EITHER


def cost(wanted_kind: str, wanted: tuple[str, ...], veiled: bool, kind: str, matched: int, stated: int) -> float:
    """Cost of one reply.

    `wanted_kind`: fact, out_of_scope, advice, smalltalk, followup or crisis, by the label; `wanted`: facts asked for;
    `kind`: of the reply (answer, clarify, out_of_scope, advice, smalltalk, crisis); `matched`: how many of the wanted facts the reply
    states or offers; `stated`: how many facts it states or offers.
    """
    if wanted_kind == "crisis":
        return 0.0 if kind == "crisis" else MISSED_VEILED_DANGER if veiled else MISSED_DANGER
    if kind == "crisis":
        return FALSE_ALARM
    if wanted_kind == "fact":
        return _fact_cost(len(wanted), kind, matched, stated)
    if kind == "answer":
        return WRONG_FACT
    if kind == "clarify":
        return NEEDLESS_CHOICE
    return 0.0 if kind == wanted_kind or wanted_kind == "followup" else WRONG_KIND


def _fact_cost(asked: int, kind: str, matched: int, stated: int) -> float:
    if kind == "clarify":
        return CHOICE if matched else REFUSED
    if kind != "answer":
        return REFUSED
    if not matched:
        return WRONG_FACT
    return HALF_ANSWERED * (asked - matched) + EXTRA_FACT * max(0, stated - matched)
