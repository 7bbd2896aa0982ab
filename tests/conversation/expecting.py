"""What a test of a conversation expects of a reply: its kind and its facts, hardly ever its words."""

from __future__ import annotations

from typing import Any

Reply = dict[str, Any]
HELP_BY_PROFESSION = (
    "help_courts",
    "help_home_visitors",
    "help_medical_ei",
    "help_consultants",
    "help_clinicians",
    "help_addiction_specialists",
)
# facts.md: where two facts answer equally well, either is right.
EITHER = {
    "caregiver_role": {"secure_attachment", "toxic_stress_antidote"},
    "secure_attachment": {"caregiver_role"},
    "toxic_stress_antidote": {"caregiver_role"},
    "sud_help": set(HELP_BY_PROFESSION),
    **{fact: {"sud_help"} for fact in HELP_BY_PROFESSION},
}


def told(reply: Reply) -> str:
    """A reply in one line, for the message of a failed test."""
    return f"{reply['kind']} {reply['facts']}: {reply['text'][:300]!r}"


def assert_answers(reply: Reply, *facts: str) -> None:
    """The reply answers with these facts, or with ones that answer equally well."""
    assert reply["kind"] == "answer", told(reply)
    assert len(reply["facts"]) == len(facts), told(reply)
    for given, wanted in zip(reply["facts"], facts, strict=True):
        assert given == wanted or given in EITHER.get(wanted, set()), told(reply)


def assert_about(reply: Reply, *facts: str) -> None:
    """The reply answers, and one of these facts is in it."""
    assert reply["kind"] == "answer", told(reply)
    assert set(facts) & set(reply["facts"]), told(reply)


def assert_kind(reply: Reply, *kinds: str) -> None:
    """The reply is of one of these kinds."""
    assert reply["kind"] in kinds, told(reply)


def calls(reply: Reply) -> list[str]:
    """The numbers to call in a reply's help lines, in order."""
    return [block["call"] for block in reply["blocks"] if block["type"] == "helpline" and block["call"]]


def texts(reply: Reply) -> str:
    """How to text the help lines of a reply."""
    return " ".join(block["text"] or "" for block in reply["blocks"] if block["type"] == "helpline")
