"""Size, requests and time until a person can type, of our widget and of others from npm: python -m benchmarks.widgets.

All in one run, each widget on the same page from the same server on this machine, in headless Chromium with an empty cache, the
processor slowed down four times and a slow line emulated; medians of several runs, the widgets taking turns.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from benchmarks.widget_pages import ROOT, WIDGETS, Widget, fetch, served

RESULT: Final = ROOT / "benchmarks" / "results" / "widgets.md"
RUNS: Final = 5
SLOWER: Final = 4
LINE: Final = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
PATIENCE_MS: Final = 120_000
QUIET_MS: Final = 2_000  # after this nothing more is loaded by itself
OPTIONS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # what a widget asks of other sites is counted, not fetched
)
# Usable: drawn, not hidden, not disabled; in the page or in any open shadow root.
LOOK: Final = """
  window.lookFor = (selector, root = document) => {
    for (const found of root.querySelectorAll(selector)) {
      const { width, height } = found.getBoundingClientRect();
      if (width && height && !found.disabled && found.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return found;
    }
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const found = shadowRoot && lookFor(selector, shadowRoot);
      if (found) return found;
    }
    return null;
  };"""
PRESS: Final = """(launcher) => {
  const found = lookFor(launcher);
  const start = performance.now();
  found.click();
  return start;
}"""
USABLE: Final = "(selector) => window.lookFor && lookFor(selector) && performance.now()"  # asked at every frame


@dataclass(frozen=True)
class Seen:
    """One visit: bytes and requests before opening and in all, ms from navigation to the launcher and from the click to the input.

    A widget without a launcher is open at once: `launcher_ms` is None, and `input_ms` counts from navigation.
    """

    bytes_before: int
    bytes_all: int
    requests_before: int
    requests_all: int
    elsewhere: int
    launcher_ms: float | None
    input_ms: float


class _Wire:
    """Counts what goes over the line, the page itself left out."""

    def __init__(self, session: CDPSession, home: str) -> None:
        self.bytes = self.requests = self.elsewhere = 0
        self._page: str | None = None
        self._home = home
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if event.get("type") == "Document" and self._page is None:
            self._page = event["requestId"]
        elif url.startswith(self._home):
            self.requests += 1
        elif url.startswith("http"):
            self.elsewhere += 1

    def _came(self, event: dict[str, Any]) -> None:
        if event["requestId"] != self._page:
            self.bytes += int(event["encodedDataLength"])


def visit(browser: Browser, home: str, widget: Widget) -> Seen:
    """Open the page with an empty cache, wait, press the launcher, wait for the input."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        session = context.new_cdp_session(page)
        wire = _Wire(session, home)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", dict(LINE))
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(LOOK)
        page.goto(f"{home}/{widget.folder}/", wait_until="commit")
        first = _when_usable(page, widget.launcher or widget.input)
        page.wait_for_timeout(QUIET_MS)
        before = (wire.bytes, wire.requests)
        if not widget.launcher:
            return Seen(before[0], before[0], before[1], before[1], wire.elsewhere, None, first)
        pressed = page.evaluate(PRESS, widget.launcher)
        typed = _when_usable(page, widget.input) - pressed
        page.wait_for_timeout(QUIET_MS)
        return Seen(before[0], wire.bytes, before[1], wire.requests, wire.elsewhere, first, typed)
    finally:
        context.close()


def _when_usable(page: Page, selector: str) -> float:
    return float(page.wait_for_function(USABLE, arg=selector).json_value())


def table(seen: dict[str, list[Seen]]) -> str:
    """Markdown, one row a widget, medians."""
    head = (
        "| widget | version | kB before opening | requests | page → launcher, ms | kB in all | requests in all | click → input, ms | page → input, ms | asks other sites |\n"
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
    )
    return head + "".join(_row(widget, seen[widget.name]) for widget in WIDGETS if seen.get(widget.name))


def _row(widget: Widget, visits: Sequence[Seen]) -> str:
    def middle(name: str) -> float:
        return float(median(getattr(visit, name) for visit in visits))

    inline = visits[0].launcher_ms is None
    launcher = 0.0 if inline else middle("launcher_ms")
    cells = [
        f"**{widget.name}**" if not widget.package else widget.name,
        widget.package.rpartition("@")[2],
        f"{middle('bytes_before') / 1000:.1f}",
        f"{middle('requests_before'):.0f}",
        "none" if inline else f"{launcher:.0f}",
        f"{middle('bytes_all') / 1000:.1f}",
        f"{middle('requests_all'):.0f}",
        "–" if inline else f"{middle('input_ms'):.0f}",
        f"{launcher + middle('input_ms'):.0f}",
        f"{middle('elsewhere'):.0f}",
    ]
    return f"| {' | '.join(cells)} |\n"


def measure(folder: Path, runs: int) -> tuple[dict[str, list[Seen]], list[str]]:
    """All visits by widget, and in words what could not be measured."""
    missing = fetch(folder)
    seen: dict[str, list[Seen]] = {}
    there = [w for w in WIDGETS if not w.package or (folder / w.folder).is_dir()]
    with served(folder) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(OPTIONS))
        for run in range(runs):
            for widget in there:
                try:
                    seen.setdefault(widget.name, []).append(visit(browser, home, widget))
                except BrowserError as error:
                    missing.append(f"{widget.package or widget.name}, run {run + 1}: {str(error).splitlines()[0]}")
                print(f"run {run + 1} of {runs}: {widget.name}", flush=True)
        browser.close()
    return seen, missing


def main(argv: list[str] | None = None) -> None:
    """Measure, print the table, and write it to results/widgets.md."""
    parser = argparse.ArgumentParser(description="Our widget beside others.")
    parser.add_argument("--runs", type=int, default=RUNS)
    chosen = parser.parse_args(argv)
    if shutil.which("chromium") is None:
        print("Chromium is not installed (scripts/setup_tests.sh); the widgets are not measured.", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory(prefix="widgets-") as folder:
        busy = os.getloadavg()[0]
        seen, missing = measure(Path(folder), chosen.runs)
    day = datetime.now(timezone.utc).date().isoformat()
    text = (
        f"# Chat widgets side by side, {day}\n\n"
        f"By `python -m benchmarks.widgets`. Headless Chromium, empty cache, processor slowed down {SLOWER} times, line of 1.6 Mbit/s with "
        f"150 ms delay, everything gzipped by the same server; medians of {chosen.runs} runs, in turns. kB are 1,000 bytes over the line, headers "
        "included, the page itself not. A widget without a launcher is open at once. “Asks other sites” counts requests to servers that are "
        f"not the site's; they were not let out. {os.cpu_count()} cores, {busy:.1f} processes busy with other things as the run began.\n\n"
        + table(seen)
    )
    if missing:
        text += "\nNot measured: " + "; ".join(missing) + "\n"
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
