"""What both doors of Twilio draw alike: plain lines, with the addresses of sources behind their words."""

from __future__ import annotations

from collections.abc import Callable

from channels.links import Piece
from channels.messaging.outline import Line, Part


def words(line: Line, draw: Callable[[Piece], str]) -> str:
    """A line's words; where they lead stands behind them, for apps that have no words that are links."""
    shown = "".join(map(draw, line.pieces))
    if line.part is not Part.SOURCE:
        return shown
    addresses = [p.href for p in line.pieces if p.href.startswith(("https://", "http://")) and not _says_so(p)]
    return " ".join([shown, *addresses])


def is_address(piece: Piece) -> bool:
    """Whether a piece is an address of the web, which must stay as it is."""
    return piece.href.startswith(("https://", "http://")) and _says_so(piece)


def _says_so(piece: Piece) -> bool:
    return piece.href.endswith(piece.text)
