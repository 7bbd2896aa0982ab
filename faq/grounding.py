"""Grounding: whether each sentence says nothing that the source text, or the list of sources, does not.

That a sentence keeps the *sense* of its excerpts only a person can judge (`python -m ops.check --side-by-side`). What a program
can see is checked here: every number, age, name, set term, link and quotation of a sentence must stand in its excerpts or among
the sources that the fact names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from faq.facts import Fact, QuoteText, Sentence
from faq.folding import fold
from faq.knowledge import Knowledge
from faq.located import Problem

_HEADING: Final = re.compile(r"^\[.*\]$", re.MULTILINE)
_NUMBERS: Final = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "half": "half", "twice": "twice", "dozen": "dozen", "hundred": "hundred", "thousand": "thousand", "million": "million",
    "billion": "billion", "percent": "percent", "%": "%", "majority": "majority", "most": "most",
}  # fmt: skip
# Numbers that count what the answer itself lists, or the two sheets; they claim nothing that is not in view.
COUNTS: Final = (
    "two sheets",  # the two that knowledge/ is made from
    "two pa-aimh sheets",
    "three sides",  # social, emotional, and cognitive
    "do three things",  # the definition's three capacities
    "three other things",  # the three other uses of the term
    "all three",  # the three reasons
    "six examples",  # of how professionals can help
    "in two ways",  # of medical and Early Intervention professionals
    "two places",  # PA-AIMH and the Alliance
)
_ENUMERATOR: Final = re.compile(r"(?<!\w)\d\)")
_AGE: Final = re.compile(r"\b(?:\d+|birth|zero) to (?:\d+|three|five)\b")
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s,;)]+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|edu|gov|net)\b[^\s,;)]*")
_NAME: Final = re.compile(r"[A-Z][\w'&.-]*")
_NOT_NAMES: Final = frozenset({"i"})  # written with a capital though it names nothing
# Short forms that facts.md uses and the sheets spell out: they rest on the words they stand for.
ABBREVIATIONS: Final = {"nas": "neonatal abstinence syndrome"}
_CHARACTERS: Final = re.compile(r"[^\W_]")


def folded(text: str) -> str:
    """Text with white space, quotes and dashes made plain, for comparing words with words."""
    return fold(text)


def mending_problems(printed: str, mended: str) -> list[Problem]:
    """What source_mended.txt holds that source.txt does not, or lacks; mending moves text and restores hyphens, no more."""
    before, after = (Counter(_CHARACTERS.findall(text)) for text in (printed, _HEADING.sub("", mended)))
    if before == after:
        return []
    more, less = "".join((after - before).elements()), "".join((before - after).elements())
    message = f"has other letters or digits than source.txt (more: '{more}', fewer: '{less}'); undo the change"
    return [Problem("source_mended.txt", 1, "", message)]


def ungrounded(knowledge: Knowledge) -> list[Problem]:
    """Everything that an answer says without the source saying it, as far as a program can see."""
    source = _Source(knowledge)
    found: list[Problem] = []
    for fact in knowledge.facts.values():
        for sentence in (*fact.sentences, fact.short):
            messages = [*source.missing_excerpts(sentence), *source.unsupported(fact, sentence)]
            found.extend(Problem("facts.yml", sentence.line, fact.id, m) for m in messages)
        found.extend(Problem("facts.yml", fact.line, fact.id, m) for m in _rules(fact, source))
    return found


class _Source:
    """The source text and the list of sources, in the form in which sentences are compared with them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.text = folded(_HEADING.sub("", knowledge.source_text))
        self._terms = [(term, _term_pattern(term)) for term in knowledge.set_terms]

    def missing_excerpts(self, sentence: Sentence) -> Iterator[str]:
        """Messages on excerpts that are not verbatim."""
        for excerpt in sentence.excerpts:
            if folded(excerpt) not in self.text:
                yield f"the excerpt '{excerpt}' is not in source_mended.txt; copy it exactly"

    def unsupported(self, fact: Fact, sentence: Sentence) -> Iterator[str]:
        """Messages on what a sentence says and its support does not."""
        support = folded(" \n ".join((*sentence.excerpts, *self._listed(fact))))
        for sort, claim in self.claims(sentence.text):
            if not _supports(support, sort, claim):
                message = "is neither in its excerpts nor in sources.yml; add the excerpt, or take it out"
                yield f"the {sort} '{claim}' of '{_start(sentence.text)}' {message}"

    def claims(self, text: str) -> list[tuple[str, str]]:
        """What a text claims that can be looked up: (sort, words as they stand in it)."""
        links = _LINK.findall(text)
        bare = _LINK.sub(" ", _ENUMERATOR.sub(" ", text))
        counted = folded(bare)
        for count in COUNTS:
            counted = counted.replace(count, " ")
        numbers = re.findall(rf"\d[\d,.]*\d|\d|\b(?:{'|'.join(w for w in _NUMBERS if w != '%')})\b|%", counted)
        quotations = re.findall(r"[“\"]([^”\"]+)[”\"]", text)
        return [
            *(("link", link.rstrip(".")) for link in links),
            *(("number", number) for number in numbers),
            *(("age", age) for age in _AGE.findall(counted)),
            *(("name", name) for name in _names(bare)),
            *(("set term", term) for term, pattern in self._terms if pattern.search(folded(bare))),
            *(("quotation", quotation) for quotation in quotations),
        ]

    def _listed(self, fact: Fact) -> Iterator[str]:
        for name in (*(s.id for s in fact.sources), *fact.links):
            listed = self._knowledge.sources[name]
            yield f"{listed.title} {listed.publisher} {listed.url} {listed.fallback_url}"


def _names(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?:])\s+", text):
        for match in _NAME.finditer(sentence):
            word = match.group().rstrip(".'").removesuffix("'s")
            first = match.start() == 0 and (
                len(word) == 1 or word[1:].islower()
            )  # a capital because the sentence begins
            if not first and word.partition("'")[0].lower() not in _NOT_NAMES:
                yield word


def _supports(support: str, sort: str, claim: str) -> bool:
    wanted = ABBREVIATIONS.get(folded(claim), folded(claim))
    if sort == "number":
        return any(
            re.search(rf"(?<![\w.,]){re.escape(form)}(?!\w)", support)
            for form in {wanted, _NUMBERS.get(wanted, wanted)}
        )
    if sort in ("link", "quotation"):
        return wanted in support
    if sort == "set term":
        return _term_pattern(claim).search(support) is not None
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", support) is not None


def _term_pattern(term: str) -> re.Pattern[str]:
    stem = folded(term).removesuffix("s")
    return re.compile(rf"(?<!\w){re.escape(stem)}s?(?!\w)")


def _start(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _rules(fact: Fact, source: _Source) -> Iterator[str]:
    """What holds for single facts, whatever their excerpts say."""
    text = folded(" ".join(s.text for s in (*fact.sentences, fact.short)).replace("ZERO TO THREE", ""))
    infants = re.search(r"\b(?:0|zero|birth)(?: to | ?- ?| through )(?:3|three)\b", text)
    children = re.search(r"\b(?:0|zero|birth)(?: to | ?- ?| through )(?:5|five)\b", text)
    if fact.id != "age_range":
        if infants and re.search(r"\biecmh\b|\bearly childhood\b", text):
            yield "speaks of ages 0 to 3 and of IECMH, which is from birth to 5; only age_range may name both"
        if children and re.search(r"\bimh\b|\binfant mental health\b", text):
            yield "speaks of birth to 5 and of infant mental health, which is ages 0 to 3; only age_range may name both"
    if "aces" in text and re.search(r"%|\bper ?cent", text):
        yield "joins a percentage to ACEs; the sheet gives none, so take it out"
    for block in fact.answer:
        if isinstance(block, QuoteText):
            yield from _quotation(block, source)


def _quotation(block: QuoteText, source: _Source) -> Iterator[str]:
    if folded(block.quote.text) not in source.text:
        yield f"the quotation '{_start(block.quote.text)}' is not verbatim in source_mended.txt; copy it exactly"
    if "burke harris" in folded(block.attribution) and not block.quote.text.startswith("is probably"):
        yield "the words of Nadine Burke Harris begin at 'is probably'; what stands before is the sheet's own lead-in"
    excerpts = folded(" ".join(block.quote.excerpts))
    if folded(block.attribution) not in excerpts:
        yield f"the attribution '{block.attribution}' is not in the excerpts of its quotation; add the excerpt"
