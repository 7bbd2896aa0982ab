"""A Reply in WhatsApp: whole, with names in *bold* and quotes in _italics_, choices by number."""

from __future__ import annotations

import re
from typing import Final

from channels.links import Piece
from channels.messaging.lengths import utf16_units
from channels.messaging.outline import Line, Part, drawn, outline
from channels.messaging.parts import Event
from channels.twilio.drawing import is_address, words
from channels.twilio.platform import TEXT_MOST, Twilio
from channels.wording import Wording
from faq.reply import Reply
from ops.settings import Settings

# WhatsApp has no way to escape its marks. A mark inside a word marks nothing and stays; any other is drawn by its twin.
_MARK: Final = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")
_TWINS: Final = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_QUOTING: Final = re.compile(r"^(\s*)>", re.MULTILINE)  # at the beginning of a line
_LONG_NUMBER: Final = re.compile(r"\b1-(\d{3}-\d{3}-\d{4})\b")


class Whatsapp(Twilio):
    """WhatsApp through Twilio."""

    title = "WhatsApp by Twilio"
    channel = "twilio_whatsapp"
    prefix = "whatsapp:"

    def __init__(self, chosen: Settings) -> None:
        super().__init__(chosen, chosen.twilio_whatsapp_sender)

    def texts(self, reply: Reply, event: Event, wording: Wording) -> list[str]:
        """The whole Reply."""
        return drawn(outline(reply, wording, numbered=True), _draw, TEXT_MOST, utf16_units)


def escaped(text: str) -> str:
    """A text that WhatsApp shows as it is."""
    return _QUOTING.sub(r"\1›", _MARK.sub(lambda mark: mark[0].translate(_TWINS), text))


def _draw(line: Line) -> str:
    shown = words(line, _piece)
    if line.name:
        shown = f"*{escaped(line.name.strip())}* {shown}"
    if line.part is Part.ITEM:
        return f"• {shown}"
    return f"_{shown}_" if line.part is Part.QUOTE and "\n" not in shown else shown


def _piece(piece: Piece) -> str:
    if is_address(piece):
        return piece.text
    # WhatsApp makes a number tappable when it begins with +.
    return escaped(_LONG_NUMBER.sub(r"+1-\1", piece.text))
