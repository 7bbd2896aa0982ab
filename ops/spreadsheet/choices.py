"""What the drop-downs offer, and the names that staff see for every kind of message."""

from __future__ import annotations

from collections.abc import Sequence

from ops import generate
from ops.spreadsheet.files import shown_intent
from ops.spreadsheet.layout import FACTS, OPTIONS, SOURCES
from ops.spreadsheet.records import Record


def options(records: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    """Each list that a column may name, and its values."""
    facts = [r.key for r in records if r.sheet == FACTS]
    sources = [r.key for r in records if r.sheet == SOURCES]
    belongs = [shown_intent(i) for i in generate.intents(facts)]
    return {**OPTIONS, "facts": tuple(facts), "sources": tuple(sources), "belongs": tuple(belongs)}
