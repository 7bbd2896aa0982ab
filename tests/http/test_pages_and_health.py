"""The pages, the two health calls, and a JSON error for every path and method that does not exist."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.http.client import WEBSITE, Door

CALLS = {
    "/": "GET",
    "/chat": "GET, POST",
    "/preview": "GET",
    "/widget.js": "GET",
    "/live": "GET",
    "/ready": "GET",
    "/session": "POST, DELETE",
    "/messages": "POST, GET",
    "/feedback": "POST",
    "/transcript": "GET",
}
PAGES = ("/", "/chat", "/preview")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
WRONG = [(path, method) for path, allowed in CALLS.items() for method in METHODS if method not in allowed]
UNKNOWN = [
    "/nope",
    "/session/",
    "/messages/1",
    "/a/b/c",
    "/..%2f..%2fetc%2fpasswd",
    "/%00",
    "/%ff",
    "/widget.js/x",
    "/page.html",
    "/chat/",
]
UNKNOWN_ELSEWHERE = [
    "/nope",
    "/webhooks",
    "/webhooks/nope",
    "/webhooks/rest/nope",
    "/conversations/x/tracker",
    "/status",
]


@pytest.mark.parametrize("path", ["/", ""])
def test_the_page_shows_the_widget(door: Door, path: str) -> None:
    page = door.website("GET", path)

    assert (page.status, page.headers.get_content_type()) == (200, "text/html")
    assert b"/webhooks/website/widget.js" in page.content


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_do_little_and_tells_others_less(door: Door, path: str) -> None:
    page = door.website("GET", path, headers={"Accept-Encoding": "gzip"})
    text = gzip.decompress(page.content).decode("utf-8")

    policy = dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert page.headers["Access-Control-Allow-Origin"] is None
    assert page.headers["Set-Cookie"] is None
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", text)


@pytest.mark.parametrize("path", PAGES)
def test_every_file_that_a_page_names_is_there_and_may_be_kept_for_good(door: Door, path: str) -> None:
    named = re.findall(rf'(?:src|href)="{WEBSITE}(/[^"]+\.(?:js|css|svg))"', door.website("GET", path).content.decode())

    assert len(named) >= 2
    for name in named:
        answer = door.website("GET", name)
        assert (answer.status, "immutable" in answer.headers["Cache-Control"]) == (200, True), name


def test_the_widget_is_a_script_that_any_page_may_load(door: Door) -> None:
    script = door.website("GET", "/widget.js")

    assert (script.status, script.headers.get_content_type()) == (200, "text/javascript")
    assert script.headers["Access-Control-Allow-Origin"] == "*"


def test_a_page_that_the_browser_has_is_not_sent_again(door: Door) -> None:
    etag = door.website("GET", "/").headers["ETag"]
    again = door.website("GET", "/", headers={"If-None-Match": etag})

    assert (again.status, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/live", "/ready"])
def test_a_healthy_bot_says_so(door: Door, path: str) -> None:
    assert door.website("GET", path).status == 200


def test_head_answers_as_get_does_without_a_body(door: Door) -> None:
    answer = door.website("HEAD", "/live")
    assert (answer.status, answer.content) == (200, b"")


@pytest.mark.parametrize(("path", "method"), WRONG)
def test_a_wrong_method_is_refused_and_the_right_ones_are_named(door: Door, path: str, method: str) -> None:
    answer = door.website(method, path, {})

    assert (answer.status, answer.error["code"]) == (405, "wrong_method")
    assert answer.headers["Allow"] == CALLS[path]


@pytest.mark.parametrize("method", ["FROB", "TRACE", "CONNECT"])
def test_a_method_that_no_address_takes_is_refused(door: Door, method: str) -> None:
    answer = door.website(method, "/messages")

    assert answer.status in (400, 405)
    assert answer.error


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_path_of_the_channel_is_a_json_404(door: Door, path: str, method: str) -> None:
    answer = door.website(method, path, {})
    assert (answer.status, answer.error["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", UNKNOWN_ELSEWHERE)
def test_an_unknown_path_elsewhere_is_a_json_404(door: Door, path: str) -> None:
    answer = door.call("GET", path)
    assert (answer.status, answer.error["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/", "/session", "/nope"])
def test_answers_are_not_kept_by_caches_without_asking_again(door: Door, path: str) -> None:
    method = "POST" if path == "/session" else "GET"
    assert door.website(method, path).headers["Cache-Control"] in ("no-store", "no-cache")


def test_rasa_own_api_is_closed(door: Door) -> None:
    answer = door.call("POST", "/model/parse", {"text": "hello"})
    assert (answer.status, answer.error["code"]) == (404, "not_found")


def test_errors_keep_to_the_channel_address(door: Door) -> None:
    assert door.call("GET", f"{WEBSITE}site").status == 404
