"""A Reply as Messenger's messages: plain text, help lines and sources as buttons, choices as quick replies, within the limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from channels.links import ways
from channels.messaging.lengths import shortened, utf16_units
from channels.messaging.outline import Line, Part, drawn, outline
from channels.wording import Wording
from faq.reply import Choice, HelplineBlock, Reply, SourceNote

# In characters; we count UTF-16 units, which are never fewer.
TEXT_MOST: Final = 2000
TEMPLATE_TEXT_MOST: Final = 640
TITLE_MOST: Final = 20
QUICK_REPLIES_MOST: Final = 13
BUTTONS_MOST: Final = 3
_SHORT_NUMBERS: Final = ("tel:988",)
_BEGINS: Final = (Part.PARAGRAPH, Part.HELPLINE, Part.SOURCE, Part.LEAD)  # where a message may begin
Buttons = list[dict[str, str]]


def messages(reply: Reply, wording: Wording) -> list[dict[str, Any]]:
    """The messages for a Reply, in order.

    What does not fit into one message with buttons comes in messages of plain text before it.
    """
    choices = reply.choices
    # A title that a button cannot hold stands whole in the text, under the number that the button begins with.
    numbered = len(choices) > QUICK_REPLIES_MOST or any(utf16_units(c.title) > TITLE_MOST for c in choices)
    lines = outline(reply, wording, numbered)
    calls = _calls(reply)
    buttons = [*calls, *_links(reply.sources)][:BUTTONS_MOST]
    behind = {button["url"] for button in buttons if "url" in button}
    start = _template_start(lines, behind) if buttons else None
    if start is None:
        found: list[dict[str, Any]] = [{"text": text} for text in _texts(lines, TEXT_MOST, set())]
    else:
        found = [{"text": text} for text in _texts(lines[:start], TEXT_MOST, behind)]
        found.append(_template(_texts(lines[start:], TEMPLATE_TEXT_MOST, behind)[0], buttons))
    if choices:
        found[-1]["quick_replies"] = [_quick(n, c, numbered) for n, c in enumerate(choices[:QUICK_REPLIES_MOST], 1)]
    return found


def _texts(lines: Sequence[Line], most: int, behind: set[str]) -> list[str]:
    return drawn(list(lines), lambda line: _draw(line, behind), most, utf16_units)


def _template_start(lines: Sequence[Line], behind: set[str]) -> int | None:
    """The first place from which all that follows fits above buttons; None when nothing does."""
    places = (
        i for i, line in enumerate(lines) if i == 0 or (line.part in _BEGINS and lines[i - 1].part is not line.part)
    )
    return next((i for i in places if len(_texts(lines[i:], TEMPLATE_TEXT_MOST, behind)) == 1), None)


def _template(text: str, buttons: Buttons) -> dict[str, Any]:
    payload = {"template_type": "button", "text": text, "buttons": buttons}
    return {"attachment": {"type": "template", "payload": payload}}


def _calls(reply: Reply) -> Buttons:
    """Buttons that dial help lines. Messenger dials no number like 988, and a button for a line behind it would lead past it."""
    found: Buttons = []
    for block in reply.blocks:
        way = next(ways(block.as_dict()), None) if isinstance(block, HelplineBlock) and block.call else None
        if way and way.href in _SHORT_NUMBERS:
            break
        if way and way.href.startswith("tel:+") and len(way.text) <= TITLE_MOST:
            found.append({"type": "phone_number", "title": way.text, "payload": way.href.removeprefix("tel:")})
    return found


def _links(sources: Sequence[SourceNote]) -> Buttons:
    titles = {source.url: source.title for source in reversed(sources)}
    urls = dict.fromkeys(source.url for source in sources if _is_web(source.url))
    return [{"type": "web_url", "title": _label(titles[url]), "url": url} for url in urls]


def _quick(place: int, choice: Choice, numbered: bool) -> dict[str, str]:
    title = _label(f"{place}. {choice.title}" if numbered else choice.title)
    return {"content_type": "text", "title": title, "payload": choice.id}


def _label(title: str) -> str:
    """The title within what a button holds, cut between words when enough of it is left."""
    if utf16_units(title) <= TITLE_MOST:
        return title
    cut = shortened(title, TITLE_MOST, utf16_units)
    words = title[: len(cut)].rpartition(" ")[0].rstrip(" ,;:")
    return f"{words}…" if len(words) > TITLE_MOST // 2 else cut


def _draw(line: Line, behind: set[str]) -> str:
    """The line as plain text; an address that no button leads to stands behind its title."""
    words = line.name
    for piece in line.pieces:
        address = piece.href if line.part is Part.SOURCE and _is_web(piece.href) and piece.href not in behind else ""
        words += f"{piece.text} ({address})" if address else piece.text
    return f"• {words}" if line.part is Part.ITEM else words


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))
