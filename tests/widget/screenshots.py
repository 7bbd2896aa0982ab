"""Pictures of every state of the widget and of the bot's own page, light and dark, desktop and phone.

python -m tests.widget.screenshots [state … | page]
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.http.client import WEBSITE, Door
from tests.http.product import REPOSITORY, Product
from tests.widget.conftest import CHROMIUM, OPTIONS
from tests.widget.screen import Screen
from tests.widget.states import QUESTION, walk

FOLDER = REPOSITORY / "docs" / "images"
DESKTOP, PHONE = {"width": 640, "height": 720}, {"width": 375, "height": 720}
LOOKS = [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")]
OWN_PAGE = "page"
WIDE = {"width": 1180, "height": 980}
OWN_LOOKS = [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")]
GAP = 16  # pixels between pictures
GROUND = (203, 208, 206)
COLOURS = 96  # enough for flat colours and smooth type

SITE = """
body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; color: light-dark(#26302f, #dfe6e4); background: light-dark(#fbfaf6, #171d1e); }
header { padding: 1.25rem 2rem; background: light-dark(#e4ebe6, #232d2d); }
h1 { margin: 0; font-size: 1.5rem; }
main { padding: 1rem 2rem; max-inline-size: 34rem; }
"""
TEXT = """<h2>For families</h2><p>Babies and toddlers learn about the world through the people who care for them.</p>
<p>On these pages you find programs near you, reading for parents, and training for those who work with young children.</p>"""


def pictures(browser: Browser, door: Door, wanted: set[str]) -> Iterator[tuple[str, Image.Image]]:
    """Each state's name and picture, look after look."""
    for size, scheme in LOOKS:
        options: dict[str, Any] = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
        context = browser.new_context(**options)
        screen = Screen(context, door)
        for state in walk(screen, style=SITE, main=TEXT):
            if not wanted or state in wanted:
                screen.page.mouse.move(2, 2)
                yield state, Image.open(io.BytesIO(screen.page.screenshot())).convert("RGB")
        context.close()


def sheet(tiles: list[Image.Image]) -> Image.Image:
    """The pictures of one state side by side, in few colours."""
    width = sum(tile.width for tile in tiles) + GAP * (len(tiles) + 1)
    whole = Image.new("RGB", (width, max(tile.height for tile in tiles) + 2 * GAP), GROUND)
    left = GAP
    for tile in tiles:
        whole.paste(tile, (left, GAP))
        left += tile.width + GAP
    return whole.quantize(COLOURS, dither=Image.Dither.NONE)


def own_page(browser: Browser, door: Door) -> Iterator[Image.Image]:
    """The bot's own page after a question, look after look."""
    for size, scheme in OWN_LOOKS:
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        screen = Screen(context, door)
        screen.page.goto(f"{screen.home}{WEBSITE}/")
        expect(screen.replies).to_have_count(1)
        screen.ask(QUESTION)
        if size == PHONE:
            screen.page.locator("#chat").evaluate("chat => scrollTo(0, chat.offsetTop - 8)")
        screen.page.mouse.move(2, 2)
        yield Image.open(io.BytesIO(screen.page.screenshot())).convert("RGB")
        context.close()


def draw(door: Door, wanted: set[str]) -> None:
    """Write one sheet for each state, and the pictures of the bot's own page."""
    tiles: dict[str, list[Image.Image]] = defaultdict(list)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        for state, picture in pictures(browser, door, wanted) if wanted != {OWN_PAGE} else ():
            tiles[f"widget-{state}"].append(picture)
        if not wanted or OWN_PAGE in wanted:
            tiles["page"] = list(own_page(browser, door))
        browser.close()
    for name, found in tiles.items():
        save(sheet(found), name)
    if "page" in tiles:
        save(tiles["page"][0].quantize(COLOURS, dither=Image.Dither.NONE), "widget")  # the README's


def save(picture: Image.Image, name: str) -> None:
    """Write a picture and say so."""
    path = FOLDER / f"{name}.png"
    picture.save(path, optimize=True)
    print(f"{path.relative_to(REPOSITORY)}  {path.stat().st_size // 1000} kB", flush=True)


def main() -> None:
    """Start the bot, and draw the states named, or all."""
    if CHROMIUM is None:
        sys.exit("Chromium is not installed; scripts/setup_tests.sh installs it.")
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder))
        try:
            product.wait_until_ready()
            draw(product.door, set(sys.argv[1:]))
        finally:
            product.stop()


if __name__ == "__main__":
    main()
