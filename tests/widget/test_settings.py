"""What a site's keeper can set: attributes, the tag's data, colours, language, methods and events, as docs/widget.md says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.http.client import WEBSITE
from tests.http.product import REPOSITORY
from tests.widget.conftest import Visit
from tests.widget.emergency import spanish_links
from tests.widget.screen import Screen

GUIDE = REPOSITORY / "docs" / "widget.md"
# Contrast of text on its ground (WCAG 2.2, 1.4.3), each colour as the browser paints it.
CONTRAST = """(selector) => {
  const style = getComputedStyle(document.querySelector('faq-chat').shadowRoot.querySelector(selector));
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""


def test_heading_label_greeting_position_and_leave_url_are_taken_from_the_element(visit: Visit) -> None:
    screen = visit()
    tag = '<faq-chat heading="Our bot" label="Talk" greeting="Welcome! Ask away." position="start"></faq-chat>'
    screen.open_host(tag)
    screen.button("Talk").click()
    expect(screen.replies).to_have_count(1)

    expect(screen.page.get_by_role("dialog", name="Our bot")).to_be_visible()
    expect(screen.replies.locator(".bubble")).to_have_text("Welcome! Ask away.")
    assert screen.replies.locator(".choice").count() >= 2
    screen.wait_until_announced("Welcome! Ask away.")
    box = screen.page.locator("faq-chat .panel").bounding_box()
    assert box is not None
    assert box["x"] == 16


def test_the_tag_brings_its_settings_as_data(visit: Visit) -> None:
    screen = visit().open_host("", settings='data-heading="Our bot" data-label="Talk" data-lang="en" data-theme="dark"')
    screen.button("Talk").click()

    expect(screen.page.get_by_role("dialog", name="Our bot")).to_be_visible()
    expect(screen.page.locator("faq-chat")).to_have_attribute("theme", "dark")


def test_in_right_to_left_the_chat_is_in_the_other_corner(visit: Visit) -> None:
    screen = visit().open_host(direction="rtl")
    box = screen.button("Ask a question").bounding_box()
    assert box is not None
    assert box["x"] == 16


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_whatever_colour_a_site_takes_its_text_can_be_read(visit: Visit, theme: str) -> None:
    screen = visit().open_host(f'<faq-chat open theme="{theme}"></faq-chat>')
    expect(screen.replies).to_have_count(1)
    screen.ask("What is toxic stress?")
    painted = set()
    for accent in ("#ffff00", "#ffffff", "#000000", "#00ff00", "#ff0000", "#0000ff", "hotpink", "rgb(108 45 92)"):
        screen.page.evaluate("accent => document.querySelector('faq-chat').setAttribute('accent', accent)", accent)
        for part in (".launcher", ".top", ".user p", ".send"):
            contrast = screen.page.evaluate(CONTRAST, part)
            assert contrast >= 4.5, (accent, part, contrast)
        painted.add(screen.page.locator("faq-chat .send").evaluate("e => getComputedStyle(e).backgroundColor"))
    assert len(painted) == 8


def test_on_a_page_in_spanish_the_frame_speaks_spanish_and_says_that_the_bot_answers_in_english(visit: Visit) -> None:
    screen = visit().open_host(lang="es-MX")
    screen.button("Haga una pregunta").click()
    expect(screen.notes).to_contain_text("respondo en inglés")
    expect(screen.page.get_by_label("Escriba su pregunta")).to_be_visible()
    expect(screen.page.locator("faq-chat .panel")).to_have_attribute("lang", "es")
    expect(screen.replies.locator(".bubble")).to_have_attribute("lang", "en")

    with screen.offline():
        expect(screen.strip).to_contain_text("Parece que no hay conexión.")
        assert screen.hrefs("faq-chat .strip a.way") == spanish_links()
        expect(screen.strip.get_by_role("link", name="Envíe AYUDA al 988")).to_be_visible()


def test_on_a_page_in_spanish_a_chat_that_does_not_load_shows_the_lines_in_spanish(visit: Visit) -> None:
    screen = visit()
    screen.forgive("ERR_FAILED")
    screen.page.route("**/widget-panel*", lambda route: route.abort())
    screen.open_host('<section lang="es"><faq-chat open></faq-chat></section>')

    expect(screen.page.locator("faq-chat .unloaded")).to_contain_text("Si alguien está en peligro, no me espere")
    assert screen.hrefs("faq-chat .unloaded a") == spanish_links()


def test_open_close_hide_and_show_do_what_they_say(visit: Visit) -> None:
    screen = visit().open_host()
    launcher, panel = screen.page.locator("faq-chat .launcher"), screen.page.locator("faq-chat .panel")

    def call(method: str) -> None:
        screen.page.evaluate("method => document.querySelector('faq-chat')[method]()", method)

    call("open")
    expect(panel).to_be_visible()
    expect(launcher).to_be_hidden()
    call("close")
    expect(panel).to_be_hidden()
    expect(launcher).to_be_visible()
    call("open")
    call("hide")
    expect(panel).to_be_hidden()
    expect(launcher).to_be_hidden()
    call("show")
    expect(launcher).to_be_visible()
    expect(panel).to_be_hidden()


def test_a_page_may_move_the_element_and_the_chat_goes_on(screen: Screen) -> None:
    screen.ask("What is toxic stress?")
    screen.page.evaluate("document.querySelector('main').append(document.querySelector('faq-chat'))")

    screen.ask("And ACEs?")
    expect(screen.questions).to_have_count(2)


def test_the_example_of_the_guide_works_as_it_is_written(visit: Visit) -> None:
    screen = visit()
    guide = GUIDE.read_text("utf-8")
    body = re.findall(r"```html\n(<button.*?)```", guide, re.DOTALL)[0].replace("https://bot.example.org", screen.home)
    script = re.findall(r"```js\n(.*?)```", guide, re.DOTALL)[0]
    screen.context.route("**/site.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    told: list[str] = []
    screen.page.on("console", lambda message: told.append(message.text))
    screen.open_host(body)
    screen.button("Ask our bot").click()
    expect(screen.replies).to_contain_text("Hello! What would you like to know about babies?")
    screen.ask("What is toxic stress?")
    expect(screen.page.locator("#count")).to_have_text("1 answered")
    with screen.offline():
        expect(screen.strip).to_be_visible()

    assert told.count("away") == 1


def test_the_guide_names_every_attribute_event_and_custom_property_of_the_code() -> None:
    guide = GUIDE.read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in sorted((REPOSITORY / "widget").glob("widget*.js")))
    attributes = set(re.findall(r'(?:[gs]et|has)Attribute\("([a-z-]+)"\)', code)) - {"lang"}
    attributes -= {"aria-pressed", "aria-disabled", "href"}
    events = {f"faq-chat-{name}" for name in re.findall(r'#tellPage\("([a-z]+)"', code)}
    events |= set(re.findall(r'CustomEvent\("(faq-chat-[a-z]+)"', code))
    properties = set(re.findall(r"var\((--faq-chat-[a-z-]+)", code))
    codes = set(re.findall(r'#halt\("([a-z_]+)"|code: "([a-z_]+)"', code))

    assert len(attributes) >= 6
    named: list[Any] = [*attributes, *events, *properties, *(a or b for a, b in codes)]
    assert [name for name in named if f"`{name}`" not in guide and f"{{{name}" not in guide] == []


def test_events_tell_the_page_what_was_asked_and_answered(visit: Visit) -> None:
    screen = visit()
    screen.page.add_init_script(
        """window.told = [];
        for (const name of ['open', 'close', 'message', 'reply', 'error'])
          document.addEventListener(`faq-chat-${name}`, ({ detail }) => window.told.push([name, detail]), true);"""
    )
    screen.open().ask("What is toxic stress?")
    screen.page.keyboard.press("Escape")
    with screen.answering(f"**{WEBSITE}/messages", 400):
        screen.button("Ask a question").click()
        screen.send("?")
        expect(screen.questions.last).to_contain_text("Not sent")

    told = screen.page.evaluate("window.told")
    assert [name for name, _ in told] == ["open", "message", "reply", "close", "open", "message", "error"]
    assert told[1][1] == {"text": "What is toxic stress?"}
    assert told[2][1]["reply"]["kind"] == "answer"
    assert told[2][1]["seq"] == 2
    assert told[6][1]["code"] == "refused"
