"""The page as a person has it before them: what can be read on it, and what can be done with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, expect

from tests.http.client import HOST, WEBSITE, Chat, Door

ANSWER_MS = 20_000
# Announced is what comes to stand in a live region, wherever it is.
LISTEN = """
  const live = '[aria-live], [role=status], [role=alert], [role=log]';
  const attach = Element.prototype.attachShadow;
  window.announced = [];
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.closest(live)) for (const node of addedNodes) window.announced.push(node.textContent);
      }
    }).observe(root, { childList: true, subtree: true, characterData: true });
    return root;
  };"""
CSP_TO_CONSOLE = """addEventListener('securitypolicyviolation', (event) =>
  console.error(`against the policy: ${event.violatedDirective} ${event.blockedURI}`))"""


class Screen:
    """One tab with the chat in it; it notes every complaint of the browser, and every call to another site."""

    def __init__(self, context: BrowserContext, door: Door) -> None:
        self.door, self.context = door, context
        self.home = f"http://{HOST}:{door.port}"
        self.page: Page = context.new_page()
        self.page.set_default_timeout(ANSWER_MS)
        self.page.add_init_script(CSP_TO_CONSOLE)
        self.page.add_init_script(LISTEN)
        self.complaints: list[str] = []
        self._forgiven: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._asked)
        self.page.on("request", self._requested)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.home, "blob:", "data:")):
            self.complaints.append(f"asked another site: {request.url}")

    def forgive(self, expected: str) -> None:
        """What a test brings about itself is no complaint."""
        self._forgiven.append(expected)

    @property
    def unforgiven(self) -> list[str]:
        return [text for text in self.complaints if not any(re.search(known, text) for known in self._forgiven)]

    # ---- What is shown ----

    @property
    def replies(self) -> Locator:
        return self.page.locator("faq-chat .bot")

    @property
    def questions(self) -> Locator:
        return self.page.locator("faq-chat .user")

    @property
    def strip(self) -> Locator:
        """The help lines above the input."""
        return self.page.locator("faq-chat .strip")

    @property
    def input(self) -> Locator:
        return self.page.get_by_label("Type your question")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def hrefs(self, selector: str) -> list[str]:
        """Where the links lead, in their order."""
        found: list[str] = self.page.locator(selector).evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        return found

    # ---- What is done ----

    def open(self) -> Screen:
        """The page, up to the greeting."""
        self.page.goto(self.home + WEBSITE + "/")
        expect(self.replies).to_have_count(1, timeout=ANSWER_MS)
        return self

    def open_host(self, tag: str = "<faq-chat></faq-chat>", origin: str = "", policy: str | None = None) -> Screen:
        """A page of a host site with the widget on it; by default of the bot's own origin."""
        address = f"{origin or self.home}/host.html"
        policy = policy or f"default-src 'none'; img-src data:; script-src {self.home}; connect-src {self.home}"
        body = HOST_PAGE.format(script=f"{self.home}{WEBSITE}/widget.js", tag=tag)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        self.page.route(address, lambda route: route.fulfill(body=body, headers=headers))
        if origin:
            self.context.grant_permissions(["local-network-access"], origin=origin)  # the bot is on this machine
            self.forgive(f"asked another site: {re.escape(origin)}/")
        self.page.goto(address)
        return self

    def send(self, text: str) -> None:
        self.input.fill(text)
        self.page.locator("faq-chat .send").click()

    def ask(self, text: str) -> Locator:
        """Ask, and wait for the reply."""
        return self.next_reply(lambda: self.send(text))

    def next_reply(self, act: Callable[[], object]) -> Locator:
        """The reply that comes of an action."""
        before = self.replies.count()
        act()
        expect(self.replies).to_have_count(before + 1, timeout=ANSWER_MS)
        return self.replies.nth(before)

    def wait_until_announced(self, words: str) -> None:
        """Until a screen reader has been told so."""
        for _ in range(ANSWER_MS // 100):
            if any(words in told for told in self.announced()):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"not announced: {words}")

    def announced(self) -> Sequence[str]:
        """What a screen reader has been told since the page was loaded."""
        found: list[str] = self.page.evaluate("window.announced")
        return found

    def kept(self) -> dict[str, str]:
        """What the tab remembers."""
        found: dict[str, Any] = self.page.evaluate("({ ...sessionStorage })")
        return {name.rpartition(" ")[2]: value for name, value in found.items()}

    def chat(self) -> Chat:
        """The same conversation, as the server has it."""
        return Chat(self.door, self.kept()["token"])


HOST_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A host site</title>
<link rel="icon" href="data:,">
<script src="{script}" defer></script>
</head>
<body>
<header><h1>A host site</h1></header>
<main><p>What it says.</p></main>
{tag}
</body>
</html>
"""
