"""The emergency lines as knowledge/helplines.yml has them."""

from __future__ import annotations

from typing import Any

import yaml

from tests.http.product import REPOSITORY


def emergency() -> list[dict[str, Any]]:
    """The lines that stand in whenever the bot fails, in the order of knowledge/helplines.yml."""
    known = yaml.safe_load((REPOSITORY / "knowledge" / "helplines.yml").read_text("utf-8"))
    lines = {line["id"]: line for line in known["helplines"]}
    return [lines[name] for name in known["order"]["emergency"]]


def emergency_links() -> list[str]:
    """Where their links must lead."""
    links = []
    for line in emergency():
        if line["call"]:
            links.append(f"tel:{line['call']}")
        if line["text_number"]:
            body = f"?&body={line['text_body']}" if line["text_body"] else ""
            links.append(f"sms:{line['text_number']}{body}")
    return links


def spanish_links() -> list[str]:
    """The same for people who ask for help in Spanish: 988 takes the word that its own text names."""
    assert "(Spanish: text AYUDA)" in emergency()[1]["text"]
    return [link.replace("sms:988", "sms:988?&body=AYUDA") for link in emergency_links()]
