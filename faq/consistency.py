"""Consistency: what must hold between entries and files of knowledge/, beyond each entry being well formed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from faq.facts import Fact, Helpline, Source
from faq.intents import ADVICE, CRISIS, OUT_OF_SCOPE, SMALL_TALK
from faq.located import LocatedDict, Problem

# Categories of danger that helplines.yml must order lines for, besides those that a message can tell of.
CATEGORIES: Final = (*CRISIS, "general", "cannot_call", "watched", "emergency")
_FORMS: Final = (*CRISIS, "general", "still", "reached", "cannot_call", "watched")
# Every phrase that the bot's own code asks for by name; a test finds each in the code.
NEEDED_PHRASES: Final = (
    *(f"crisis_{form}{es}.{part}" for form in _FORMS for es in ("", "_es") for part in ("opening", "closing")),
    *(f"oos_{kind}" for kind in (*OUT_OF_SCOPE, "language_es", "unreadable", "instructions")),
    *(f"advice_{kind}" for kind in (*ADVICE, "nearest")),
    *(f"smalltalk_{kind}" for kind in (*SMALL_TALK, "repeat_lead", "repeat_nothing", "affirm_choices") if kind != "repeat"),
    *(
        f"role_{role}"
        for role in (
            "judge", "child_welfare", "home_visitor", "medical", "early_intervention", "teacher", "clinician", "addiction_specialist",
            "consultant", "parent", "foster_parent", "grandparent", "student", "journalist", "other",
        )
    ),
    "crisis_lines_stay", "greeting", "clarify", "clarify_none", "out_of_choices", "choice_unknown", "unavailable", "nothing_to_follow",
    "item_missing", "two_parts_lead", "source_lead", "source_of_answer", "more_lead", "shorter_lead", "why_lead", "example_lead",
    "example_same", "who_lead", "correction_lead", "correction_ask", "related_lead", "emergency_lead", "transcript_title", "from_user",
    "from_bot", "too_long", "too_fast", "bad_request", "bad_token", "not_found", "wrong_method", "server_error", "not_ready", "not_kept", "empty",
    "premise_lead", "whole_on_more", "erased", "links_lead", "ui_answered", "ui_not_sent", "ui_new_one",
)  # fmt: skip


class _Parts(Protocol):
    """What is looked at: Knowledge, without needing to know it."""

    @property
    def facts(self) -> Mapping[str, Fact]: ...
    @property
    def sources(self) -> Mapping[str, Source]: ...
    @property
    def helplines(self) -> Mapping[str, Helpline]: ...
    @property
    def phrases(self) -> Mapping[str, str]: ...


def inconsistent(
    k: _Parts, facts_file: LocatedDict, lines_file: LocatedDict, phrases_file: LocatedDict
) -> list[Problem]:
    """Everything that does not hold together: references to nothing, things that stand twice, wording that is missing."""
    return [
        *_dangling_facts(k, facts_file),
        *_dangling_lines(k, "helplines.yml", lines_file, "order", CATEGORIES),
        *_dangling_lines(k, "phrases.yml", phrases_file, "advice_helplines", [f"advice_{a}" for a in ADVICE]),
        *_dangling_lines(k, "phrases.yml", phrases_file, "oos_helplines", [f"oos_{o}" for o in OUT_OF_SCOPE]),
        *_doubled(k),
        *_missing_phrases(k, phrases_file),
        *_wordings_of_nothing(k, phrases_file),
    ]


def _dangling_facts(k: _Parts, facts_file: LocatedDict) -> Iterator[Problem]:
    rows = facts_file.get("facts")
    by_id = {str(r.get("id")): r for r in rows if isinstance(r, LocatedDict)} if isinstance(rows, list) else {}
    for fact in k.facts.values():
        lines = by_id[fact.id].key_lines if fact.id in by_id else {}
        wanted: list[tuple[str, Sequence[str], Mapping[str, object], str]] = [
            ("related", fact.related, k.facts, "facts.yml"),
            *((field, (getattr(fact, field),), k.facts, "facts.yml") for field in ("more", "why", "example")),
            ("items_lead_to", fact.items_lead_to, k.facts, "facts.yml"),
            ("links", fact.links, k.sources, "sources.yml"),
            ("sources", [s.id for s in fact.sources], k.sources, "sources.yml"),
        ]
        for field, names, known, file in wanted:
            for name in names:
                if name and name not in known:
                    message = f"'{field}' names '{name}', which is not in {file}; correct the id or add it there"
                    yield Problem("facts.yml", lines.get(field, fact.line), fact.id, message)
        if fact.items_lead_to and len(fact.items_lead_to) != len(fact.items):
            message = (
                f"'items_lead_to' names {len(fact.items_lead_to)} facts for {len(fact.items)} items; name one for each"
            )
            yield Problem("facts.yml", lines.get("items_lead_to", fact.line), fact.id, message)
        if fact.id in fact.related:
            yield Problem(
                "facts.yml",
                lines.get("related", fact.line),
                fact.id,
                "is named as related to itself; name another fact",
            )


def _dangling_lines(k: _Parts, file: str, data: LocatedDict, field: str, keys: Iterable[str]) -> Iterator[Problem]:
    lists = data.get(field)
    if not isinstance(lists, LocatedDict):
        return
    for key in keys:
        if key not in lists:
            yield Problem(file, lists.line, key, f"has no list under '{field}'; list ids of help lines, or write []")
    for key, names in lists.items():
        if key not in keys:
            message = f"is unknown under '{field}'; known are {', '.join(keys)}"
            yield Problem(file, lists.key_lines[key], key, message)
        for name in names if isinstance(names, list) else ():
            if name not in k.helplines:
                message = f"names the help line '{name}', which is not in helplines.yml; correct the id"
                yield Problem(file, lists.key_lines[key], key, message)


def _doubled(k: _Parts) -> Iterator[Problem]:
    facts = list(k.facts.values())
    fields: dict[str, list[tuple[str, Fact]]] = {
        "title": [(f.title, f) for f in facts],
        "question": [(f.question, f) for f in facts],
        "name": [(n, f) for f in facts for n in f.names],
    }
    for field, values in fields.items():
        counts = Counter(value.lower() for value, _ in values)
        for value, fact in values:
            if value and counts[value.lower()] > 1:
                owners = dict.fromkeys(f.id for v, f in values if v.lower() == value.lower() and f is not fact)
                where = f"stands under {', '.join(owners)} too" if owners else "stands here twice"
                message = f"the {field} '{value}' {where}; each must be one fact's own, so take it out of one"
                yield Problem("facts.yml", fact.line, fact.id, message)


def _missing_phrases(k: _Parts, phrases_file: LocatedDict) -> Iterator[Problem]:
    phrases = phrases_file.get("phrases")
    if not isinstance(phrases, LocatedDict):
        return
    for phrase_id in NEEDED_PHRASES:
        if phrase_id not in k.phrases:
            line = phrases.key_lines.get(phrase_id.partition(".")[0], phrases.line)
            yield Problem("phrases.yml", line, phrase_id, "this phrase is missing and the bot needs it; write it")


def _wordings_of_nothing(k: _Parts, phrases_file: LocatedDict) -> Iterator[Problem]:
    phrases = phrases_file.get("phrases")
    if not isinstance(phrases, LocatedDict):
        return
    for phrase_id in k.phrases:
        if phrase_id.endswith("_app") and phrase_id.removesuffix("_app") not in k.phrases:
            line = phrases.key_lines.get(phrase_id.partition(".")[0], phrases.line)
            message = "is said in messaging apps in the place of a phrase that is not there; correct the name"
            yield Problem("phrases.yml", line, phrase_id, message)
