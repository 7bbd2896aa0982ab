"""On a host site: the tag is enough, the site's strict policy is kept, and the list of origins decides who may chat."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.http.product import ORIGIN
from tests.widget.conftest import Visit
from tests.widget.test_outage import emergency_links


def test_a_page_of_the_list_needs_the_tag_alone(visit: Visit) -> None:
    screen = visit().open_host(tag="", origin=ORIGIN)
    screen.button("Ask a question").click()
    expect(screen.replies).to_have_count(1)

    expect(screen.ask("What is toxic stress?")).to_contain_text("stress")


def test_a_page_that_is_not_in_the_list_loads_the_chat_and_shows_the_emergency_lines(visit: Visit) -> None:
    screen = visit().open_host(tag="", origin="https://other.example")
    screen.forgive("/session' from origin 'https://other.example' has been blocked by CORS|status of 403|ERR_FAILED")
    screen.button("Ask a question").click()
    expect(screen.strip).to_contain_text("I can’t be reached right now.")

    assert screen.hrefs("faq-chat .strip a.way") == emergency_links()
    expect(screen.replies).to_have_count(0)


def test_nothing_but_the_launcher_is_loaded_until_it_is_wanted(visit: Visit) -> None:
    screen = visit()
    loaded: list[str] = []
    screen.page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    screen.open_host(tag="")
    expect(screen.button("Ask a question")).to_be_visible()
    screen.page.wait_for_load_state("networkidle")

    assert [name for name in loaded if name.endswith(".js")] == ["widget.js"]
