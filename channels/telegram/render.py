"""A Reply as Telegram's messages: HTML with everything escaped, choices as buttons, within Telegram's limits."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Final

from channels.links import Piece
from channels.messaging.lengths import shortened, utf8_bytes, utf16_units
from channels.messaging.outline import Line, Part, drawn, outline
from channels.messaging.parts import Call
from channels.wording import Wording
from faq.reply import Reply

TEXT_MOST: Final = (
    4096  # UTF-16 units; Telegram counts after its entities are parsed, we count before, which is never less
)
DATA_MOST: Final = 64  # bytes in UTF-8
TITLE_MOST: Final = 64  # characters on a button: Telegram names no limit, phones show fewer
_LONG_NUMBER: Final = re.compile(r"\b1-(\d{3}-\d{3}-\d{4})\b")


def render(reply: Reply, address: Mapping[str, Any], wording: Wording) -> list[Call]:
    """The sendMessage calls for a Reply. `address`: chat_id, and where there are, message_thread_id and reply_to."""
    texts = drawn(outline(reply, wording), _draw, TEXT_MOST, utf16_units)
    where = {k: address[k] for k in ("chat_id", "message_thread_id") if k in address}
    bodies = [
        {**where, "text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}} for text in texts
    ]
    if "reply_to" in address:
        bodies[0]["reply_parameters"] = {"message_id": address["reply_to"], "allow_sending_without_reply": True}
    buttons = [[_button(choice.id, choice.title)] for choice in reply.choices if utf8_bytes(choice.id) <= DATA_MOST]
    if buttons:
        bodies[-1]["reply_markup"] = {"inline_keyboard": buttons}
    return [Call("/sendMessage", body) for body in bodies]


def _button(choice: str, title: str) -> dict[str, str]:
    return {"text": shortened(title, TITLE_MOST), "callback_data": choice}


def _draw(line: Line) -> str:
    words = "".join(map(_piece, line.pieces))
    if line.name:
        words = f"<b>{_escaped(line.name.strip())}</b> {words}"
    if line.part is Part.ITEM:
        return f"• {words}"
    return f"<blockquote>{words}</blockquote>" if line.part is Part.QUOTE else words


def _piece(piece: Piece) -> str:
    if piece.href.startswith("tel:"):
        # Telegram makes a number tappable when it begins with +, and drops links to tel:.
        return _escaped(_LONG_NUMBER.sub(r"+1-\1", piece.text))
    if piece.href.startswith(("https://", "http://")):
        return f'<a href="{html.escape(piece.href)}">{_escaped(piece.text)}</a>'
    return _escaped(piece.text)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
