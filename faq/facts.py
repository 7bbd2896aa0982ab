"""The typed forms of what the bot may say: facts, sources, help lines."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, the verbatim excerpts of the source text that it rests on, and its line in facts.yml."""

    text: str
    excerpts: tuple[str, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class ParagraphText:
    """Sentences that run on."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class ListText:
    """Sentences that stand as items."""

    items: tuple[Sentence, ...]


@dataclass(frozen=True)
class QuoteText:
    """Verbatim words of somebody else."""

    quote: Sentence
    attribution: str


AnswerBlock = ParagraphText | ListText | QuoteText


@dataclass(frozen=True)
class SourceRef:
    """Which sheet an answer comes from, and the section in words."""

    id: str
    section: str


@dataclass(frozen=True)
class Fact:
    """One answer that a person can ask for; `more`, `why`, `example` name the facts that carry on from it.

    `items_lead_to`: the fact that says more on each item of its list, in order; () when there are none.
    """

    id: str
    title: str
    question: str
    names: tuple[str, ...]
    answer: tuple[AnswerBlock, ...]
    short: Sentence
    sources: tuple[SourceRef, ...]
    links: tuple[str, ...]
    related: tuple[str, ...]
    more: str
    why: str
    example: str
    items_lead_to: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def intent(self) -> str:
        """Name of the intent that asks for this fact."""
        return f"ask_{self.id}"

    @property
    def items(self) -> tuple[Sentence, ...]:
        """The items of the answer's lists, in order."""
        return tuple(s for block in self.answer if isinstance(block, ListText) for s in block.items)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the answer, quotations included, in order."""
        found: list[Sentence] = []
        for block in self.answer:
            if isinstance(block, ParagraphText):
                found.extend(block.sentences)
            elif isinstance(block, ListText):
                found.extend(block.items)
            else:
                found.append(block.quote)
        return tuple(found)


@dataclass(frozen=True)
class Source:
    """A sheet or a link: where it is, its fall-back, and when a person last looked ("" = never)."""

    id: str
    title: str
    kind: str
    printed: str
    url: str
    fallback_url: str
    last_checked: str
    status: str
    publisher: str = ""

    @property
    def best_url(self) -> str:
        """The URL to show: the fall-back once the page is marked moved or gone."""
        return self.fallback_url if self.status in ("moved", "gone") and self.fallback_url else self.url


@dataclass(frozen=True)
class Helpline:
    """A help line and its ways in; a way it does not have is ""."""

    id: str
    name: str
    call: str
    text: str
    chat: str
    hours: str
    languages: str
    last_checked: str
