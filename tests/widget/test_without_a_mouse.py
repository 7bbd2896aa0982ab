"""By keyboard, by ear, by thumb: each reply announced once, the focus where the person left it, nothing out of reach."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.widget.conftest import Visit
from tests.widget.screen import Screen

QUESTION = "how can judges help families with addiction?"
DANGER = "I want to kill myself tonight"
FOCUSED = """() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused.getAttribute('aria-label') || focused.labels?.[0]?.textContent || focused.textContent.trim();
}"""
# A part of the tree that a screen reader is given; what is left out here may be there too.
AS_READ = """
- dialog "Ask about babies and young children":
  - heading "Ask about babies and young children" [level=2]
  - button "Leave this page"
  - button "Close the chat"
  - group "Conversation":
    - list:
      - listitem:
        - text: "Bot:"
        - list "You can pick from these:":
          - listitem:
            - button
      - listitem:
        - text: "You:"
        - paragraph: I want to kill myself tonight
      - listitem:
        - text: "Bot:"
        - list:
          - listitem:
            - strong: 988 Suicide & Crisis Lifeline
            - link /Call 988 ?, 988 Suicide & Crisis Lifeline/
            - link /Text 988 ?, 988 Suicide & Crisis Lifeline/
          - listitem:
            - link /Call 911 ?, Emergency/
          - listitem:
            - link /Text HOME to 741741 ?, Crisis Text Line/
        - group "Did this help?":
          - button "Yes"
          - button "No"
  - textbox "Type your question"
  - button "Send"
  - button "Save this chat"
  - button "Start a new chat"
  - button "Erase this chat"
  - status
"""
PHONE = {"width": 375, "height": 700}


def tab_to(screen: Screen, name: str, key: str = "Tab") -> list[str]:
    """Press a key until something of that name has the focus; what had it on the way."""
    passed: list[str] = []
    for _ in range(40):
        screen.page.keyboard.press(key)
        passed.append(screen.page.evaluate(FOCUSED))
        if name in passed[-1]:
            return passed
    raise AssertionError(f"{name} is not to be reached: {passed}")


def test_a_whole_conversation_by_keyboard_alone(visit: Visit) -> None:
    screen = visit().open_host()
    keys = screen.page.keyboard
    tab_to(screen, "Ask a question")
    keys.press("Enter")
    expect(screen.input).to_be_focused()
    expect(screen.replies).to_have_count(1)
    keys.type(QUESTION)
    screen.next_reply(lambda: keys.press("Enter"))
    expect(screen.input).to_be_focused()

    back = tab_to(screen, "Close the chat", "Shift+Tab")
    assert [name for name in back if name in ("Yes", "No")] == ["No", "Yes"]
    assert "Conversation" in back, "the log scrolls by keys"
    tab_to(screen, "No")
    keys.press("Enter")
    expect(screen.replies.last.get_by_role("button", name="No", exact=True)).to_have_attribute("aria-pressed", "true")
    tab_to(screen, "Say more")
    keys.press("Enter")
    keys.type("more on courts")
    with screen.page.expect_response("**/feedback"):
        keys.press("Enter")
    tab_to(screen, screen.replies.last.locator(".choice").last.inner_text(), "Shift+Tab")
    screen.next_reply(lambda: keys.press("Enter"))

    tab_to(screen, "Save this chat")
    with screen.page.expect_download():
        keys.press("Enter")
    tab_to(screen, "Erase this chat")
    keys.press("Enter")
    expect(screen.button("Keep it")).to_be_focused()
    keys.press("Escape")
    expect(screen.button("Erase this chat").last).to_be_focused()
    screen.page.wait_for_timeout(800)  # twice within this time would be: leave this page
    keys.press("Escape")
    expect(screen.page.get_by_role("dialog")).to_be_hidden()
    expect(screen.button("Ask a question")).to_be_focused()


def test_on_a_wide_page_the_chat_is_not_modal_and_the_tab_key_leads_out_of_it(visit: Visit) -> None:
    screen = visit().open_host(main="<a href='#before'>Before</a>")
    screen.button("Ask a question").click()
    expect(screen.replies).to_have_count(1)

    expect(screen.page.get_by_role("dialog")).to_have_attribute("aria-modal", "false")
    tab_to(screen, "Before", "Shift+Tab")


def test_on_a_phone_the_open_chat_is_modal_and_what_is_behind_it_is_out_of_reach_until_it_closes(visit: Visit) -> None:
    screen = visit(viewport=PHONE, has_touch=True, is_mobile=True).open_host(
        "<section><faq-chat open></faq-chat></section>", main="<a href='#behind'>Behind</a>"
    )
    launcher = screen.button("Ask a question")
    expect(launcher).to_be_visible()  # "open" covers no page unasked
    launcher.tap()
    expect(screen.replies).to_have_count(1)
    dialog = screen.page.get_by_role("dialog")
    expect(dialog).to_have_attribute("aria-modal", "true")
    assert dialog.bounding_box() == {"x": 0, "y": 0, **PHONE}
    for _ in range(15):
        screen.page.keyboard.press("Tab")
        assert screen.page.evaluate(FOCUSED) != "Behind"

    screen.page.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    screen.page.get_by_role("link", name="Behind").tap()
    assert screen.page.url.endswith("#behind")


def test_the_on_screen_keyboard_hides_neither_the_input_nor_the_way_to_close(visit: Visit) -> None:
    screen = visit(viewport=PHONE, has_touch=True, is_mobile=True).open()
    screen.page.evaluate(
        """() => {
        Object.defineProperty(visualViewport, 'height', { get: () => 380 });
        Object.defineProperty(visualViewport, 'offsetTop', { get: () => 40 });
        visualViewport.dispatchEvent(new Event('resize'));
      }"""
    )
    for part in (
        screen.input,
        screen.button("Send"),
        screen.button("Close the chat"),
        screen.button("Leave this page"),
    ):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 40
        assert box["y"] + box["height"] <= 420


def test_the_focus_stays_where_it_is_when_a_reply_comes(screen: Screen) -> None:
    with screen.holding("**/messages"):
        screen.send(QUESTION)
        screen.button("Save this chat").focus()
    expect(screen.replies).to_have_count(2)

    expect(screen.button("Save this chat")).to_be_focused()


def test_a_chat_that_is_open_from_the_start_takes_no_focus(screen: Screen) -> None:
    assert screen.page.evaluate("document.activeElement.tagName") == "BODY"


def test_each_reply_is_announced_exactly_once_and_each_thing_in_it_once(screen: Screen) -> None:
    greeting = screen.replies.first.locator(".bubble p").first.inner_text()
    for question in (QUESTION, DANGER):
        screen.ask(question)
    screen.page.wait_for_timeout(2_500)  # what is announced goes away again; nothing more may come with that

    said, replies = screen.announced(), [e["reply"] for e in screen.chat().history() if e["from"] == "bot"]
    assert len(said) == len(replies) + 1 == 3
    assert said[0].startswith(greeting)
    for spoken, reply in zip(said[1:], replies, strict=True):
        wanted = [choice["title"] for choice in reply["choices"]]
        for block in reply["blocks"]:
            wanted += [*block.get("items", []), block.get("name"), block.get("text"), block.get("call")]
        assert [text for text in filter(None, wanted) if text not in spoken] == []
        assert [choice["title"] for choice in reply["choices"] if spoken.count(choice["title"]) != 1] == []
        assert "http" not in spoken, "addresses are no words"


def test_a_sentence_is_read_out_without_the_one_before_it(screen: Screen) -> None:
    """A status is atomic unless it says otherwise: then each addition has all of it read out."""
    expect(screen.page.locator("faq-chat [role=status]")).to_have_attribute("aria-atomic", "false")


def test_a_screen_reader_meets_the_chat_in_its_order_with_a_name_for_each_thing(screen: Screen) -> None:
    screen.ask(DANGER)
    dialog = screen.page.get_by_role("dialog", name="Ask about babies and young children")
    expect(dialog).to_match_aria_snapshot(AS_READ)
    for link in dialog.get_by_role("link").all():
        href = (link.get_attribute("href") or "").partition("?")[0]
        spoken = link.inner_text() or ""
        assert re.sub(r"\D", "", href)[-10:] in re.sub(r"\D", "", spoken), "the number that is called can be heard"


def test_a_restored_conversation_is_not_read_out_again(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.page.reload()
    expect(screen.questions).to_have_count(1)
    screen.page.wait_for_timeout(600)

    assert screen.announced() == []


def test_an_outage_is_announced_once_with_the_emergency_lines_however_often_it_is_tried(visit: Visit) -> None:
    screen = visit()
    screen.page.clock.install()
    screen.open()
    with screen.offline():
        screen.send(QUESTION)
        for _ in range(4):
            screen.page.clock.fast_forward(21_000)
            screen.page.wait_for_timeout(50)
        expect(screen.strip).to_be_visible()
        said = [told for told in screen.announced() if "Call 911." in told]
    assert len(said) == 1


def test_nothing_moves_where_a_person_wants_less_motion(screen: Screen) -> None:
    screen.ask(QUESTION)
    moving = "document.querySelector('faq-chat').shadowRoot.getAnimations({ subtree: true }).length"
    assert screen.page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    with screen.holding("**/messages"):
        screen.send("What is toxic stress?")
        expect(screen.thinking).to_be_visible()
        assert screen.page.evaluate(moving) == 0
