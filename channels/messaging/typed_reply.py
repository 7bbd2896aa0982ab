"""A Reply again from its stored JSON form, so that doors render typed blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from faq import composing
from faq.knowledge import Knowledge
from faq.reply import Block, Choice, HelplineBlock, ItemList, Kind, Paragraph, Quote, Reply, SourceNote


def typed_reply(data: Mapping[str, Any], knowledge: Knowledge) -> Reply:
    """The Reply of the contract's JSON form; its short form, which is not stored, from the knowledge while the answer is still the same.

    Raises KeyError or ValueError when the data are not a Reply.
    """
    kind, facts = Kind(data["kind"]), tuple(data["facts"])
    blocks = tuple(_block(block) for block in data["blocks"])
    short = ""
    if kind is Kind.ANSWER and len(facts) == 1 and facts[0] in knowledge.facts:
        whole = composing.answer(knowledge, facts)
        short = whole.short if whole.blocks == blocks else ""
    sources = tuple(SourceNote(s["id"], s["title"], s["section"], s["url"]) for s in data["sources"])
    choices = tuple(Choice(c["id"], c["title"]) for c in data["choices"])
    return Reply(kind, facts, blocks, sources, choices, short=short)


def _block(data: Mapping[str, Any]) -> Block:
    if data["type"] == "paragraph":
        return Paragraph(data["text"])
    if data["type"] == "list":
        return ItemList(tuple(data["items"]))
    if data["type"] == "quote":
        return Quote(data["text"], data["attribution"])
    if data["type"] == "helpline":
        return HelplineBlock(data["name"], data["call"], data["text"], data["hours"])
    raise ValueError(f"there is no block of type {data['type']!r}")
