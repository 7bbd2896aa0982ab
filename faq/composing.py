"""Composing: from ids of facts, phrases and help lines to the blocks of a Reply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from faq.choices import fact_choice, none_choice
from faq.facts import AnswerBlock, Fact, Helpline, ListText, ParagraphText, QuoteText
from faq.knowledge import Knowledge
from faq.reply import Block, Choice, HelplineBlock, ItemList, Kind, Paragraph, Quote, Reply, SourceNote

_WORDS_ENOUGH: Final = 6  # an excerpt of fewer words is a name or a heading
RELATED_MOST: Final = 3  # a phone shows three buttons without scrolling; Messenger takes no more
# What a newcomer is offered: the questions from which most others can be reached.
STARTERS: Final = ("imh_definition", "three_reasons", "sud_help")


def answer(knowledge: Knowledge, fact_ids: Sequence[str], lead: str = "", avoid: Sequence[str] = ()) -> Reply:
    """An answer from one or more facts, with sources and related questions. `lead`: a phrase id said first.

    `avoid`: facts not to offer again, such as those answered before.
    """
    facts = [knowledge.facts[i] for i in fact_ids]
    blocks: list[Block] = [Paragraph(knowledge.phrase(lead))] if lead else []
    for fact in facts:
        blocks.extend(_block(b) for b in fact.answer)
    return Reply(
        kind=Kind.ANSWER,
        facts=tuple(fact_ids),
        blocks=tuple(blocks),
        sources=_sources(knowledge, facts),
        choices=related(knowledge, facts, avoid),
        short=facts[0].short.text if len(facts) == 1 else "",
    )


def short_answer(knowledge: Knowledge, fact_ids: Sequence[str]) -> Reply:
    """The short form of one or more facts."""
    facts = [knowledge.facts[i] for i in fact_ids]
    blocks = tuple(Paragraph(f.short.text) for f in facts)
    lead = Paragraph(knowledge.phrase("shorter_lead"))
    return Reply(
        Kind.ANSWER, tuple(fact_ids), (lead, *blocks), _sources(knowledge, facts), related(knowledge, facts, ())
    )


def sources_answer(knowledge: Knowledge, fact_ids: Sequence[str]) -> Reply:
    """Where facts come from: the sheet's own words, with sheet and section; links follow as sources."""
    facts = [knowledge.facts[i] for i in fact_ids]
    blocks: list[Block] = [Paragraph(knowledge.phrase("source_of_answer"))]
    for fact in facts:
        sheets = "; ".join(f"{knowledge.sources[s.id].title}, {s.section}" for s in fact.sources)
        blocks.append(Quote(_in_its_words(fact), sheets))
    return Reply(Kind.ANSWER, tuple(fact_ids), tuple(blocks), _sources(knowledge, facts), related(knowledge, facts, ()))


def item_answer(knowledge: Knowledge, fact: str, place: int) -> Reply | None:
    """One item of a fact's list by its place from 0, with more on it where a fact says more; None when there is no such item."""
    own = knowledge.facts[fact]
    if place >= len(own.items):
        return None
    item = Paragraph(own.items[place].text)
    onward = own.items_lead_to[place : place + 1]
    if not onward:
        return replace(answer(knowledge, (fact,)), blocks=(item,), short="")
    more = answer(knowledge, onward)
    return replace(more, facts=(fact, *onward), blocks=(item, *more.blocks), short="")


def clarify(knowledge: Knowledge, fact_ids: Sequence[str], lead: str = "clarify") -> Reply:
    """Facts offered as choices in human words, and a way out."""
    choices = (*(fact_choice(knowledge, i) for i in fact_ids), none_choice(knowledge))
    return Reply(Kind.CLARIFY, tuple(fact_ids), (Paragraph(knowledge.phrase(lead)),), (), choices)


def say(
    knowledge: Knowledge,
    kind: Kind,
    phrase: str,
    topics: Iterable[str] = (),
    category: str = "",
    lines: Sequence[str] = (),
) -> Reply:
    """A phrase, with help lines by id and topics to tap."""
    blocks: list[Block] = [Paragraph(knowledge.phrase(phrase)), *(helpline(knowledge.helplines[i]) for i in lines)]
    return Reply(kind, (), tuple(blocks), (), tuple(fact_choice(knowledge, i) for i in topics), category)


def advice(knowledge: Knowledge, kind: str, nearest: str) -> Reply:
    """What the bot cannot advise on, who can, and the nearest fact ("" when none fits)."""
    blocks: list[Block] = [Paragraph(knowledge.phrase(kind))]
    blocks.extend(helpline(knowledge.helplines[i]) for i in knowledge.advice_helplines.get(kind, ()))
    if not nearest:
        return Reply(Kind.ADVICE, (), tuple(blocks), (), (), kind)
    fact = knowledge.facts[nearest]
    blocks.extend((Paragraph(knowledge.phrase("advice_nearest")), Paragraph(fact.short.text)))
    return Reply(
        Kind.ADVICE, (nearest,), tuple(blocks), _sources(knowledge, [fact]), (fact_choice(knowledge, nearest),), kind
    )


def crisis(knowledge: Knowledge, category: str, language: str, form: str = "", order: str = "") -> Reply:
    """Help lines for a category of danger, in English, and in Spanish first when it was told in Spanish.

    `form`: another wording than the category's own (still, cannot_call, watched); `order`: another order of lines.
    """
    stem = f"crisis_{form or category}"
    lines = [helpline(h) for h in knowledge.lines_for(order or category)]
    blocks: list[Block] = []
    if language == "es":
        blocks = [
            Paragraph(knowledge.phrase(f"{stem}_es.opening")),
            *lines,
            Paragraph(knowledge.phrase(f"{stem}_es.closing")),
        ]
        blocks.extend((Paragraph(knowledge.phrase(f"{stem}.opening")), Paragraph(knowledge.phrase(f"{stem}.closing"))))
    else:
        blocks = [
            Paragraph(knowledge.phrase(f"{stem}.opening")),
            *lines,
            Paragraph(knowledge.phrase(f"{stem}.closing")),
        ]
    return Reply(Kind.CRISIS, (), tuple(blocks), category=category)


def unavailable(knowledge: Knowledge) -> Reply:
    """Something behind the bot has failed: said plainly, with the emergency lines."""
    lines = (helpline(h) for h in knowledge.lines_for("emergency"))
    blocks: list[Block] = [Paragraph(knowledge.phrase("unavailable")), *lines]
    return Reply(Kind.OUT_OF_SCOPE, (), tuple(blocks), category="unavailable")


def with_lines(knowledge: Knowledge, reply: Reply, category: str) -> Reply:
    """A reply with the help lines for a danger told before kept in view behind it."""
    lines: list[Block] = [helpline(h) for h in knowledge.lines_for(category)[:2]]
    lines.insert(0, Paragraph(knowledge.phrase("crisis_lines_stay")))
    return replace(reply, blocks=(*reply.blocks, *lines))


def related(knowledge: Knowledge, facts: Sequence[Fact], avoid: Sequence[str]) -> tuple[Choice, ...]:
    """At most three questions a person would ask next: never one just answered, those answered before last of all."""
    own = [f.id for f in facts]
    named = [i for round_of in zip(*(f.related for f in facts), strict=False) for i in round_of]
    fresh = [i for i in dict.fromkeys(named) if i not in own]
    ordered = sorted(fresh, key=lambda i: i in avoid)
    return tuple(fact_choice(knowledge, i) for i in ordered[:RELATED_MOST])


def _in_its_words(fact: Fact) -> str:
    """What a fact rests on first of all, word for word: its quotation, or the longest excerpt of its first sentence that has words enough."""
    quoted = [b.quote.text for b in fact.answer if isinstance(b, QuoteText)]
    for sentence in fact.sentences:
        excerpts = [e for e in sentence.excerpts if "http" not in e and len(e.split()) >= _WORDS_ENOUGH]
        if quoted or excerpts:
            return quoted[0] if quoted else max(excerpts, key=len)
    return max((e for s in fact.sentences for e in s.excerpts if "http" not in e), key=len)


def _block(block: AnswerBlock) -> Block:
    if isinstance(block, ParagraphText):
        return Paragraph(" ".join(s.text for s in block.sentences))
    if isinstance(block, ListText):
        return ItemList(tuple(s.text for s in block.items))
    return Quote(block.quote.text, block.attribution)


def helpline(line: Helpline) -> HelplineBlock:
    """A help line as a block."""
    return HelplineBlock(line.name, line.call, line.text, line.hours)


def _sources(knowledge: Knowledge, facts: Sequence[Fact]) -> tuple[SourceNote, ...]:
    notes: dict[tuple[str, str], SourceNote] = {}
    for fact in facts:
        for ref in fact.sources:
            source = knowledge.sources[ref.id]
            notes[ref.id, ref.section] = SourceNote(ref.id, source.title, ref.section, source.best_url)
        for link in fact.links:
            source = knowledge.sources[link]
            notes[link, ""] = SourceNote(link, source.title, "", source.best_url)
    return tuple(notes.values())
