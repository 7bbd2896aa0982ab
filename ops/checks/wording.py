"""Checks of what the bot says: reading grade, characters that a text message can carry, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from faq.facts import Helpline
from faq.knowledge import Knowledge
from faq.located import Entry, LocatedDict, Problem, read_yaml
from faq.reading_grade import ANSWER_MOST, CRISIS_MOST, grade, wording

# GSM 03.38, the alphabet of a text message; one character outside it doubles what the message costs.
GSM_7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Numbers that are wrong, closed or not verified (research/safety-and-sources.md, 3), and an option that has ended.
FORBIDDEN: Final = {
    "18552842494": "PA Support & Referral, a line of 2020",
    "8776961996": "not verified as Never Use Alone",
    "18339435746": "an older number of the Maternal Hotline",
    "press3": "an option of 988 that ended on 17 July 2025",
}
_IN_PHRASES: Final = frozenset({"911", "988"})
_NUMBER: Final = re.compile(r"(?<![\w,.])\+?\d(?:[\d ().-]*\d)?(?![\w,])")
_NO_PHONE: Final = re.compile(r"\bAct 139\b|\bages? \d+\b|\bto \d{1,2}\b|\b(?:marque|press) 2\b|\b\d{1,2},\d{3}\b")
_UNGRADED: Final = re.compile(r"^ui_|_es(?:\.|$)")  # words on buttons are no sentences; the formula is for English


def graded(k: Knowledge) -> dict[str, float]:
    """Reading grade of every answer, short form and English phrase, by "file: id"."""
    grades = {f"facts.yml: {f.id}": grade(wording(f), k.set_terms) for f in k.facts.values()}
    grades |= {f"facts.yml: {f.id} (short)": grade(f.short.text, k.set_terms) for f in k.facts.values()}
    spoken = {i: text for i, text in k.phrases.items() if not _UNGRADED.search(i)}
    return grades | {f"phrases.yml: {i}": grade(text, k.set_terms) for i, text in spoken.items()}


def too_hard(k: Knowledge, folder: Path) -> list[Problem]:
    """Texts above the reading grade allowed for them."""
    lines = phrase_lines(folder)
    problems = []
    for name, found in graded(k).items():
        file, _, entry = name.partition(": ")
        most = CRISIS_MOST if entry.startswith("crisis_") else ANSWER_MOST
        if found > most:
            line = lines[entry] if file == "phrases.yml" else k.facts[entry.split(" ")[0]].line
            message = f"has reading grade {found:.1f}, at most {most:g} is allowed; use shorter sentences and words"
            problems.append(Problem(file, line, entry, message))
    return problems


def unfit_for_sms(k: Knowledge) -> Iterator[Problem]:
    """Short forms that a text message cannot carry; their length is checked when they are loaded."""
    for fact in k.facts.values():
        strange = sorted(set(fact.short.text) - GSM_7)
        if strange:
            message = f"'short' holds {', '.join(strange)}, which text messages cannot carry; use plain characters"
            yield Problem("facts.yml", fact.short.line, fact.id, message)


def bad_numbers(k: Knowledge, folder: Path) -> Iterator[Problem]:
    """Phone numbers where none may stand, and numbers that must not be given at all."""
    lines = phrase_lines(folder)
    for phrase_id, text in k.phrases.items():
        for number in _numbers(text):
            if number not in _IN_PHRASES:
                message = f"gives the number {number}; only 911 and 988 may stand here, others come from helplines.yml"
                yield Problem("phrases.yml", lines[phrase_id], phrase_id, message)
    for fact in k.facts.values():
        for sentence in (*fact.sentences, fact.short):
            if re.search(r"\d{3}[ .-]\d{3,4}", sentence.text):
                message = "gives a phone number; numbers come from helplines.yml alone, take it out"
                yield Problem("facts.yml", sentence.line, fact.id, message)
    yield from _forbidden(k, folder, lines)


def _forbidden(k: Knowledge, folder: Path, phrases: dict[str, int]) -> Iterator[Problem]:
    said = [("phrases.yml", phrases[i], i, text) for i, text in k.phrases.items()]
    rows = Entry("helplines.yml", read_yaml(folder / "helplines.yml"), []).entries("helplines")
    said += [("helplines.yml", row.data.line, row.name, _said_of(k.helplines[row.name])) for row in rows]
    for file, line, entry, text in said:
        squeezed = re.sub(r"[^a-z0-9]", "", text.lower())
        for mark, why in FORBIDDEN.items():
            if mark in squeezed:
                yield Problem(file, line, entry, f"gives '{mark}', {why}; take it out")


def _said_of(line: Helpline) -> str:
    return " ".join((line.name, line.call, line.text, line.chat, line.hours, line.languages))


def _numbers(text: str) -> list[str]:
    found = (re.sub(r"\D", "", n) for n in _NUMBER.findall(_NO_PHONE.sub(" ", text)))
    return [n for n in found if len(n) >= 3]


def phrase_lines(folder: Path) -> dict[str, int]:
    """The line of each phrase, by id and by "id.part"."""
    phrases = read_yaml(folder / "phrases.yml")["phrases"]
    lines = dict(phrases.key_lines)
    for phrase_id, content in phrases.items():
        if isinstance(content, LocatedDict):
            lines |= {f"{phrase_id}.{part}": line for part, line in content.key_lines.items()}
    return lines
