"""Pages of the list may use the chat from a browser; pages of other sites may not."""

from __future__ import annotations

import pytest

from tests.http.client import HOST, REST, Door
from tests.http.product import ORIGIN

OTHERS = [
    "https://evil.example",
    "http://www.pa-aimh.org",
    "https://www.pa-aimh.org.evil.example",
    "https://www.pa-aimh.org:8443",
    "https://pa-aimh.org",
    "null",
    "",
    "http://[",
    "\x01",
]
ASKS = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, content-type"}


@pytest.mark.parametrize("path", ["/session", "/messages", "/feedback", "/transcript"])
def test_a_page_of_the_list_is_told_that_it_may_call(door: Door, path: str) -> None:
    answer = door.website("OPTIONS", path, headers={"Origin": ORIGIN, **ASKS})

    assert answer.status in (200, 204)
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert {"GET", "POST", "DELETE"} <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert "authorization" in allowed
    assert "content-type" in allowed
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize("origin", OTHERS)
def test_any_other_page_is_not(door: Door, origin: str) -> None:
    answer = door.website("OPTIONS", "/messages", headers={"Origin": origin, **ASKS})

    assert (answer.status, answer.error["code"]) == (403, "origin_not_allowed")
    assert answer.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("origin", OTHERS)
def test_a_call_from_any_other_page_is_refused(door: Door, origin: str) -> None:
    answer = door.website("POST", "/session", headers={"Origin": origin})

    assert (answer.status, answer.error["code"]) == (403, "origin_not_allowed")
    assert answer.headers["Access-Control-Allow-Origin"] is None


def test_a_page_of_the_list_may_read_answers_and_errors(door: Door) -> None:
    for path, status in (("/session", 201), ("/messages", 401)):
        answer = door.website("POST", path, headers={"Origin": ORIGIN})
        assert (answer.status, answer.headers.get_all("Access-Control-Allow-Origin")) == (status, [ORIGIN])
        assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def test_the_bot_own_page_may_call(door: Door) -> None:
    assert door.website("POST", "/session", headers={"Origin": f"http://{HOST}:{door.port}"}).status == 201


def test_no_answer_lets_a_browser_send_cookies(door: Door) -> None:
    for headers in ({}, {"Origin": ORIGIN}, {"Origin": "https://evil.example"}):
        answer = door.website("POST", "/session", headers=headers)
        assert answer.headers["Access-Control-Allow-Credentials"] is None
        assert answer.headers["Set-Cookie"] is None


def test_rest_lets_no_page_of_another_site_read_answers(door: Door) -> None:
    for method in ("OPTIONS", "POST"):
        answer = door.call(method, REST, {"message": "hello"}, {"Origin": "https://evil.example", **ASKS})
        assert answer.headers["Access-Control-Allow-Origin"] is None
