"""Host pages that make it hard: stricter policies than the usual, scripts that change what is built in, pages changed by script."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.http.product import ORIGIN
from tests.widget.conftest import Visit

QUESTION = "What is toxic stress?"
ISOLATED = {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"}
# What script libraries of old did to every page that they were on.
CHANGED = """
  Object.prototype.each = function () {};
  Array.prototype.toJSON = function () { return '[' + this.map((item) => JSON.stringify(item)).join(', ') + ']'; };
  Array.prototype.extra = Function.prototype.extra = String.prototype.extra = () => null;
  window.$ = window.el = window.words = window.Log = () => { throw new Error('not yours'); };
"""
ANOTHER_PAGE = """(address) => {
  const body = document.createElement('body');
  const again = Object.assign(document.createElement('script'), { src: address });
  body.append(document.createElement('main'), again);
  document.body.replaceWith(body);
}"""


def test_where_no_text_may_become_a_script_or_markup_the_chat_works(visit: Visit) -> None:
    screen = visit()
    strict = f"default-src 'none'; img-src data:; script-src {screen.home}; connect-src {screen.home}"
    screen.open_host(policy=f"{strict}; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'")
    screen.button("Ask a question").click()
    screen.input.fill(QUESTION)
    screen.page.keyboard.press("Enter")

    expect(screen.replies.last).to_contain_text("stress")
    with screen.page.expect_download():
        screen.button("Save this chat").click()


def test_an_isolated_page_of_another_origin_may_embed_it(visit: Visit) -> None:
    screen = visit().open_host(tag="", origin=ORIGIN, headers=ISOLATED)
    screen.button("Ask a question").click()
    expect(screen.replies).to_have_count(1)

    assert screen.page.evaluate("crossOriginIsolated")
    expect(screen.ask(QUESTION)).to_contain_text("stress")


def test_libraries_that_change_what_is_built_in_do_not_break_it(visit: Visit) -> None:
    screen = visit()
    screen.page.add_init_script(CHANGED)
    screen.open().ask(QUESTION)
    screen.page.reload()

    expect(screen.questions).to_have_count(1)
    expect(screen.ask("What are ACEs?")).to_be_visible()


@pytest.mark.parametrize("rubbish", ["7", "null", "[null]", '{"id": 1}', "not JSON"])
def test_rubbish_in_the_store_does_not_break_it(visit: Visit, rubbish: str) -> None:
    screen = visit()
    key = f"faq-chat {screen.home}/webhooks/website/ outbox"
    screen.page.add_init_script(f"sessionStorage.setItem({json.dumps(key)}, {json.dumps(rubbish)})")

    expect(screen.open().ask(QUESTION)).to_contain_text("stress")


def test_on_a_site_that_changes_its_pages_by_script_the_chat_comes_again_with_its_conversation(visit: Visit) -> None:
    screen = visit().open_host(tag="")
    screen.button("Ask a question").click()
    expect(screen.replies).to_have_count(1)
    screen.ask(QUESTION)
    screen.page.evaluate(ANOTHER_PAGE, f"{screen.home}/webhooks/website/widget.js")

    screen.button("Ask a question").click()
    expect(screen.questions).to_have_count(1)
    expect(screen.page.locator("faq-chat")).to_have_count(1)
