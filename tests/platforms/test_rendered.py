"""The rendered examples are what the channels show now; a person has read them."""

from __future__ import annotations

from tests.platforms.rendered.__main__ import wanted


def test_the_rendered_examples_and_their_page_are_current() -> None:
    stale = [path.name for path, text in wanted().items() if not path.is_file() or path.read_text("utf-8") != text]

    assert stale == [], "run python -m tests.platforms.rendered, and read what has changed"
