"""Slack's Web API on loopback, with its published limits; slack_sdk's own models judge the blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from tests.platforms.fake import Button, Fake, Shown, needs, only_fields

TOKEN: Final = "xoxb-100200300-made-up-for-the-tests-of-slack"
BOT: Final = "U0BOT0BOT"
_BLOCKS_MOST, _ALL_BLOCKS_MOST, _TEXT_MOST, _ID_MOST = 50, 12_000, 4000, 255
_SECTION_MOST, _HEADER_MOST, _ELEMENTS_MOST, _BUTTON_MOST, _VALUE_MOST = 3000, 150, 25, 75, 2000
_LINK: Final = re.compile(r"<([^<>|]+)\|([^<>]+)>")
# Marks count at the edges of words, on one line.
_MARKS: Final = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n]*?\S)\1(?![\w*_~`])")


class Mrkdwn:
    """mrkdwn as a person sees it: `plain` without marks, and where its links lead."""

    def __init__(self, text: str) -> None:
        needs(not re.search(r"&(?!(?:amp|lt|gt);)", text), "unescaped &")
        self.links = tuple(target.replace("&amp;", "&") for target, _ in _LINK.findall(text))
        for target in self.links:
            needs(re.match(r"https?://\S+\Z|tel:\+?\d+\Z|mailto:\S+\Z", target), f"not a link: {target}")
        labelled = _LINK.sub(lambda match: match[2], text)
        quoted = re.sub(r"^> ?", "", labelled, flags=re.MULTILINE)
        needs(not re.search(r"[<>]", quoted), "unescaped < or >")
        unmarked = _MARKS.sub(lambda match: match[2], quoted)
        self.plain = unmarked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class FakeSlack(Fake):
    """The Web API's methods that are used."""

    scopes = "app_mentions:read,chat:write,im:history"

    def name_of(self, path: str, headers: Mapping[str, str]) -> str:
        given = {name.lower(): value for name, value in headers.items()}
        needs(given.get("authorization") == f"Bearer {TOKEN}", "invalid_auth")
        needs(given.get("content-type", "").startswith("application/json"), "missing_post_type")
        return path.removeprefix("/")

    def shows(self, name: str) -> bool:
        return name == "chat.postMessage"

    def refusal(self, reason: str) -> tuple[int, dict[str, Any]]:
        known = reason if re.fullmatch("[a-z_]+", reason) else "invalid_blocks"
        return 200, {"ok": False, "error": known, "response_metadata": {"messages": [reason]}}

    def respond(self, path: str, headers: Mapping[str, str], content: bytes) -> tuple[int, Mapping[str, str], bytes]:
        status, more, answer = super().respond(path, headers, content)
        return status, {"X-OAuth-Scopes": self.scopes, **more}, answer

    def take(self, name: str, body: dict[str, Any]) -> tuple[dict[str, Any], Shown | None]:
        if name == "auth.test":
            only_fields(body, set(), set())
            return {
                "ok": True,
                "user_id": BOT,
                "bot_id": "B0BOT",
                "team_id": "T1",
                "url": "https://test.slack.com/",
            }, None
        needs(name == "chat.postMessage", "unknown_method")
        optional = {"blocks", "thread_ts", "unfurl_links", "unfurl_media", "mrkdwn", "reply_broadcast", "metadata"}
        only_fields(body, {"channel", "text"}, optional)
        needs(re.fullmatch(r"[CDG][A-Z0-9]{8,}", body["channel"]), "channel_not_found")
        needs(re.fullmatch(r"\d{10}\.\d{6}", body.get("thread_ts", "1700000000.000000")), "invalid_thread_ts")
        needs(body["text"].strip(), "no_text")
        needs(len(body["text"]) <= _TEXT_MOST, "msg_too_long")
        Mrkdwn(body["text"])
        shown = _shown(body["channel"], body["blocks"]) if "blocks" in body else _plain(body)
        return {"ok": True, "channel": body["channel"], "ts": f"1700000000.{len(self.shown):06d}"}, shown


def _plain(body: dict[str, Any]) -> Shown:
    words = Mrkdwn(body["text"])
    return Shown(body["channel"], words.plain, (), words.links)


def _shown(channel: str, blocks: list[dict[str, Any]]) -> Shown:
    needs(0 < len(blocks) <= _BLOCKS_MOST, "invalid_blocks")
    try:
        for parsed in Block.parse_all(blocks):
            parsed.validate_json()
            parsed.to_dict()
    except SlackObjectFormationError as error:
        needs(False, f"slack_sdk: {error}")
    texts, buttons, links = [], [], ()  # type: tuple[list[str], list[Button], tuple[str, ...]]
    for block in blocks:
        if block.get("type") == "section":
            words = _section(block)
            texts, links = [*texts, words.plain], (*links, *words.links)
        elif block.get("type") == "header":
            only_fields(block, {"type", "text"}, {"block_id"})
            texts.append(_plain_text(block["text"], _HEADER_MOST))
        else:
            buttons += _buttons(block)
    needs(sum(map(len, texts)) <= _ALL_BLOCKS_MOST, "msg_blocks_too_long")
    identities = [block["block_id"] for block in blocks if "block_id" in block]
    needs(
        len(set(identities)) == len(identities) and all(len(i) <= _ID_MOST for i in identities),
        "a block_id twice or too long",
    )
    return Shown(channel, "\n".join(texts), tuple(buttons), links)


def _section(block: dict[str, Any]) -> Mrkdwn:
    only_fields(block, {"type", "text"}, {"block_id", "expand", "fields", "accessory"})
    only_fields(block["text"], {"type", "text"}, {"verbatim"})
    needs(block["text"]["type"] == "mrkdwn", "a section without marks")
    needs(1 <= len(block["text"]["text"]) <= _SECTION_MOST, "a section of more than 3000 characters, or of none")
    return Mrkdwn(block["text"]["text"])


def _buttons(block: dict[str, Any]) -> list[Button]:
    needs(block.get("type") == "actions", f"unknown type of block {block.get('type')}")
    only_fields(block, {"type", "elements"}, {"block_id"})
    needs(0 < len(block["elements"]) <= _ELEMENTS_MOST, "more than 25 elements, or none")
    found = []
    for element in block["elements"]:
        only_fields(element, {"type", "text", "action_id"}, {"value", "style", "url", "accessibility_label"})
        needs(element["type"] == "button", "no button")
        needs(1 <= len(element["action_id"]) <= _ID_MOST, "an action_id of more than 255 characters")
        needs(len(element.get("value", "")) <= _VALUE_MOST, "a value of more than 2000 characters")
        found.append(Button(_plain_text(element["text"], _BUTTON_MOST), element.get("value", "")))
    needs(len({element["action_id"] for element in block["elements"]}) == len(found), "an action_id twice")
    return found


def _plain_text(text: dict[str, Any], most: int) -> str:
    only_fields(text, {"type", "text"}, {"emoji"})
    needs(text["type"] == "plain_text" and 1 <= len(text["text"]) <= most, f"not plain text of 1 to {most} characters")
    return str(text["text"])
