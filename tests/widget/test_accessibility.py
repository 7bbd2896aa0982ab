"""axe-core finds nothing to complain of, in no state and in neither scheme of colours."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.http.product import REPOSITORY
from tests.widget.conftest import Visit
from tests.widget.screen import Screen

AXE = REPOSITORY / "tests" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
RUN = """async (tags) => {
  const { violations, passes } = await axe.run({ runOnly: { type: 'tag', values: tags }, preload: false });
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
  return { found, rules: passes.map(({ id }) => id) };
}"""
QUESTION = "how can judges help families with addiction?"
DANGER = "I want to kill myself tonight"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 320, "height": 640}}
LOOKS = [("desktop", "light"), ("desktop", "dark"), ("phone", "dark")]  # a phone's colours are a desktop's

pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (scripts/setup_tests.sh)")


def check(screen: Screen, state: str) -> list[str]:
    """What axe-core finds now, each with the state it was found in."""
    if not screen.page.evaluate("'axe' in window"):
        screen.page.evaluate(AXE.read_text("utf-8"))
    result: dict[str, Any] = screen.page.evaluate(RUN, TAGS)
    assert "color-contrast" in result["rules"], "axe-core saw no text"
    return [f"{state}: {found}" for found in result["found"]]


def talk_through(screen: Screen) -> list[str]:
    """What is found in each state of an open chat."""
    found = check(screen, "open")
    reply = screen.ask(QUESTION)
    found += check(screen, "answered")
    reply.get_by_role("button", name="No", exact=True).click()
    reply.get_by_role("button", name="Say more").click()
    screen.button("Start a new chat").click()
    found += check(screen, "commenting, and asked whether to erase")
    screen.button("Keep it").click()
    screen.ask(DANGER)
    found += check(screen, "crisis")
    screen.forgive("ERR_INTERNET_DISCONNECTED")
    screen.context.set_offline(True)
    expect(screen.strip).to_be_visible()
    screen.send("and now?")
    return found + check(screen, "offline")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing_on_the_bot_own_page(visit: Visit, scheme: str, size: str) -> None:
    screen = visit(color_scheme=scheme, viewport=SIZES[size]).open()
    assert talk_through(screen) == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing_on_a_host_page_with_the_launcher(visit: Visit, scheme: str, size: str) -> None:
    screen = visit(color_scheme=scheme, viewport=SIZES[size]).open_host()
    expect(screen.button("Ask a question")).to_be_visible()
    found = check(screen, "closed")
    screen.button("Ask a question").click()
    expect(screen.replies).to_have_count(1)

    assert found + talk_through(screen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_the_chat_cannot_be_loaded(visit: Visit, scheme: str) -> None:
    screen = visit(color_scheme=scheme)
    screen.forgive("ERR_FAILED")
    screen.page.route("**/widget-panel.js*", lambda route: route.abort())
    screen.open_host()
    screen.button("Ask a question").click()
    expect(screen.page.locator("faq-chat .unloaded")).to_be_visible()

    assert check(screen, "not loaded") == []


def test_the_keyboard_alone_opens_asks_and_closes_and_the_focus_returns(visit: Visit) -> None:
    screen = visit().open_host()
    launcher = screen.button("Ask a question")
    screen.page.keyboard.press("Tab")
    expect(launcher).to_be_focused()
    screen.page.keyboard.press("Enter")
    expect(screen.input).to_be_focused()
    expect(screen.replies).to_have_count(1)
    screen.page.keyboard.type(QUESTION)
    screen.next_reply(lambda: screen.page.keyboard.press("Enter"))
    expect(screen.input).to_be_focused()
    screen.page.keyboard.press("Escape")

    expect(screen.page.get_by_role("dialog")).to_be_hidden()
    expect(launcher).to_be_focused()
