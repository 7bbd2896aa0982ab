"""The conversation goes on: after a reload, in a second tab, and as far as possible where the browser keeps nothing."""

from __future__ import annotations

from playwright.sync_api import APIResponse, Route, expect

from tests.http.client import WEBSITE
from tests.widget.conftest import Visit
from tests.widget.screen import Screen

QUESTION = "how can judges help families with addiction?"
SECOND = "What is toxic stress?"
NO_STORAGE = """
for (const name of ['sessionStorage', 'localStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
window.BroadcastChannel = class { constructor() { throw new DOMException('denied', 'SecurityError'); } };
"""
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


def test_a_reload_restores_the_conversation(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.ask(SECOND)
    before = screen.page.locator("faq-chat .list > li:visible").all_inner_texts()
    screen.page.reload()
    expect(screen.questions).to_have_count(2)
    expect(screen.replies).to_have_count(2)

    restored = screen.page.locator("faq-chat .list > li:visible").all_inner_texts()
    assert restored == before[1:]  # but for the greeting, which a conversation under way does not need


def test_a_reload_in_the_middle_of_an_answer_loses_nothing_and_asks_once(screen: Screen) -> None:
    screen.forgive("ERR_ABORTED")
    answered: list[APIResponse] = []

    def never_arrives(route: Route) -> None:
        if route.request.method == "POST":
            answered.append(route.fetch())  # the bot has answered; the page is gone before it hears it
            screen.page.evaluate("location.reload()")
        else:
            route.continue_()

    screen.page.route(f"**{WEBSITE}/messages", never_arrives, times=1)
    screen.send(QUESTION)
    expect(screen.replies.locator(".from")).to_have_count(1)

    expect(screen.questions).to_have_count(1)
    assert len(answered) == 1
    assert [entry["from"] for entry in screen.chat().history()] == ["user", "bot"]
    assert screen.kept().get("outbox") is None


def test_a_reload_before_anything_was_answered_sends_what_was_typed(screen: Screen) -> None:
    screen.forgive("ERR_FAILED|ERR_ABORTED")
    screen.page.route(f"**{WEBSITE}/messages", lambda route: route.abort())
    screen.send(QUESTION)
    expect(screen.strip).to_be_visible()
    screen.page.unroute(f"**{WEBSITE}/messages")
    screen.page.reload()
    expect(screen.replies.locator(".from")).to_have_count(1)

    expect(screen.questions).to_have_count(1)
    assert [entry["from"] for entry in screen.chat().history()] == ["user", "bot"]


def test_the_page_hears_once_of_a_message_however_often_it_is_loaded_before_the_message_is_sent(screen: Screen) -> None:
    screen.forgive("ERR_FAILED|ERR_ABORTED")
    heard: list[str] = []
    screen.page.on("console", lambda message: heard.append(message.text) if message.type == "info" else None)
    listen = "document.addEventListener('faq-chat-message', ({ detail }) => console.info(detail.text), true)"
    screen.page.add_init_script(listen)
    screen.page.evaluate(listen)
    screen.page.route(f"**{WEBSITE}/messages", lambda route: route.abort())
    screen.send(QUESTION)
    for _ in range(2):
        expect(screen.questions.last).to_contain_text("Waiting to be sent")
        screen.page.reload()
    screen.page.unroute(f"**{WEBSITE}/messages")
    expect(screen.replies.locator(".from")).to_have_count(1)

    assert heard == [QUESTION]


def test_a_second_tab_shows_the_same_conversation_and_goes_on_with_it_in_both(screen: Screen) -> None:
    screen.ask(QUESTION)
    second = screen.second_tab()
    expect(second.questions).to_have_count(1)
    assert second.kept()["token"] == screen.kept()["token"]
    second.ask(SECOND)

    expect(screen.questions).to_have_count(2)
    expect(screen.replies.last).to_contain_text("stress")
    assert not [told for told in screen.announced() if "stress" in told.lower()], "it is read out where it was asked"
    assert second.unforgiven == []


def test_two_tabs_that_were_only_greeted_share_one_conversation(screen: Screen) -> None:
    second = screen.second_tab()
    expect(second.replies).to_have_count(1)
    second.ask(QUESTION)

    expect(screen.questions).to_have_count(1)
    assert second.kept()["token"] == screen.kept()["token"]


def test_what_is_erased_in_one_tab_is_gone_in_the_other_and_both_go_on_together(screen: Screen) -> None:
    screen.ask(QUESTION)
    second = screen.second_tab()
    expect(second.questions).to_have_count(1)
    screen.button("Erase this chat").click()
    screen.page.locator("faq-chat .sure .main").click()

    expect(second.notes).to_have_text("This chat was ended in another tab.")
    expect(second.questions).to_have_count(0)
    expect(screen.replies).to_have_count(1)
    second.ask(SECOND)
    expect(screen.questions).to_have_count(1)
    assert second.kept()["token"] == screen.kept()["token"]


def test_where_storage_throws_the_chat_works_until_the_page_is_left(visit: Visit) -> None:
    screen = visit()
    screen.page.add_init_script(NO_STORAGE)
    screen.open()
    screen.ask(QUESTION)
    expect(screen.ask(SECOND)).to_contain_text("stress")


def test_where_storage_is_full_the_chat_works_until_the_page_is_left(visit: Visit) -> None:
    screen = visit()
    screen.page.add_init_script(FULL_STORAGE)
    expect(screen.open().ask(SECOND)).to_contain_text("stress")


def test_no_cookie_is_set_and_nothing_outlives_the_tab(screen: Screen) -> None:
    screen.ask(QUESTION)

    assert screen.context.cookies() == []
    assert screen.page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
