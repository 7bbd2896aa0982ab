"""While the bot is away the page shows the emergency lines by itself, and keeps what is typed; the numbers are the same everywhere."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import APIResponse, Route, expect

from tests.http.client import WEBSITE
from tests.http.product import REPOSITORY, START_SECONDS, Product, until
from tests.widget.conftest import Visit
from tests.widget.emergency import emergency, emergency_links, spanish_links
from tests.widget.screen import ANSWER_MS, Screen
from tests.widget.states import FAILED, MESSAGES, wait_for_failure

NETWORK = r"ERR_(CONNECTION_REFUSED|FAILED|INTERNET_DISCONNECTED|EMPTY_RESPONSE|CONNECTION_RESET)|status of 503"  # of the stand-in
QUESTION, FACT = "What is the five numbers resource?", "five_numbers"
TYPED = "What counters toxic stress?"
WIDGET = REPOSITORY / "widget"
# The first answer to a message begins and does not end.
DYING_LINE = """
  const real = window.fetch;
  window.fetch = async (address, options) => {
    const answer = await real(address, options);
    if (options.method !== 'POST' || !address.endsWith('/messages') || document.documentElement.dataset.dying) return answer;
    document.documentElement.dataset.dying = '1';
    return new Response(new ReadableStream({
      start: (line) => {
        line.enqueue(new TextEncoder().encode('{"seq": 2, "repl'));
        options.signal.addEventListener('abort', () => line.error(options.signal.reason));
      },
    }));
  };"""


@contextmanager
def bot_killed(product: Product) -> Iterator[None]:
    """The bot is gone, and the one started in its place is held up, so that the stand-in answers; afterwards all is well again."""
    killed = product.signal("bot", signal.SIGKILL)
    until(lambda: product.pid("bot") not in (killed, None), START_SECONDS, product.said)
    held_up = product.signal("bot", signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # the supervisor may have lost patience with it
            os.kill(held_up, signal.SIGCONT)
        product.wait_until_ready()


def test_the_page_itself_carries_the_emergency_lines_of_helplines_yml() -> None:
    page = (WIDGET / "page.html").read_text("utf-8")
    assert [link.replace("&amp;", "&") for link in re.findall(r'href="((?:tel|sms):[^"]+)"', page)] == emergency_links()


def test_the_launcher_carries_the_emergency_lines_of_helplines_yml() -> None:
    script = (WIDGET / "widget.js").read_text("utf-8")
    labelled = re.findall(r'\["([^"]+)", "((?:tel|sms):[^"]+)"\]', script)

    assert [link for _, link in labelled] == [*emergency_links(), *spanish_links()]
    numbers = [re.findall(r"\d+", label)[-1 if "oprima" not in label else 0] for label, _ in labelled]
    assert numbers == [re.findall(r"\d+", link)[0] for _, link in labelled]


def test_the_chat_carries_the_emergency_lines_of_helplines_yml() -> None:
    script = (WIDGET / "widget-words.js").read_text("utf-8")
    lines = re.findall(r'\{ type: "helpline", name: "(.*?)", call: "(.*?)", text: "(.*?)", hours: "(.*?)" \}', script)
    spoken = re.search(r'emergency: "(.*?)"', script)

    assert lines == [(line["name"], line["call"] or "", line["text"] or "", line["hours"]) for line in emergency()]
    assert spoken is not None
    assert set(re.findall(r"\d+", spoken[1])) == {
        number for link in emergency_links() for number in re.findall(r"\d+", link)
    }


def test_a_chat_that_cannot_be_loaded_shows_the_emergency_lines_and_comes_later(visit: Visit) -> None:
    screen = visit()
    screen.forgive(NETWORK)
    screen.page.route("**/widget-panel*.js*", lambda route: route.abort())
    screen.page.clock.install()
    screen.open_host()
    screen.button("Ask a question").click()

    expect(screen.page.locator("faq-chat .unloaded")).to_contain_text("If someone is in danger, do not wait for me")
    assert screen.hrefs("faq-chat .unloaded a") == emergency_links()
    screen.page.unroute("**/widget-panel*.js*")
    screen.page.clock.fast_forward("00:09")
    expect(screen.replies).to_have_count(1)
    expect(screen.page.locator("faq-chat .unloaded")).to_have_count(0)


def test_without_a_network_the_page_says_so_and_goes_on_afterwards(screen: Screen) -> None:
    screen.forgive(NETWORK)
    screen.context.set_offline(True)
    expect(screen.strip).to_contain_text("You seem to be offline.")
    screen.send(TYPED)
    expect(screen.questions.last).to_contain_text("Waiting to be sent")
    screen.next_reply(lambda: screen.context.set_offline(False))

    expect(screen.strip).to_be_hidden()
    assert [entry["from"] for entry in screen.chat().history()] == ["user", "bot"]


def test_while_the_bot_is_killed_the_page_shows_the_emergency_lines_and_sends_what_is_typed_once_it_is_back(
    visit: Visit, product: Product
) -> None:
    screen = visit()
    screen.forgive(NETWORK)
    screen.page.clock.install()
    screen.open().ask(QUESTION)
    with bot_killed(product):
        screen.send(TYPED)
        expect(screen.strip).to_contain_text("I can’t be reached right now.")
        expect(screen.strip).to_contain_text("If someone is in danger, do not wait for me:")
        assert screen.hrefs("faq-chat .strip a.way") == emergency_links()
        screen.wait_until_announced("Call 911. Call or text 988. Text HOME to 741741.")
        expect(screen.questions.last).to_contain_text("Waiting to be sent")

    screen.page.clock.fast_forward(1_100)
    screen.input.press_sequentially("a")  # somebody is there: it tries at once, and not when its turn comes
    expect(screen.replies).to_have_count(3, timeout=ANSWER_MS)
    expect(screen.strip).to_be_hidden()
    expect(screen.questions).to_have_count(2)
    expect(screen.questions.last).not_to_contain_text("Waiting to be sent")
    history = screen.chat().history()
    assert [entry.get("text") for entry in history if entry["from"] == "user"] == [QUESTION, TYPED]
    assert [entry["from"] for entry in history] == ["user", "bot", "user", "bot"]


def test_an_answer_lost_on_its_way_is_asked_for_again_and_given_once(screen: Screen) -> None:
    screen.forgive(NETWORK)
    lost: list[APIResponse] = []

    def lose_the_first(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
        else:
            lost.append(route.fetch())  # the bot has answered, and nobody hears it
            route.abort()

    screen.page.route(f"**{WEBSITE}/messages", lose_the_first)
    screen.ask(TYPED)

    assert len(lost) == 1
    expect(screen.questions).to_have_count(1)
    assert [entry["from"] for entry in screen.chat().history()] == ["user", "bot"]


def test_a_line_that_dies_in_the_middle_of_an_answer_is_given_up_and_the_answer_asked_for_again(visit: Visit) -> None:
    screen = visit()
    screen.page.clock.install()
    screen.page.add_init_script(DYING_LINE)
    screen.open()
    screen.send(TYPED)
    expect(screen.page.locator("html[data-dying]")).to_be_attached()
    screen.page.clock.fast_forward(21_000)
    expect(screen.strip).to_contain_text("I can’t be reached right now.")
    screen.next_reply(lambda: screen.page.clock.fast_forward(1_100))

    expect(screen.strip).to_be_hidden()
    assert [entry["from"] for entry in screen.chat().history()] == ["user", "bot"]


def test_a_message_that_came_too_fast_is_sent_once_when_its_time_has_come(screen: Screen) -> None:
    too_fast = '{"error": {"code": "too_fast", "message": "Too fast."}}'
    with screen.answering(f"**{WEBSITE}/messages", 429, too_fast, Retry_After="2"):
        screen.send(TYPED)
        expect(screen.strip).to_contain_text("I will go on in 2 seconds.")
        assert screen.hrefs("faq-chat .strip a.way") == emergency_links()
        expect(screen.questions).to_contain_text("Waiting to be sent")
    expect(screen.replies).to_have_count(2)

    expect(screen.strip).to_be_hidden()
    assert [entry["from"] for entry in screen.chat().history()] == ["user", "bot"]


def test_a_message_that_the_bot_chokes_on_can_be_tried_again_and_holds_up_nothing(visit: Visit) -> None:
    screen = visit()
    screen.page.clock.install()
    screen.open()
    with screen.answering(MESSAGES, 500, FAILED):
        screen.send(TYPED)
        wait_for_failure(screen)
        expect(screen.notes).to_have_text("Something went wrong on our side.")
    screen.ask(QUESTION)
    screen.next_reply(screen.button("Try again").click)

    expect(screen.notes).to_have_count(0)
    expect(screen.questions).to_have_count(2)
    assert [entry["text"] for entry in screen.chat().history() if entry["from"] == "user"] == [QUESTION, TYPED]


def test_a_text_that_is_too_long_is_given_back_to_be_shortened(screen: Screen) -> None:
    screen.forgive("status of 413")
    screen.send("a" * 4001)

    expect(screen.notes).to_contain_text("911")
    expect(screen.input).to_have_value("a" * 4001)


def test_a_conversation_that_has_ended_starts_anew_says_so_and_answers_what_was_asked(screen: Screen) -> None:
    screen.ask(QUESTION)
    old = screen.kept()["token"]
    screen.forgive("status of 401")
    assert screen.chat().call("DELETE", "/session").status == 204
    screen.ask(TYPED)

    expect(screen.notes).to_contain_text("The last chat had ended")
    expect(screen.notes).to_be_in_viewport(ratio=1)
    screen.wait_until_announced("The last chat had ended")
    assert screen.kept()["token"] != old
    assert [entry["text"] for entry in screen.chat().history() if entry["from"] == "user"] == [TYPED]
