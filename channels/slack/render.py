"""A Reply as Slack's messages: a section of mrkdwn, choices as buttons under the last, and all of it again as plain fallback."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from channels.links import Piece
from channels.messaging.lengths import characters, shortened
from channels.messaging.outline import Line, Part, drawn, outline
from channels.messaging.parts import Call
from channels.slack.mrkdwn import escaped, link
from channels.wording import Wording
from faq.reply import Choice, Reply

SECTION_MOST: Final = 3000  # characters of a section's text
TEXT_MOST: Final = 4000  # characters of a message's text: beyond them Slack answers msg_too_long
TITLE_MOST, VALUE_MOST = 75, 2000  # characters on a button, and of what it sends back
ELEMENTS_MOST: Final = 25  # in one block of actions; a Reply has far fewer choices


def render(reply: Reply, address: Mapping[str, Any], wording: Wording) -> list[Call]:
    """The chat.postMessage calls for a Reply. `address`: channel, and thread_ts where there is a thread.

    One section a message: Slack also limits all the blocks of a message together, without saying how.
    """
    choices = [choice for choice in reply.choices if len(choice.id) <= VALUE_MOST][:ELEMENTS_MOST]
    listed = "".join(f"\n{n}. {escaped(choice.title)}" for n, choice in enumerate(choices, 1))
    texts = drawn(outline(reply, wording), _draw, min(SECTION_MOST, TEXT_MOST - len(listed)), characters)
    bodies: list[dict[str, Any]] = [
        {**address, "text": text, "blocks": [_section(text)], "unfurl_links": False, "unfurl_media": False}
        for text in texts
    ]
    if choices:
        bodies[-1]["text"] += listed  # notifications and screen readers have the text alone
        bodies[-1]["blocks"].append(_actions(choices))
    return [Call("/chat.postMessage", body) for body in bodies]


def _section(text: str) -> dict[str, Any]:
    # Expanded, because help lines behind "show more" may not be found; verbatim, because links are marked already.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}, "expand": True}


def _actions(choices: Sequence[Choice]) -> dict[str, Any]:
    return {"type": "actions", "elements": [_button(place, choice) for place, choice in enumerate(choices, 1)]}


def _button(place: int, choice: Choice) -> dict[str, Any]:
    title = {"type": "plain_text", "text": shortened(choice.title, TITLE_MOST), "emoji": False}
    return {"type": "button", "text": title, "action_id": f"choice_{place}", "value": choice.id}


def _draw(line: Line) -> str:
    words = "".join(map(_piece, line.pieces))
    if line.name:
        words = f"*{escaped(line.name.strip())}* {words}"
    if line.part is Part.ITEM:
        return f"• {words}"
    return "> " + words.replace("\n", "\n> ") if line.part is Part.QUOTE else words


def _piece(piece: Piece) -> str:
    if piece.href.startswith(("https://", "http://", "tel:")):
        return link(piece.href, piece.text)
    return escaped(piece.text)
