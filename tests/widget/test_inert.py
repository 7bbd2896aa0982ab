"""Nothing that a person types, a reply says or a host page sets becomes more than text."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Route, expect

from tests.http.client import WEBSITE
from tests.widget.conftest import Visit
from tests.widget.screen import Screen

PAYLOADS = [
    "<img src=x onerror=\"window.hit='img'\">",
    "<script>window.hit='script'</script>",
    "<svg onload=\"window.hit='svg'\"><a href=\"javascript:window.hit='link'\"><text>tap</text></a></svg>",
    "<iframe srcdoc=\"<script>parent.hit='frame'</script>\"></iframe>",
    "</textarea></p><script>window.hit='broken out'</script>",
    '"><details open ontoggle="window.hit=\'toggle\'">',
    "<math><mtext><style><img src=x onerror=\"window.hit='mutation'\"></style></mtext></math>",
    "javascript:window.hit='scheme'",
    "data:text/html,<script>opener.hit='data'</script>",
    "{{constructor.constructor(\"window.hit='template'\")()}} ${window.hit='literal'} &lt;b&gt;<b>bold</b>",
]
DRAWN = {"A", "BUTTON", "DIV", "FIGCAPTION", "FIGURE", "BLOCKQUOTE", "FORM", "I", "INPUT", "LABEL", "LI", "OL"}
DRAWN |= {"P", "SMALL", "SPAN", "STRONG", "UL", "path", "svg"}
LOOK = """() => {
  const all = [...document.querySelector('faq-chat').shadowRoot.querySelectorAll('.log *, .strip *')];
  return {
    hit: window.hit ?? null,
    names: [...new Set(all.map((e) => e.tagName))],
    handlers: all.flatMap((e) => e.getAttributeNames()).filter((name) => /^on|^style$|^src/.test(name)),
    links: all.filter((e) => e.hasAttribute('href')).map((e) => e.getAttribute('href')),
  };
}"""


def look(screen: Screen) -> None:
    """Only elements that the widget itself makes are in the log, and only links that it allows."""
    seen = screen.page.evaluate(LOOK)
    assert seen["hit"] is None
    assert set(seen["names"]) <= DRAWN
    assert seen["handlers"] == []
    assert [link for link in seen["links"] if not re.match(r"https?://|tel:|sms:", link)] == []


def hostile(payload: str) -> dict[str, Any]:
    """A reply with the payload wherever it can stand."""
    return {
        "kind": "crisis",
        "facts": [payload],
        "text": payload,
        "blocks": [
            {"type": "paragraph", "text": payload},
            {"type": "list", "items": [payload, f"http://example.org/{payload}"]},
            {"type": "quote", "text": payload, "attribution": payload},
            {
                "type": "helpline",
                "name": payload,
                "call": f"{payload} 911",
                "text": f"Text {payload} 988",
                "hours": payload,
            },
            {"type": payload, "text": payload},
        ],
        "sources": [{"id": payload, "title": payload, "section": payload, "url": payload}],
        "choices": [{"id": payload, "title": payload}],
    }


def test_markup_that_a_person_types_stays_text_when_sent_and_when_restored(screen: Screen) -> None:
    for payload in PAYLOADS:
        screen.ask(payload)
    texts = screen.questions.locator("p").all_text_contents()
    look(screen)
    screen.page.reload()
    expect(screen.questions).to_have_count(len(PAYLOADS))
    restored = screen.questions.locator("p").all_text_contents()
    look(screen)

    assert texts == PAYLOADS
    assert restored == PAYLOADS


def test_markup_in_any_field_of_a_reply_stays_text(screen: Screen) -> None:
    waiting = iter(PAYLOADS)

    def answer(route: Route) -> None:
        seq = 2 * (len(PAYLOADS) - waiting.__length_hint__()) + 2  # type: ignore[attr-defined]
        route.fulfill(
            body=json.dumps({"seq": seq, "replies": [hostile(next(waiting))]}), content_type="application/json"
        )

    screen.page.route(f"**{WEBSITE}/messages", answer)
    for payload in PAYLOADS:
        reply = screen.ask("a question")
        expect(reply.locator(".bubble > p").first).to_have_text(payload)
        expect(reply.locator(".choice")).to_have_text(payload)
        look(screen)


def test_markup_in_an_error_sentence_stays_text(screen: Screen) -> None:
    screen.forgive("status of 400")
    error = json.dumps({"error": {"code": "bad_request", "message": PAYLOADS[0]}})
    screen.page.route(
        f"**{WEBSITE}/messages", lambda route: route.fulfill(status=400, body=error, content_type="application/json")
    )
    screen.send("a question")

    expect(screen.page.locator("faq-chat .note")).to_have_text(PAYLOADS[0])
    look(screen)


def test_markup_in_the_attributes_of_the_tag_stays_text(visit: Visit) -> None:
    quoted = PAYLOADS[0].replace('"', "&quot;")
    screen = visit().open_host(f'<faq-chat open heading="{quoted}" label="{quoted}" position="{quoted}"></faq-chat>')
    expect(screen.replies).to_have_count(1)

    expect(screen.page.locator("faq-chat h2")).to_have_text(PAYLOADS[0])
    look(screen)
