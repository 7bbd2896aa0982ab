"""What comes of asking a real server, whatever it does."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from ops.links.answers import Answer
from ops.links.asking import MADE_UP, USER_AGENT, Patience, ask_all, made_up_beside
from ops.network import free_port
from tests.ops.links.site import Site, certificate

QUICK = Patience(answer=0.5, tries=3, pause=0.01)


def ask(*urls: str) -> dict[str, Answer]:
    return asyncio.run(ask_all(urls, QUICK))


@pytest.mark.parametrize(
    ("path", "end", "status", "hops", "title", "problem"),
    [
        ("/page", "/page", 200, 0, "A page", ""),
        ("/get-only", "/get-only", 200, 0, "For GET alone", ""),
        ("/paper.pdf", "/paper.pdf", 200, 0, "", ""),
        ("/moved", "/new/page", 200, 2, "A page", ""),
        ("/nothing-here", "/nothing-here", 404, 0, "", ""),
        ("/gone", "/gone", 410, 0, "", ""),
        ("/broken", "/broken", 500, 0, "", ""),
        ("/flaky", "/flaky", 200, 0, "Up again", ""),
        ("/loop", "/loop", 301, 2, "", "loop"),
        ("/slow", "/slow", 0, 0, "", "slow"),
        ("/hangs-up", "/hangs-up", 0, 0, "", "broken"),
    ],
)
def test_each_kind_of_answer_is_told_apart(
    site: Site, path: str, end: str, status: int, hops: int, title: str, problem: str
) -> None:
    answer = ask(site.home + path)[site.home + path]

    assert (site.home + end, status, hops) == (answer.url, answer.status, len(answer.hops))
    assert (title, problem) == (answer.title, answer.problem)


def test_a_certificate_that_nobody_vouches_for_is_told_from_a_site_that_is_down(tmp_path: Path) -> None:
    closed = f"http://127.0.0.1:{free_port()}/"
    nameless = "http://no-such-name.invalid/"
    site = Site(tls=certificate(tmp_path))
    answers = ask(site.home, closed, nameless)
    site.close()

    assert ["tls", "refused", "name"] == [answers[url].problem for url in (site.home, closed, nameless)]
    assert [True, False, False] == [answers[url].reached for url in (site.home, closed, nameless)]


def test_a_site_is_asked_by_name_first_for_the_head_and_again_only_when_it_may_help(site: Site) -> None:
    ask(f"{site.home}/page", f"{site.home}/paper.pdf", f"{site.home}/gone", f"{site.home}/broken")

    assert {USER_AGENT} == site.agents
    assert (1, 1) == (site.asked["HEAD /page"], site.asked["GET /page"])
    assert (1, 0) == (site.asked["HEAD /paper.pdf"], site.asked["GET /paper.pdf"])
    assert 1 == site.asked["GET /gone"], "what is gone is not asked for twice"
    assert QUICK.tries == site.asked["GET /broken"]


def test_waiting_for_ones_turn_at_a_slow_site_is_not_waiting_for_its_answer(site: Site) -> None:
    urls = [f"{site.home}/takes-a-while?{number}" for number in range(4)]
    answers = asyncio.run(ask_all(urls, Patience(answer=1.0, tries=1)))

    assert [""] * 4 == [answers[url].problem for url in urls]
    assert 1 == site.most_at_once


def test_a_made_up_address_stands_beside_the_page_and_a_home_page_has_none() -> None:
    assert f"https://a.org/resources/{MADE_UP}" == made_up_beside("https://a.org/resources/page/?x=1#y")
    assert f"https://a.org/{MADE_UP}" == made_up_beside("https://a.org/page")
    assert "" == made_up_beside("https://a.org/")
