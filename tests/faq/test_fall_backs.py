"""A link marked dead is shown nowhere: its fall-back takes its place in whatever is said of a fact."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from faq import composing
from faq.knowledge import Knowledge
from faq.rendering.plain_text import whole_text
from faq.reply import Reply

DEAD, INSTEAD = "https://example.org/dead/", "https://example.org/instead/"


def marked(knowledge: Knowledge, status: str) -> Knowledge:
    """The knowledge with every source's link dead, and marked so or not."""
    sources = {i: replace(s, url=DEAD, fallback_url=INSTEAD, status=status) for i, s in knowledge.sources.items()}
    return replace(knowledge, sources=sources)


def replies(k: Knowledge, fact: str) -> list[Reply]:
    """Everything that is said of a fact."""
    item = composing.item_answer(k, fact, 0)
    said = [composing.answer(k, (fact,)), composing.short_answer(k, (fact,)), composing.sources_answer(k, (fact,))]
    return [*said, composing.advice(k, "advice_medical", fact), *([item] if item else [])]


@pytest.mark.parametrize("status", ["gone", "moved"])
def test_a_marked_link_is_replaced_in_every_reply(knowledge: Knowledge, status: str) -> None:
    k = marked(knowledge, status)
    for fact in k.facts:
        for reply in replies(k, fact):
            said = whole_text(k, reply) + json.dumps(reply.as_dict(""))
            assert DEAD not in said, fact
            assert INSTEAD in said, fact


def test_a_marked_link_without_a_fall_back_is_better_than_no_source(knowledge: Knowledge) -> None:
    k = marked(knowledge, "gone")
    k = replace(k, sources={i: replace(s, fallback_url="") for i, s in k.sources.items()})

    assert all(DEAD in whole_text(k, composing.answer(k, (fact,))) for fact in k.facts)


@pytest.mark.parametrize("status", ["ok", "unchecked"])
def test_other_links_are_shown_themselves(knowledge: Knowledge, status: str) -> None:
    k = marked(knowledge, status)
    for fact in k.facts:
        assert INSTEAD not in "".join(whole_text(k, reply) for reply in replies(k, fact))
