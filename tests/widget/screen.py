"""The page as a person has it before them: what can be read on it, and what can be done with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, Route, expect

from tests.http.client import HOST, WEBSITE, Chat, Door
from tests.widget.host import host_page

ANSWER_MS = 20_000
expect.set_options(timeout=ANSWER_MS)  # a deadline, not a claim: machines may be slow and busy
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
    def thinking(self) -> Locator:
        """What stands in the place of a reply that is awaited."""
        return self.page.locator("faq-chat .thinking")

    @property
    def notes(self) -> Locator:
        """Sentences between the messages."""
        return self.page.locator("faq-chat .note")

    @property
    def input(self) -> Locator:
        return self.page.get_by_label("Type your question")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def hrefs(self, selector: str) -> list[str]:
        """Where the links lead, in their order."""
        found: list[str] = self.page.locator(selector).evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        return found

    def open(self) -> Screen:
        """A host page with the chat open, up to the greeting."""
        self.open_host("<faq-chat open></faq-chat>").launch()
        expect(self.replies).to_have_count(1, timeout=ANSWER_MS)
        return self

    def launch(self) -> None:
        """Tap the launcher, where the chat does not open by itself: a phone's screen is not covered unasked."""
        if self.is_phone:
            self.page.locator("faq-chat .launcher").click()

    @property
    def is_phone(self) -> bool:
        size = self.page.viewport_size
        return size is not None and size["width"] <= 480

    def open_host(
        self,
        tag: str = "<faq-chat></faq-chat>",
        origin: str = "",
        policy: str | None = None,
        headers: dict[str, str] | None = None,
        **page: str,
    ) -> Screen:
        """A page of a host site with the widget on it; by default of the bot's own origin.

        `headers`: more than the usual ones; `page`: see host_page.
        """
        address = f"{origin or self.home}/host"
        policy = policy or f"default-src 'none'; img-src data:; script-src {self.home}; connect-src {self.home}"
        if "style" in page:
            policy += f"; style-src {origin or self.home}"
        body = host_page(f"{self.home}{WEBSITE}/widget.js", tag, **page)
        sent = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy, **(headers or {})}
        self.context.route(f"{address}.html", lambda route: route.fulfill(body=body, headers=sent))
        self.context.route(
            f"{address}.css", lambda route: route.fulfill(body=page.get("style", ""), content_type="text/css")
        )
        if origin:
            self.context.grant_permissions(["local-network-access"], origin=origin)  # the bot is on this machine
            self.forgive(f"asked another site: {re.escape(origin)}/")
        self.page.goto(f"{address}.html")
        return self

    def second_tab(self) -> Screen:
        """The same page in another tab of the same browser."""
        other = Screen(self.context, self.door)
        other.page.goto(self.page.url)
        return other

    # ---- What goes wrong between the page and the bot ----

    @contextmanager
    def holding(self, pattern: str) -> Iterator[list[Route]]:
        """Calls that wait, and go on afterwards."""
        held: list[Route] = []
        self.page.route(pattern, lambda route: held.append(route))
        yield held
        for route in held:
            route.continue_()
        self.page.unroute(pattern)

    @contextmanager
    def answering(self, pattern: str, status: int, body: str = "{}", **headers: str) -> Iterator[None]:
        """Calls that are answered so, and not by the bot. Headers: names with _ for -."""
        self.forgive(f"status of {status}")
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.page.route(
            pattern,
            lambda route: route.fulfill(status=status, body=body, headers={"Content-Type": "application/json", **sent}),
        )
        yield
        self.page.unroute(pattern)

    @contextmanager
    def offline(self) -> Iterator[None]:
        """No network."""
        self.forgive("ERR_INTERNET_DISCONNECTED")
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)

    # ---- What a person does ----

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
