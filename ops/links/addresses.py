"""Every web address that the bot shows, and where it stands in knowledge/."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from channels.links import prose
from faq.facts import Source
from faq.knowledge import Knowledge

LINK, FALL_BACK, CHAT, WORDS = "link", "fall-back", "chat of a help line", "in a text"
SHOWN_FIRST: Final = (LINK, CHAT, WORDS, FALL_BACK)


@dataclass(frozen=True)
class Use:
    """One place where an address stands: file and entry of knowledge/, and what it is there."""

    file: str
    entry: str
    role: str

    def __str__(self) -> str:
        return f"{self.file}, {self.entry} ({self.role})"


@dataclass(frozen=True)
class Address:
    """A web address with its uses; `sources` are the sources whose own link it is."""

    url: str
    uses: tuple[Use, ...]
    sources: tuple[Source, ...] = ()

    @property
    def fall_back(self) -> str:
        """The fall-back of the first source that has one, or ""."""
        return next((s.fallback_url for s in self.sources if s.fallback_url), "")

    @property
    def lacks_fall_back(self) -> bool:
        """Whether a source shows this address and names nothing in its place."""
        return any(not s.fallback_url for s in self.sources)


def addresses(knowledge: Knowledge) -> list[Address]:
    """Each address once, however often it stands in the files."""
    uses: defaultdict[str, list[Use]] = defaultdict(list)
    owners: defaultdict[str, list[Source]] = defaultdict(list)
    for url, use in _uses(knowledge):
        uses[url].append(use)
        if use.role == LINK:
            owners[url].append(knowledge.sources[use.entry])
    return [Address(url, tuple(dict.fromkeys(found)), tuple(owners[url])) for url, found in uses.items()]


def _uses(k: Knowledge) -> Iterator[tuple[str, Use]]:
    for source in k.sources.values():
        yield source.url, Use("sources.yml", source.id, LINK)
        if source.fallback_url:
            yield source.fallback_url, Use("sources.yml", source.id, FALL_BACK)
    for line in k.helplines.values():
        if line.chat:
            yield line.chat, Use("helplines.yml", line.id, CHAT)
    for fact in k.facts.values():
        for sentence in (*fact.sentences, fact.short):
            yield from ((url, Use("facts.yml", fact.id, WORDS)) for url in _in_text(sentence.text))
    for name, text in k.phrases.items():
        yield from ((url, Use("phrases.yml", name, WORDS)) for url in _in_text(text))


def _in_text(text: str) -> Iterator[str]:
    for piece in prose(text):
        if piece.href.startswith("http"):
            bare = piece.href.count("/") == 2  # "http://www.pa-aimh.org" is the same page as with a slash
            yield f"{piece.href}/" if bare else piece.href
