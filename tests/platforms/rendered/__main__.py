"""Three Replies as each channel shows them, into text files and one page: python -m tests.platforms.rendered."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from channels.messaging.parts import Incoming
from channels.wording import Wording
from faq import composing
from ops import settings
from tests.http.product import REPOSITORY, SECRET
from tests.platforms.driver import Driver
from tests.platforms.drivers import DRIVERS
from tests.platforms.fake import Shown
from tests.platforms.in_process import KNOWLEDGE

FOLDER: Final = Path(__file__).parent
PAGE: Final = REPOSITORY / "docs" / "channel-examples.md"
REPLIES: Final = {
    "answer": composing.answer(KNOWLEDGE, ("help_courts",)),
    "choices": composing.clarify(KNOWLEDGE, ("toxic_stress", "aces_impact", "three_reasons")),
    "crisis": composing.crisis(KNOWLEDGE, "self_harm", "en"),
}
_HEAD: Final = """# What a reply looks like on each channel

One answer, one set of choices and one crisis reply, as people see them. `[ … ]` is something to tap; where a link leads stands
below the message. This page and the files under `tests/platforms/rendered/` are written by
`python -m tests.platforms.rendered`, and `make test` compares them.
"""


def wanted() -> dict[Path, str]:
    """Every file with the text that it should have."""
    files: dict[Path, str] = {}
    page = [_HEAD]
    for kind in DRIVERS:
        driver = kind()
        try:
            texts = _texts(driver)
        finally:
            driver.fake.stop()
        files |= {FOLDER / driver.channel / f"{name}.txt": text for name, text in texts.items()}
        page.append(f"## {driver.connector.platform_class.title}\n")
        page += [
            f"### {name.capitalize()} on {driver.connector.platform_class.title}\n\n```text\n{text}```\n"
            for name, text in texts.items()
        ]
    return files | {PAGE: "\n".join(page)}


def _texts(driver: Driver) -> dict[str, str]:
    environ = {"FAQ_SECRET": SECRET, **driver.environment()}
    platform = driver.connector.platform_class(settings.load(environ, REPOSITORY))
    delivery = driver.text("Ann", "hello")
    headers = {name.lower(): value for name, value in delivery.headers.items()}
    (event,) = platform.events(Incoming(headers, delivery.body, driver.webhook_url()))
    found = {}
    for name, reply in REPLIES.items():
        shown = []
        for call in platform.render(reply, event, Wording(REPOSITORY)):
            method = driver.fake.name_of(
                f"{platform.base.removeprefix(driver.fake.url)}{call.path}", {**platform.headers(), **call.headers}
            )
            _, message = driver.fake.take(method, dict(call.body))
            shown += [message] if message else []
        found[name] = "\n---\n".join(map(_as_seen, shown)) + "\n"
    return found


def _as_seen(message: Shown) -> str:
    lines = [message.text, *(f"[ {button.title} ]" for button in message.buttons)]
    return "\n".join([*lines, *(f"(link: {link})" for link in message.links)])


if __name__ == "__main__":
    for path, text in wanted().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        print(path.relative_to(REPOSITORY))
