"""A Reply as lines of marked words, which each platform draws in its own way."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from channels.links import Piece, line_label, prose
from channels.messaging.lengths import Measure, cut, joined
from channels.wording import Wording
from faq.reply import Block, HelplineBlock, ItemList, Kind, Paragraph, Quote, Reply


class Part(enum.Enum):
    """What a line is part of."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    HELPLINE = "helpline"
    SOURCE = "source"
    LEAD = "lead"
    CHOICE = "choice"


@dataclass(frozen=True)
class Line:
    """One line: what it is part of, its words with where they lead, and a name that stands before them in bold."""

    part: Part
    pieces: tuple[Piece, ...]
    name: str = ""

    @property
    def text(self) -> str:
        """The line without marks."""
        return self.name + "".join(piece.text for piece in self.pieces)


def outline(reply: Reply, wording: Wording, numbered: bool = False) -> list[Line]:
    """Everything in a Reply, in order. `numbered`: choices as numbered lines too, for platforms without buttons."""
    lines = [line for block in reply.blocks for line in _block(block)]
    lines += _sources(reply, wording)
    if reply.choices and reply.kind is Kind.ANSWER:
        lines.append(Line(Part.LEAD, (Piece(wording.phrase("related_lead")),)))
    if numbered:
        lines += [Line(Part.CHOICE, (Piece(f"{n}. {c.title}"),)) for n, c in enumerate(reply.choices, 1)]
    return lines


def drawn(lines: list[Line], draw: Callable[[Line], str], most: int, measure: Measure) -> list[str]:
    """The lines as few texts of at most `most`, a blank line between unlike parts; too long a line is cut at sentences first."""
    texts: list[str] = []
    before: Part | None = None
    for line in (fitting for whole in lines for fitting in _fitting(whole, draw, most, measure)):
        between = "\n" if before is line.part and before is not Part.PARAGRAPH else "\n\n"
        if before is Part.LEAD and line.part is Part.CHOICE:
            between = "\n"
        *full, last = joined([*texts[-1:], draw(line)], between, most, measure)
        texts = [*texts[:-1], *full, last]
        before = line.part
    return texts


def _fitting(line: Line, draw: Callable[[Line], str], most: int, measure: Measure) -> list[Line]:
    """The line, or pieces of it that fit once drawn: marks make a text longer, some several times."""
    room, lines = most, [line]
    while room > 1 and any(measure(draw(piece)) > most for piece in lines):
        room //= 2
        lines = [Line(line.part, tuple(prose(text))) for text in cut(line.text, room, measure)]
    return lines


def _block(block: Block) -> list[Line]:
    if isinstance(block, Paragraph):
        return [Line(Part.PARAGRAPH, tuple(prose(block.text)))]
    if isinstance(block, ItemList):
        return [Line(Part.ITEM, tuple(prose(item))) for item in block.items]
    if isinstance(block, Quote):
        return [Line(Part.QUOTE, (Piece(f"“{block.text}” ({block.attribution})"),))]
    return [_helpline(block)]


def _helpline(block: HelplineBlock) -> Line:
    text, note = line_label(block.text)
    ways = [f"call {block.call}" if block.call else "", text[:1].lower() + text[1:]]
    notes = "; ".join(filter(None, (note, block.hours)))
    shown = " or ".join(filter(None, ways)) + (f" ({notes})" if notes else "")
    return Line(Part.HELPLINE, tuple(prose(shown)), f"{block.name}: ")


def _sources(reply: Reply, wording: Wording) -> list[Line]:
    lines = []
    for source in reply.sources:
        if source.section:
            lines.append(Line(Part.SOURCE, (Piece(source.title, source.url), Piece(f", {source.section}"))))
    found = (
        [Line(Part.SOURCE, (Piece(f"{wording.phrase('source_lead')} "), *lines[0].pieces)), *lines[1:]] if lines else []
    )
    more = [Piece(source.title, source.url) for source in reply.sources if not source.section]
    lead = Piece(f"{wording.phrase('links_lead')} ")
    return [*found, *(Line(Part.SOURCE, (lead, piece)) for piece in more)]
