"""On a host site: the tag is enough, strict policies are kept, hostile styles do nothing, and the list of origins decides who may chat."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.http.product import ORIGIN
from tests.widget.conftest import Visit
from tests.widget.emergency import emergency_links
from tests.widget.screen import Screen
from tests.widget.states import NO_ENTRY, OTHER_SITE

REGISTERED = "accent paper card ink soft line head tint mine help act view-height".split()
HOSTILE = "".join(
    f'@property --{name} {{ syntax: "*"; inherits: false; initial-value: red; }}\n' for name in REGISTERED
)
HOSTILE += """
* { all: unset !important; display: block !important; visibility: hidden !important; pointer-events: none !important; opacity: .1 !important; }
faq-chat, faq-chat * { display: none !important; position: static !important; transform: scale(0) !important; z-index: -1 !important; }
::part(panel), [popover] { display: none !important; }
"""
MOVING = """
body { transform: rotate(3deg) scale(.8); filter: blur(1px); perspective: 10px; contain: strict; overflow: hidden; }
.cover { position: fixed; inset: 0; z-index: 2147483647; background: #fee; }
"""
PLACE = """() => {
  const root = document.querySelector('faq-chat').shadowRoot;
  const { left, top, right, bottom } = root.querySelector('.panel:not([hidden]), .launcher:not([hidden])').getBoundingClientRect();
  return { left, top, right, bottom };
}"""
LOOKS = """() => {
  const names = ['color', 'backgroundColor', 'fontSize', 'fontFamily', 'letterSpacing', 'visibility', 'pointerEvents', 'cursor', 'lineHeight', 'display'];
  return ['.panel', 'h2', '.send', '.bubble', '.bubble p', 'textarea', '.choice', '.privacy'].map((selector) => {
    const style = getComputedStyle(document.querySelector('faq-chat').shadowRoot.querySelector(selector));
    return [selector, ...names.map((name) => style[name])];
  });
}"""


def test_a_page_of_the_list_needs_the_tag_alone(visit: Visit) -> None:
    screen = visit().open_host(tag="", origin=ORIGIN)
    screen.button("Ask a question").click()
    expect(screen.replies).to_have_count(1)

    expect(screen.ask("What is toxic stress?")).to_contain_text("stress")


def test_a_page_that_is_not_in_the_list_is_told_so_and_shows_the_emergency_lines(visit: Visit) -> None:
    screen = visit().open_host("<faq-chat open></faq-chat>", origin=OTHER_SITE)
    screen.forgive(NO_ENTRY)
    expect(screen.strip).to_contain_text("This site is not on the list of sites that may use this chat")
    assert screen.hrefs("faq-chat .strip a.way") == emergency_links()

    screen.send("Is anybody there?")
    expect(screen.questions).to_contain_text("Not sent")
    expect(screen.replies).to_have_count(0)


def test_a_bot_that_is_away_is_not_taken_for_one_that_refuses_this_site(visit: Visit) -> None:
    screen = visit()
    screen.forgive("ERR_FAILED|blocked by CORS")
    screen.page.route(f"{screen.home}/**", lambda route: route.abort() if away else route.continue_())
    away = False
    screen.open_host("<faq-chat open></faq-chat>", origin=ORIGIN)
    expect(screen.replies).to_have_count(1)
    away = True
    screen.send("Is anybody there?")

    expect(screen.strip).to_contain_text("I can’t be reached right now.")
    expect(screen.questions).to_contain_text("Waiting to be sent")


def test_nothing_but_the_launcher_is_loaded_until_it_is_wanted(visit: Visit) -> None:
    screen = visit()
    loaded: list[str] = []
    screen.page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    screen.open_host(tag="")
    expect(screen.button("Ask a question")).to_be_visible()
    screen.page.wait_for_load_state("networkidle")

    assert [name for name in loaded if name.endswith(".js")] == ["widget.js"]


def test_nothing_spanish_is_loaded_on_an_english_page(visit: Visit) -> None:
    screen = visit()
    loaded: list[str] = []
    screen.page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    screen.open()

    assert not [name for name in loaded if "words-es" in name]


def placed(screen: Screen) -> tuple[dict[str, float], dict[str, float]]:
    """Where the launcher is, and then the open chat."""
    expect(screen.button("Ask a question")).to_be_visible()
    launcher = screen.page.evaluate(PLACE)
    screen.button("Ask a question").click()  # fails when something lies over it
    expect(screen.replies).to_have_count(1)
    screen.input.click()
    return launcher, screen.page.evaluate(PLACE)


def test_no_style_of_the_page_reaches_the_chat_and_no_ancestor_moves_or_covers_it(visit: Visit) -> None:
    plain = visit().open_host()
    expected, looks = placed(plain), plain.page.evaluate(LOOKS)
    for style in (HOSTILE, MOVING):
        screen = visit().open_host(
            "<div class='cover'></div><div class='frame'><faq-chat></faq-chat></div>", style=style
        )
        assert placed(screen) == expected
        assert screen.page.evaluate(LOOKS) == looks
        expect(screen.ask("What is toxic stress?")).to_contain_text("stress")


def test_a_chat_in_a_box_of_the_page_fills_it(visit: Visit) -> None:
    style = ".box { position: absolute; inset-block-start: 50px; inset-inline-start: 60px; inline-size: 500px; block-size: 640px; }"
    screen = visit().open_host("<div class='box'><faq-chat inline></faq-chat></div>", style=style)
    expect(screen.replies).to_have_count(1)

    assert screen.page.evaluate(PLACE) == {"left": 60, "top": 50, "right": 560, "bottom": 690}
    expect(screen.page.locator("faq-chat .launcher")).to_be_hidden()
    expect(screen.page.get_by_role("region", name="Ask about babies and young children")).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(screen.input).to_be_visible()


def test_two_tags_make_one_chat(visit: Visit) -> None:
    screen = visit()
    script = f'<script src="{screen.home}/webhooks/website/widget.js?twice" defer></script>'
    screen.open_host(script)
    screen.button("Ask a question").click()
    expect(screen.replies).to_have_count(1)

    expect(screen.page.locator("faq-chat")).to_have_count(1)
