"""The picture of the report for the papers, from the sample: python -m tests.insights.picture"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.http.product import REPOSITORY
from tests.widget.conftest import CHROMIUM, OPTIONS

SAMPLE = REPOSITORY / "docs" / "sample-report.html"
PLACE = REPOSITORY / "docs" / "images" / "report.png"
SIZE = {"width": 900, "height": 1000}
PARTS = ("glance", "unanswered")  # headings at whose sections the two halves begin
GAP = 16  # pixels between them
GROUND = (203, 208, 206)
COLOURS = 64  # enough for flat colours and smooth type


def main() -> None:
    """Two looks at the sample, side by side."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        page = browser.new_page(viewport=SIZE)
        page.goto(SAMPLE.as_uri())
        halves = [_picture(page, part) for part in PARTS]
        browser.close()
    sheet = Image.new("RGB", (SIZE["width"] * 2 + GAP, SIZE["height"]), GROUND)
    for place, half in enumerate(halves):
        sheet.paste(half, (place * (SIZE["width"] + GAP), 0))
    sheet.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(PLACE, optimize=True)


def _picture(page: Any, part: str) -> Image.Image:
    if part == PARTS[0]:
        page.evaluate("scrollTo(0, 0)")
    else:
        page.evaluate("(id) => document.getElementById(id).closest('section').scrollIntoView()", part)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


if __name__ == "__main__":
    main()
