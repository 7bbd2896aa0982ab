"""In every state and every look, axe-core finds nothing to complain of, and nothing is cut off or scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.http.product import REPOSITORY
from tests.widget.conftest import Visit
from tests.widget.states import walk

AXE = REPOSITORY / "tests" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
RUN = """async (tags) => {
  const { violations, passes } = await axe.run({ runOnly: { type: 'tag', values: tags }, preload: false, resultTypes: ['violations'] });
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
  return { found, rules: passes.map(({ id }) => id) };
}"""
# What is wider than its box and can neither wrap nor be meant to scroll, and controls that leave the window.
CUT_OFF = """() => {
  const all = [...document.querySelector('faq-chat').shadowRoot.querySelectorAll('*')].filter((e) => e.checkVisibility() && !e.closest('.heard'));
  const wide = [document.documentElement, ...all]
    .filter((e) => e.scrollWidth > e.clientWidth + 1 && (e.matches('html') || getComputedStyle(e).overflowX !== 'visible') && !e.closest('svg'))
    .map((e) => `${e.tagName}.${e.className}: ${e.scrollWidth} in ${e.clientWidth}`);
  const out = all.filter((e) => e.matches('a, button, input, textarea'))
    .filter((e) => { const { left, right } = e.getBoundingClientRect(); return left < -1 || right > innerWidth + 1; })
    .map((e) => `${e.textContent} leaves the window`);
  return [...wide, ...out];
}"""
SMALL = """() => [...document.querySelector('faq-chat').shadowRoot.querySelectorAll('a.way, button, input, textarea')]
  .filter((e) => e.checkVisibility())
  .map((e) => ({ name: e.textContent || e.tagName, least: e.matches('.way') ? 44 : 24, size: e.getBoundingClientRect() }))
  .filter(({ least, size }) => Math.min(size.width, size.height) < least)
  .map(({ name, size }) => `${name}: ${size.width} x ${size.height}`)"""
DESKTOP, NARROW = {"width": 1000, "height": 800}, {"width": 320, "height": 640}
STATES = 20

pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (scripts/setup_tests.sh)")


def check(page: Page, state: str) -> list[str]:
    """What is wrong now, each with the state it was found in."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    result: dict[str, Any] = page.evaluate(RUN, TAGS)
    assert "color-contrast" in result["rules"], "axe-core saw no text"
    return [f"{state}: {found}" for found in result["found"] + page.evaluate(CUT_OFF) + page.evaluate(SMALL)]


def looks(page: Page) -> Iterator[str]:
    """The same state as different people see it."""
    yield "light"
    page.emulate_media(color_scheme="dark")
    yield "dark"
    page.emulate_media(color_scheme="light", forced_colors="active")
    yield "forced colours"
    page.emulate_media(forced_colors="none")
    page.evaluate("document.documentElement.dir = 'rtl'")
    yield "right to left"
    page.evaluate("document.documentElement.dir = 'ltr'")


def test_no_state_breaks_a_rule_in_light_dark_forced_colours_or_right_to_left(visit: Visit) -> None:
    screen = visit(viewport=DESKTOP, color_scheme="light")
    found = [(state, check(screen.page, look)) for state in walk(screen) for look in looks(screen.page)]

    assert [(state, wrong) for state, wrong in found if wrong] == []
    assert len(found) == 4 * STATES


def test_no_state_breaks_a_rule_on_a_phone_of_320_px(visit: Visit) -> None:
    screen = visit(viewport=NARROW, has_touch=True, color_scheme="dark")
    found = [check(screen.page, state) for state in walk(screen)]

    assert [wrong for wrong in found if wrong] == []
    assert len(found) == STATES


def test_no_state_breaks_a_rule_with_letters_of_twice_the_usual_size(visit: Visit) -> None:
    screen = visit(viewport=DESKTOP)
    sizes = {"standard": 32, "fixed": 26}
    screen.context.new_cdp_session(screen.page).send("Page.setFontSizes", {"fontSizes": sizes})
    found = [check(screen.page, state) for state in walk(screen)]

    assert screen.page.locator("faq-chat .panel").evaluate("e => getComputedStyle(e).fontSize") == "32px"
    assert [wrong for wrong in found if wrong] == []
    assert len(found) == STATES
