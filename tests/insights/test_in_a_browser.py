"""The report in Chromium: axe-core finds nothing, in any look, nor on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from faq.knowledge import Knowledge
from insights.meaning import Meaning
from stores.conversations import Conversations
from stores.database import engine_for
from tests.insights.conftest import HOSTILE, october, tell_everything
from tests.insights.telling import refused, tell
from tests.widget.axe_page import AXE, RUN, TAGS, WIDTHS, in_every_look, with_axe

OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, meaning: Meaning, knowledge: Knowledge) -> Path:
    folder = tmp_path_factory.mktemp("report")
    stored = Conversations(engine_for(f"sqlite:///{folder}/conversations.sqlite"))
    tell_everything(stored)
    tell(stored, refused(HOSTILE), conversation="hostile")
    path = folder / "report.html"
    path.write_text(october(stored, meaning, knowledge), "utf-8")
    return path


@with_axe
@in_every_look
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, file: Path, look: dict[str, Any]) -> None:
    context = browser.new_context(**look)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(file.as_uri())
    page.evaluate(OPEN_ALL)
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate(RUN, TAGS)
    wide, window = page.evaluate(WIDTHS)
    context.close()

    assert (result["found"], said) == ([], [])
    assert "summary-name" in result["rules"], "axe-core saw no page"
    assert wide <= window


def test_on_paper_every_chart_has_its_table(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    tables = page.locator("details table").all()
    heights = [box["height"] for table in tables if (box := table.bounding_box())]
    page.close()

    assert len(heights) == len(tables) == 2
    assert min(heights) > 100
