"""Every state that a person meets, one after the other on one page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from playwright.sync_api import Locator, expect

from tests.widget.screen import Screen

DEFINITION = "what does iecmh stand for and mean"
QUESTION = "how can judges help families with addiction?"
VAGUE = ["development", "attachment stress", "what helps"]
ELSEWHERE = "what is the capital of France?"
DANGER = "I want to kill myself tonight"
PANEL, MESSAGES = "**/widget-panel*", "**/messages"
TOO_FAST = json.dumps({"error": {"code": "too_fast", "message": "Too fast."}})
FAILED = json.dumps({"error": {"code": "server_error", "message": "Something went wrong on our side."}})
OTHER_SITE = "https://other.example"
NO_ENTRY = f"from origin '{OTHER_SITE}' has been blocked by CORS|status of 403|ERR_FAILED"


def walk(screen: Screen, **page: str) -> Iterator[str]:
    """The name of each state, while the page is in it."""
    screen.page.clock.install()
    yield from begins(screen, **page)
    yield from talks(screen)
    yield from goes_wrong(screen)
    yield from ends(screen)
    yield from never_begins(screen, **page)


def begins(screen: Screen, **page: str) -> Iterator[str]:
    screen.open_host(**page)
    expect(screen.button("Ask a question")).to_be_visible()
    yield "closed"
    with screen.holding(PANEL):
        screen.button("Ask a question").click()
        expect(screen.button("Opening the chat…")).to_be_visible()
        yield "opening"
    expect(screen.replies).to_have_count(1)
    yield "open"


def talks(screen: Screen) -> Iterator[str]:
    with screen.holding(MESSAGES):
        screen.send(DEFINITION)
        expect(screen.thinking).to_contain_text("Looking it up")
        yield "typing"
        screen.page.clock.fast_forward(5_000)
        expect(screen.thinking).to_contain_text("Still looking")
        yield "slow"
    expect(screen.replies).to_have_count(2)
    yield "answered"
    asked_back(screen)
    yield "choices"
    reply = screen.ask(ELSEWHERE)
    reply.get_by_role("button", name="No", exact=True).click()
    reply.get_by_role("button", name="Say more").click()
    expect(reply.get_by_label("What could be better?")).to_be_focused()
    yield "feedback"
    screen.ask(DANGER)
    yield "crisis"
    screen.ask(QUESTION)
    expect(screen.strip).to_be_visible()
    yield "lines-stay"
    screen.button("Hide the help lines").click()
    expect(screen.strip).to_be_hidden()


def asked_back(screen: Screen) -> Locator:
    """The reply to words that may mean several things; which do so changes with the training."""
    for text in VAGUE:
        reply = screen.ask(text)
        if reply.locator(".choice").last.inner_text().endswith("None of these"):
            return reply
    raise AssertionError(f"none of {VAGUE} was asked back about")


def goes_wrong(screen: Screen) -> Iterator[str]:
    with screen.offline():
        screen.send("What is toxic stress?")
        expect(screen.strip).to_contain_text("You seem to be offline.")
        yield "offline"
        before = screen.replies.count()
    expect(screen.replies).to_have_count(before + 1)

    with screen.answering(MESSAGES, 429, TOO_FAST, Retry_After="20"):
        screen.send("What are ACEs?")
        expect(screen.strip).to_contain_text("in 20 seconds")
        yield "rate-limited"
    screen.next_reply(lambda: screen.page.clock.fast_forward(21_000))

    with screen.answering(MESSAGES, 500, FAILED):
        screen.send("What is attachment?")
        wait_for_failure(screen)
        yield "error"
    screen.next_reply(screen.button("Try again").click)

    screen.forgive("status of 401")
    screen.chat().call("DELETE", "/session")
    screen.ask("And what is self-regulation?")
    expect(screen.notes.last).to_contain_text("The last chat had ended")
    yield "expired"


def wait_for_failure(screen: Screen) -> None:
    """Until the page has tried often enough."""
    for _ in range(20):
        screen.page.clock.fast_forward(8_000)
        screen.page.wait_for_timeout(100)
        if screen.button("Try again").is_visible():
            return
    expect(screen.button("Try again")).to_be_visible()


def ends(screen: Screen) -> Iterator[str]:
    screen.page.reload()
    screen.page.locator("faq-chat .launcher").click()
    expect(screen.questions).to_have_count(1)
    yield "restored"
    screen.button("Start a new chat").click()
    expect(screen.button("Keep it")).to_be_focused()
    yield "new-chat"
    screen.button("Keep it").click()
    screen.button("Erase this chat").click()
    screen.page.locator("faq-chat .sure .main").click()
    expect(screen.notes).to_have_text(re.compile("has been erased"))
    expect(screen.notes).to_be_in_viewport(ratio=1)
    expect(screen.replies).to_have_count(1)
    yield "erased"


def never_begins(screen: Screen, **page: str) -> Iterator[str]:
    screen.forgive(NO_ENTRY)
    screen.page.route(PANEL, lambda route: route.abort())
    screen.page.reload()
    screen.page.locator("faq-chat .launcher").click()
    expect(screen.page.locator("faq-chat .unloaded")).to_be_visible()
    yield "not-loaded"
    screen.page.unroute(PANEL)

    screen.open_host(origin=OTHER_SITE, **page)
    screen.page.locator("faq-chat .launcher").click()
    expect(screen.strip).to_contain_text("This site is not on the list")
    yield "refused"

    screen.open_host(**{**page, "lang": "es"})
    screen.page.locator("faq-chat .launcher").click()
    expect(screen.replies).to_have_count(1)
    yield "spanish"
