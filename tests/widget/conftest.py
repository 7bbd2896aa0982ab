"""A browser before the running product."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.http.client import Door
from tests.widget.screen import Screen

CHROMIUM = shutil.which("chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no test reaches another site
]
Visit = Callable[..., Screen]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of each module its own: while Playwright runs, no other test could run an event loop."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (scripts/setup_tests.sh)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, door: Door) -> Iterator[Visit]:
    """Opens a tab of somebody who was never there; at the end no browser may have complained."""
    screens: list[Screen] = []

    def opened(**options: Any) -> Screen:
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        screens.append(Screen(browser.new_context(**options), door))
        return screens[-1]

    yield opened
    complaints = [text for screen in screens for text in screen.unforgiven]
    for screen in screens:
        screen.context.close()
    assert complaints == []


@pytest.fixture
def screen(visit: Visit) -> Screen:
    """The bot's own page, with the greeting on it."""
    return visit().open()
