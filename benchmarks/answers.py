"""Writes docs/answers.md: every fact as a running bot answers it on the website: python -m benchmarks.answers PORT."""

from __future__ import annotations

import json
import sys
import urllib.request
import uuid
from pathlib import Path
from typing import Any

from tests.http.test_every_fact import TYPED

PAGE = Path(__file__).resolve().parent.parent / "docs" / "answers.md"
HEAD = """# Every fact, asked as a person would type it

Made by `python -m benchmarks.answers PORT` from a running bot, through the website channel. Each reply as it was sent.

| fact | question | reply | source |
|---|---|---|---|
"""


def call(base: str, path: str, body: dict[str, Any] | None, token: str = "") -> dict[str, Any]:
    """One call of the website channel on this machine."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    data = json.dumps(body).encode() if body is not None else b""
    request = urllib.request.Request(f"{base}{path}", data=data, headers=headers, method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback only
        found: dict[str, Any] = json.load(answer)
    return found


def row(fact: str, question: str, reply: dict[str, Any]) -> str:
    """One line of the table."""
    cells = [f"`{'`, `'.join(reply['facts']) or reply['kind']}`", question, _said(reply), _sources(reply)]
    return f"| {' | '.join(c.replace('|', '/') for c in cells)} |"


def _said(reply: dict[str, Any]) -> str:
    parts = []
    for block in reply["blocks"]:
        if block["type"] == "list":
            parts.extend(f"• {item}" for item in block["items"])
        elif block["type"] == "quote":
            parts.append(f"“{block['text']}” ({block['attribution']})")
        else:
            parts.append(block["text"])
    return "<br>".join(parts)


def _sources(reply: dict[str, Any]) -> str:
    return "<br>".join(
        f"{s['title']}{', ' + s['section'] if s['section'] else ''}: {s['url']}" for s in reply["sources"]
    )


def main() -> None:
    """Ask each question in a conversation of its own and write the page."""
    base = f"http://127.0.0.1:{int(sys.argv[1])}/webhooks/website"
    rows = []
    for fact, question in TYPED.items():
        token = call(base, "/session", None)["token"]
        answer = call(base, "/messages", {"id": uuid.uuid4().hex, "text": question}, token)
        rows.append(row(fact, question, answer["replies"][0]))
    PAGE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf8")
    print(f"{PAGE.name} written: {len(rows)} facts")


if __name__ == "__main__":
    main()
