"""A Reply by SMS: short where there is a short form, in GSM-7, help lines first, choices by number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from channels.messaging.lengths import utf16_units
from channels.messaging.outline import Line, Part, drawn, outline
from channels.messaging.parts import Event, Sent, Turn
from channels.twilio.drawing import words
from channels.twilio.platform import TEXT_MOST, Twilio
from channels.twilio.septets import plain, segments
from channels.wording import Wording
from faq.choices import choice_id
from faq.folding import words_key
from faq.reply import HelplineBlock, Kind, Paragraph, Reply, SourceNote
from ops.settings import Settings

_MORE: Final = re.compile(r"(?:(?:tell|send|text|show|give) me )?more(?: please| pls)?")


class Sms(Twilio):
    """SMS through Twilio."""

    title = "SMS by Twilio"
    channel = "twilio_sms"

    def __init__(self, chosen: Settings) -> None:
        super().__init__(chosen, chosen.twilio_sms_sender)

    def texts(self, reply: Reply, event: Event, wording: Wording) -> list[str]:
        """The short form and how to get the whole, or the whole when it is asked for or no dearer."""
        return whole(reply, wording) if asks_for_more(event.text) else cheapest(reply, wording)

    def meant(self, event: Event, last: Callable[[], Turn | None], wording: Wording) -> Event:
        """ "More" after a short form is the choice of the same fact again; after its whole, a follow-up like any other."""
        if event.sent is not Sent.TEXT or not asks_for_more(event.text):
            return event
        turn = last()
        # A choice is taken here by "more" alone: numbers are words like any others.
        if turn is None or turn.choice or not is_shortened(turn.reply, wording):
            return event
        return replace(event, sent=Sent.CHOICE, choice=choice_id(turn.reply.facts[0]))


def asks_for_more(text: str) -> bool:
    """Whether words ask for the whole of what was shown in short."""
    return _MORE.fullmatch(words_key(text)) is not None


def is_shortened(reply: Reply, wording: Wording) -> bool:
    """Whether a Reply is shown in its short form."""
    return bool(reply.short) and cheapest(reply, wording) != whole(reply, wording)


def cheapest(reply: Reply, wording: Wording) -> list[str]:
    """The short form where there is one that takes fewer segments, else the whole."""
    full = whole(reply, wording)
    if not reply.short:
        return full
    blocks = (Paragraph(reply.short), Paragraph(wording.phrase("whole_on_more")))
    short = whole(replace(reply, blocks=blocks), wording)
    return short if sum(map(segments, short)) < sum(map(segments, full)) else full


def whole(reply: Reply, wording: Wording) -> list[str]:
    """Everything in a Reply. In danger the lines to call come first: the first part of a long message may come alone."""
    blocks = reply.blocks
    if reply.kind is Kind.CRISIS:
        blocks = tuple(sorted(blocks, key=lambda block: not isinstance(block, HelplineBlock)))
    shown = replace(reply, blocks=blocks, sources=_each_once(reply.sources))
    return drawn(outline(shown, wording, numbered=True), _draw, TEXT_MOST, utf16_units)


def _each_once(sources: tuple[SourceNote, ...]) -> tuple[SourceNote, ...]:
    """Each sheet once, with the first section that is meant: an address takes half a segment."""
    found: dict[str, SourceNote] = {}
    for source in sources:
        found.setdefault(source.url, source)
    return tuple(found.values())


def _draw(line: Line) -> str:
    mark = "- " if line.part is Part.ITEM else ""
    return mark + plain(line.name + words(line, lambda piece: piece.text))
