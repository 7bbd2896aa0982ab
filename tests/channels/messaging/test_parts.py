"""The pieces of the messaging base: secrets, keys, lengths, taking once, queues."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.messaging.keys import Keys
from channels.messaging.lengths import characters, cut, shortened, utf8_bytes, utf16_units
from channels.messaging.opening import lacking
from channels.messaging.queues import WAITING_MOST, Queues
from channels.messaging.typed_reply import typed_reply
from faq import composing
from faq.knowledge import load
from faq.rendering.plain_text import whole_text
from ops import settings
from tests.http.product import REPOSITORY

KNOWLEDGE = load(REPOSITORY / "knowledge")
NAMES = ("FAQ_TELEGRAM_TOKEN", "FAQ_TELEGRAM_SECRET")
GOOD = "7007:AAgood-and-long-enough"
MEASURES = [characters, utf16_units, utf8_bytes]


# ---- Secrets ----


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "  ",
        "changeme",
        "Change-Me-Please-Now",
        "<your token goes here>",
        "${TELEGRAM_TOKEN_VALUE}",
        "x" * 40,
        "your-telegram-bot-token",
        "placeholder-placeholder",
        "...",
        "123:abc",
        "{telegram_token_here}",
    ],
)
def test_a_missing_or_made_up_secret_closes_the_channel_by_the_name_of_the_setting(tmp_path: Path, bad: str) -> None:
    chosen = settings.load({"FAQ_TELEGRAM_TOKEN": GOOD, "FAQ_TELEGRAM_SECRET": bad}, tmp_path)
    reason = lacking(chosen, NAMES)

    assert reason.startswith("FAQ_TELEGRAM_SECRET ")
    assert not bad.strip() or bad not in reason
    assert "FAQ_TELEGRAM_TOKEN" not in reason


def test_every_bad_secret_is_named_and_good_ones_open(tmp_path: Path) -> None:
    assert (
        lacking(settings.load({}, tmp_path), NAMES) == "FAQ_TELEGRAM_TOKEN is not set; FAQ_TELEGRAM_SECRET is not set"
    )
    good = settings.load({"FAQ_TELEGRAM_TOKEN": GOOD, "FAQ_TELEGRAM_SECRET": "s0me-secret-of-the-hook"}, tmp_path)
    assert lacking(good, NAMES) == ""


# ---- Keys ----


def test_a_person_has_one_conversation_on_each_channel_and_none_can_be_guessed_without_the_salt() -> None:
    one, other, salted = Keys("telegram", "s" * 32), Keys("slack", "s" * 32), Keys("telegram", "t" * 32)

    assert one.conversation("42") == one.conversation("42")
    assert (
        len({one.conversation("42"), one.conversation("43"), other.conversation("42"), salted.conversation("42")}) == 4
    )
    assert one.conversation("42").startswith("telegram-")
    assert one.event("42") != one.conversation("42")
    assert len(one.event("\udc80 42")) == 64


# ---- Lengths ----


@given(st.text(st.sampled_from("ab .!?\n\U0001f476é"), max_size=200), st.integers(4, 30), st.sampled_from(range(3)))
def test_a_cut_text_fits_and_keeps_every_character_but_white_space(text: str, most: int, place: int) -> None:
    measure = MEASURES[place]
    pieces = cut(text, most, measure)

    assert all(measure(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_text_is_cut_behind_sentences_while_they_fit() -> None:
    assert cut("One two. Three four! Five?", 20) == ["One two. Three four!", "Five?"]
    assert cut("One two three four five", 9) == ["One two", "three", "four five"]
    assert cut("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_lengths_are_counted_as_platforms_do() -> None:
    assert [measure("é\U0001f476") for measure in MEASURES] == [2, 3, 6]
    assert shortened("Home visitors and grandparents", 20) == "Home visitors and g…"
    assert shortened("short", 20) == "short"


# ---- A Reply again ----


@pytest.mark.parametrize("fact", KNOWLEDGE.facts)
def test_a_stored_reply_is_typed_again_with_its_short_form(fact: str) -> None:
    reply = composing.answer(KNOWLEDGE, (fact,))

    assert typed_reply(reply.as_dict(whole_text(KNOWLEDGE, reply)), KNOWLEDGE) == reply


def test_crisis_blocks_are_typed_again_and_another_answer_borrows_no_short_form() -> None:
    crisis = composing.crisis(KNOWLEDGE, "self_harm", "es")
    assert typed_reply(crisis.as_dict(""), KNOWLEDGE).blocks == crisis.blocks
    other = composing.sources_answer(KNOWLEDGE, ("toxic_stress",))
    assert typed_reply(other.as_dict(""), KNOWLEDGE).short == ""


# ---- Queues ----


def test_work_of_one_conversation_is_done_in_order_and_that_of_others_beside_it() -> None:
    done: list[str] = []

    async def work(name: str, gate: asyncio.Event | None = None) -> None:
        if gate:
            await gate.wait()
        done.append(name)

    async def run() -> None:
        queues, gate = Queues(), asyncio.Event()
        queues.add("one", lambda: work("first", gate))
        queues.add("one", lambda: work("second"))
        queues.add("other", lambda: work("beside"))
        while not done:
            await asyncio.sleep(0)
        assert not queues.is_idle()
        gate.set()
        assert await queues.drain(60) == 0
        assert queues.is_idle()

    asyncio.run(run())
    assert done == ["beside", "first", "second"]


def test_what_fails_does_not_stop_what_comes_after_it() -> None:
    done: list[int] = []

    async def fails() -> None:
        raise ValueError

    async def works() -> None:
        done.append(1)

    async def run() -> None:
        queues = Queues()
        queues.add("one", fails)
        queues.add("one", works)
        await queues.drain(60)
        queues.add("one", works)
        await queues.drain(60)

    asyncio.run(run())
    assert done == [1, 1]


def test_a_conversation_holds_a_bounded_number_and_the_end_gives_up_what_takes_too_long() -> None:
    async def run() -> tuple[bool, int]:
        queues = Queues()
        for _ in range(WAITING_MOST):
            queues.add("one", lambda: asyncio.sleep(3600))
        return queues.is_full("one"), await queues.drain(0.01)

    assert asyncio.run(run()) == (True, 1)
