"""Doors: what is said is the same at each of them, but for a few phrases that only fit a page, worded apart for messaging apps."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from faq.knowledge import APP, Knowledge

_NO_APPS: Final = frozenset({"website", "rest", "cmdline", ""})  # every other channel is a messaging app


def worded_for(knowledge: Knowledge, channel: str) -> Knowledge:
    """The knowledge in the wording for a channel by name: in an app, a phrase whose name ends in _app takes the place of its like."""
    if channel in _NO_APPS:
        return knowledge
    own = {name.removesuffix(APP): text for name, text in knowledge.phrases.items() if name.endswith(APP)}
    return replace(knowledge, phrases={**knowledge.phrases, **own})
