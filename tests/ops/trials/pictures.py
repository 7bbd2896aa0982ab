"""Pictures of the pages for docs/staff-guide.md: python -m tests.ops.trials.pictures."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.ops.trials.examples import ROOT, links_page, trials_page
from tests.widget.conftest import CHROMIUM, OPTIONS

FOLDER = ROOT / "docs" / "images"
WINDOW = {"width": 900, "height": 1000}
COLOURS = 96  # enough for text on a plain ground


def main() -> None:
    """Draw both pages, from their tops."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        for name, html in (("staff-test-all", trials_page()), ("staff-links", links_page())):
            tab = browser.new_page(viewport=WINDOW)
            tab.set_content(html)
            picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
            picture.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)
            tab.close()
        browser.close()


if __name__ == "__main__":
    main()
