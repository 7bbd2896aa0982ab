"""Nothing that a person types, a reply says or a host page sets becomes more than text."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.http.client import WEBSITE
from tests.widget.conftest import Visit
from tests.widget.payloads import PAYLOADS
from tests.widget.screen import Screen

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
# One element after the other, each with the payload in every attribute that is read; what came of it.
SET_ATTRIBUTES = """async (payloads) => {
  const seen = [];
  for (const payload of payloads) {
    const chat = document.createElement('faq-chat');
    for (const name of ['heading', 'label', 'greeting', 'accent', 'theme', 'position', 'lang', 'leave-url']) chat.setAttribute(name, payload);
    document.body.append(chat);
    chat.open();
    const root = chat.shadowRoot;
    while (!root.querySelector('.bot')) await new Promise((resolve) => setTimeout(resolve, 10));
    const { textContent } = root.querySelector('.launcher');
    seen.push({
      heading: root.querySelector('h2').textContent, label: textContent, greeting: root.querySelector('.bubble').textContent,
      accent: chat.style.getPropertyValue('--faq-chat-accent'),
      scripts: root.querySelectorAll('script, img, iframe, object, embed, style, link, [onload], [onerror]').length,
    });
    chat.remove();
  }
  return seen;
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


class Hostile:
    """A server that answers every message with the same message wherever a reply has text, and keeps it all."""

    def __init__(self, screen: Screen) -> None:
        self.messages: list[dict[str, Any]] = []
        screen.page.route(re.compile(rf"{WEBSITE}/messages"), self._answer)

    def _answer(self, route: Route) -> None:
        if route.request.method == "GET":
            return route.fulfill(body=json.dumps({"messages": self.messages}), content_type="application/json")
        text = route.request.post_data_json["text"]
        seq = len(self.messages) + 2
        reply = hostile(text)
        self.messages += [
            {"seq": seq - 1, "from": "user", "text": text},
            {"seq": seq, "from": "bot", "reply": reply},
        ]
        return route.fulfill(body=json.dumps({"seq": seq, "replies": [reply]}), content_type="application/json")


def test_there_are_forty() -> None:
    assert len(set(PAYLOADS)) == 40


def test_forty_payloads_stay_text_in_what_is_typed_in_every_field_of_a_reply_and_when_restored(screen: Screen) -> None:
    Hostile(screen)
    for payload in PAYLOADS:
        screen.send(payload)
    for restored in (False, True):
        if restored:
            screen.page.reload()
        expect(screen.questions).to_have_count(len(PAYLOADS))
        expect(screen.page.locator("faq-chat .crisis")).to_have_count(len(PAYLOADS))
        assert screen.questions.locator("p").all_text_contents() == PAYLOADS
        assert screen.page.locator("faq-chat .crisis .bubble > p:first-child").all_text_contents() == PAYLOADS
        assert screen.page.locator("faq-chat .crisis .choice").all_text_contents() == PAYLOADS
        assert screen.page.locator("faq-chat .crisis figcaption").all_text_contents() == PAYLOADS
        look(screen)


def test_the_bot_itself_gives_markup_back_as_text(screen: Screen) -> None:
    typed = " ".join(PAYLOADS)[:3900].strip()
    screen.ask(typed)
    look(screen)
    screen.page.reload()

    expect(screen.questions).to_have_count(1)
    assert screen.questions.locator("p").text_content() == typed
    look(screen)


def test_forty_payloads_stay_text_in_every_attribute_of_the_element(visit: Visit) -> None:
    screen = visit().open_host()
    expect(screen.button("Ask a question")).to_be_visible()
    screen.page.evaluate("document.querySelector('faq-chat').remove()")
    seen = screen.page.evaluate(SET_ATTRIBUTES, PAYLOADS)

    assert [one["heading"] for one in seen] == PAYLOADS
    assert [one["label"] for one in seen] == PAYLOADS
    assert [one["greeting"] for one in seen] == PAYLOADS
    assert {(one["accent"], one["scripts"]) for one in seen} == {("", 0)}
    assert screen.page.evaluate("window.hit ?? null") is None


def test_a_colour_that_is_more_than_a_colour_is_left_out(visit: Visit) -> None:
    screen = visit().open_host('<faq-chat accent="red; background: url(https://evil.example/x)"></faq-chat>')
    expect(screen.button("Ask a question")).to_be_visible()

    assert screen.page.locator("faq-chat").get_attribute("style") is None


@pytest.mark.parametrize("address", [f"javascript:{PAYLOADS[0]}", "data:text/html,hello", "//evil.example", "/home"])
def test_only_an_http_address_is_a_page_to_leave_for(visit: Visit, address: str) -> None:
    screen = visit()
    screen.forgive(r"asked another site: https://www\.google\.com/")
    screen.page.route("https://www.google.com/**", lambda route: route.fulfill(body="Sunny", content_type="text/plain"))
    screen.open_host(f"<faq-chat open leave-url='{address}'></faq-chat>")
    screen.button("Leave this page").click()

    screen.page.wait_for_url("https://www.google.com/**")


def test_markup_in_an_error_sentence_stays_text(screen: Screen) -> None:
    error = json.dumps({"error": {"code": "bad_request", "message": PAYLOADS[4]}})
    with screen.answering(f"**{WEBSITE}/messages", 400, error):
        screen.send("a question")
        expect(screen.notes).to_have_text(PAYLOADS[4])

    look(screen)
