"""The page of `make test-all` and the list of `make links`: what they say, and that everybody can read them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from playwright.sync_api import Browser

from faq.reply import Kind
from ops.trials.page import page
from tests.ops.trials.examples import BEFORE, HOSTILE, KNOWLEDGE, NOW, links_page, trials_page
from tests.ops.trials.making import result, run
from tests.widget.axe_page import AXE, LOOKS, RUN, TAGS, WIDTHS, with_axe


def words(html: str) -> str:
    """What stands on a page, without marks."""
    return " ".join(
        unescape(
            re.sub(
                r"<[^>]+>", "", re.sub(r"<style>.*?</style>|(?=<(?:td|th|tr|li|p|h\d)\b)", " ", html, flags=re.DOTALL)
            )
        ).split()
    )


def test_the_page_tells_what_changed_danger_first_in_the_words_of_the_facts() -> None:
    html = page(KNOWLEDGE, NOW, BEFORE)
    said = words(html)
    worse = said.partition("Worse (2)")[2].partition("Better (1)")[0]

    assert "2 worse, 1 better, 0 as before, 1 asked for the first time" in said
    assert worse.index("veiled words") < worse.index("judges")
    assert "danger missed: cannot advise" in worse
    assert f"wrong fact: answers: {KNOWLEDGE.facts['age_range'].title}" in worse
    assert "tests/nlu/development/d1.tsv, line 7" in worse
    assert "what was learned from them have changed" in said
    assert HOSTILE in said
    assert "<script>" not in html


def test_the_first_page_says_that_there_is_nothing_to_compare_with() -> None:
    said = words(page(KNOWLEDGE, NOW, None))

    assert "There is no earlier run to compare with" in said
    assert "Worse (" not in said


def test_a_run_in_which_all_is_right_says_so() -> None:
    said = words(page(KNOWLEDGE, run("now", result("a judge", Kind.ANSWER, "help_courts")), None))

    assert "every question is right" in said


@pytest.mark.parametrize("made", [trials_page, links_page])
def test_a_page_loads_nothing_and_runs_nothing(made: object) -> None:
    html = made()  # type: ignore[operator]

    assert not re.search(r"<(?:script|link|img|iframe|object|form)\b|@import|url\(|\son\w+=", html)
    assert "default-src 'none'" in html


@with_axe
def test_everybody_can_read_the_pages_in_every_look(browser: Browser) -> None:
    found = []
    for name, html in (("test-all", trials_page()), ("links", links_page())):
        for look in LOOKS:
            context = browser.new_context(bypass_csp=True, **look)  # axe-core is a script, and the pages allow none
            tab = context.new_page()
            tab.set_content(html)
            tab.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            tab.evaluate(AXE.read_text("utf-8"))
            checked = tab.evaluate(RUN, TAGS)
            assert "document-title" in checked["rules"], "axe-core saw no page"
            wide, window = tab.evaluate(WIDTHS)
            found += [
                f"{name}: {c}" for c in (*checked["found"], *([f"{wide} px in {window}"] if wide > window else []))
            ]
            context.close()

    assert [] == found


def test_on_paper_every_list_is_open(browser: Browser) -> None:
    tab = browser.new_page()
    tab.set_content(trials_page())
    shown = "[...document.querySelectorAll('details li')].filter((e) => e.checkVisibility()).length"
    closed = tab.evaluate(shown)
    tab.emulate_media(media="print")
    printed = tab.evaluate(shown)
    tab.close()

    assert closed == 0 < printed
