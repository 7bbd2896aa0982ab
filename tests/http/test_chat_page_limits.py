"""What the chat without JavaScript does not take, it says on a page, with the words still in the box."""

from __future__ import annotations

import pytest

from tests.http.chat_form import TYPE, ChatForm, opened, own
from tests.http.client import Door
from tests.http.product import ORIGIN
from tests.widget.emergency import emergency_links


def test_an_empty_message_is_told_so_and_asks_nothing(door: Door) -> None:
    form = opened(door).send(" \u200b ")

    assert form.answer.status == 400
    assert "I did not get any words." in form.words
    assert form.history() == []


def test_text_that_is_too_long_is_kept_in_the_box_with_the_emergency_lines(door: Door) -> None:
    first = opened(door).send("hello")
    form = first.send("x" * 4001)

    assert (form.answer.status, form.title[:8]) == (413, "Not sent")
    assert form.draft == "x" * 4001
    assert set(emergency_links()) <= set(form.problem_links)
    assert "at most 4,000 characters" in form.words
    assert form.questions == ["hello"]
    assert form.send("x\r\n" * 2000).answer.status == 200, "4,000 characters as the box counts them"


@pytest.mark.parametrize("size", [200_000, 1_200_000])
def test_a_body_that_is_far_too_large_is_a_page_too(door: Door, size: int) -> None:
    form = opened(door).send("x" * size)

    assert (form.answer.status, form.answer.headers.get_content_type()) == (413, "text/html")
    assert set(emergency_links()) <= set(form.problem_links)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"id=x", b"&" * 500, b"id=abcdefgh&act=explode", b"{}"])
def test_a_form_that_cannot_be_read_is_told_so(door: Door, body: bytes) -> None:
    form = ChatForm(door, door.website("POST", "/chat", body, {**TYPE, **own(door)}))

    assert form.answer.status == 400
    assert "I could not read that message." in form.words
    assert form.send("hello").questions == ["hello"]


def test_a_choice_that_does_not_exist_is_told_so(door: Door) -> None:
    assert opened(door).press(choice="nothing").answer.status == 400


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_form_on_another_site_asks_nothing(door: Door, origin: str) -> None:
    form = opened(door).press({"Origin": origin}, text="hello")

    assert form.answer.status == 403
    assert form.questions == []


def test_a_form_on_a_site_of_the_list_may_ask(door: Door) -> None:
    assert opened(door).press({"Origin": ORIGIN}, text="hello").questions == ["hello"]
