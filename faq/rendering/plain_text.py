"""A Reply as plain text, complete by itself: for the shell, for REST, for transcripts, and as `text` of every Reply."""

from __future__ import annotations

from faq.knowledge import Knowledge
from faq.reply import Kind, Reply


def whole_text(knowledge: Knowledge, reply: Reply) -> str:
    """Blocks, sources with links, and numbered choices, one a line, without blank lines."""
    lines = [block.as_text() for block in reply.blocks]
    lines.extend(_sources(knowledge, reply))
    lines.extend(_choices(knowledge, reply))
    return "\n".join(lines)


def _sources(knowledge: Knowledge, reply: Reply) -> list[str]:
    lead = knowledge.phrase("source_lead")
    sheets = [f"{s.title}, {s.section}" for s in reply.sources if s.section]
    links = list(dict.fromkeys(f"{s.title}: {s.url}" if not s.section else s.url for s in reply.sources))
    return [f"{lead} {'; '.join(sheets)}", *links] if sheets else links


def _choices(knowledge: Knowledge, reply: Reply) -> list[str]:
    if not reply.choices:
        return []
    lead = [knowledge.phrase("related_lead")] if reply.kind is Kind.ANSWER else []
    return [*lead, *(f"{n}. {choice.title}" for n, choice in enumerate(reply.choices, 1))]
