"""What an answer means for a link."""

from __future__ import annotations

import pytest

from ops.links.answers import Answer, Hop, heading_of, title_of
from ops.links.judging import Verdict, judge

PAGE = "https://a.org/folder/page"


def opened(url: str = PAGE, title: str = "A page", heading: str = "", *hops: Hop) -> Answer:
    return Answer(PAGE, url, 200, hops, title, heading)


CASES = [
    (opened(), Verdict.FINE, ""),
    (opened(f"{PAGE}/", "A page", "", Hop(301, f"{PAGE}/")), Verdict.FINE, ""),
    (
        opened("https://www.a.org/folder/page", "A page", "", Hop(301, "https://www.a.org/folder/page")),
        Verdict.FINE,
        "",
    ),
    (opened("https://a.org/new", "A page", "", Hop(301, "x"), Hop(308, "https://a.org/new")), Verdict.MOVED, ""),
    (opened("https://a.org/new", "A page", "", Hop(301, "x"), Hop(302, "https://a.org/new")), Verdict.FINE, ""),
    (opened("https://a.org/", "Home", "", Hop(301, "https://a.org/")), Verdict.DOUBTFUL, "home"),
    (Answer(PAGE, PAGE, 404), Verdict.DEAD, ""),
    (Answer(PAGE, PAGE, 410), Verdict.DEAD, ""),
    (Answer(PAGE, PAGE, 403), Verdict.DOUBTFUL, "shut out"),
    (Answer(PAGE, PAGE, 500), Verdict.DOUBTFUL, "fault"),
    *(
        (Answer(PAGE, PAGE, problem=p), Verdict.DOUBTFUL, p)
        for p in ("tls", "name", "slow", "refused", "loop", "broken")
    ),
]


@pytest.mark.parametrize(("answer", "verdict", "doubt"), CASES, ids=lambda value: str(getattr(value, "status", value)))
def test_each_answer_gets_its_verdict(answer: Answer, verdict: Verdict, doubt: str) -> None:
    judged = judge(answer, None, "")

    assert (verdict, doubt) == (judged.verdict, judged.doubt)
    assert judged.why


@pytest.mark.parametrize(
    "words",
    [
        "404",
        "Page Not Found - Site",
        "Oops! That page can’t be found.",
        "This page is no longer available",
        "The page doesn't exist",
        "Error 404 (Not Found)!!1",
        "This domain is for sale",
    ],
)
def test_a_page_that_says_it_is_not_there_is_doubtful_by_title_or_heading(words: str) -> None:
    assert "soft 404" == judge(opened(title=words), None, "").doubt
    assert "soft 404" == judge(opened(heading=words), None, "").doubt


@pytest.mark.parametrize("words", ["Lost and found families", "What I found in 4040 homes", "Founding a home"])
def test_words_like_it_are_no_doubt(words: str) -> None:
    assert Verdict.FINE is judge(opened(title=words), None, "").verdict


def test_a_site_that_shows_the_same_page_for_any_address_is_doubtful() -> None:
    assert "soft 404" == judge(opened(), opened(title="A page"), "").doubt
    assert Verdict.FINE is judge(opened(), opened(title="Search"), "").verdict
    assert Verdict.FINE is judge(opened(), Answer(PAGE, PAGE, 404), "").verdict


def test_a_changed_title_is_doubtful_and_other_spaces_or_capitals_are_no_change() -> None:
    assert "title" == judge(opened(title="Casino"), None, "A page").doubt
    assert Verdict.FINE is judge(opened(title="a  PAGE –"), None, "A page").verdict


def test_title_and_heading_are_read_as_a_person_sees_them() -> None:
    html = '<head><TITLE data-x="1">\n Babies &amp; toddlers\n</TITLE></head><h1 class="a">Page <b>not</b> found</h1>'

    assert ("Babies & toddlers", "Page not found") == (title_of(html), heading_of(html))
    assert "" == title_of("<p>no title</p>")
