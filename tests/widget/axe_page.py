"""axe-core on a page of the bot's own."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.http.product import REPOSITORY

AXE = REPOSITORY / "tests" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
RUN = """async (tags) => {
  const { violations, passes } = await axe.run({ runOnly: { type: 'tag', values: tags }, preload: false });
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
  return { found, rules: passes.map(({ id }) => id) };
}"""
WIDTHS = "[document.documentElement.scrollWidth, innerWidth]"
LOOKS = [
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
]
with_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (scripts/setup_tests.sh)")
in_every_look = pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "forced colours", "320 px"])


def complaints(page: Page, state: str) -> list[str]:
    """What axe-core finds now, and whether the page is wider than its window, each with the state it was found in."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    result: dict[str, Any] = page.evaluate(RUN, TAGS)
    assert "button-name" in result["rules"], "axe-core saw no page"
    wide, window = page.evaluate(WIDTHS)
    too_wide = [f"{wide} px wide in a window of {window}"] if wide > window else []
    return [f"{state}: {found}" for found in (*result["found"], *too_wide)]
