"""Text messages as phones count them."""

from __future__ import annotations

import pytest

from channels.twilio.costs import answers, danger
from channels.twilio.septets import is_gsm, plain, segments
from channels.twilio.sms import cheapest, whole
from channels.wording import Wording
from faq import composing
from faq.intents import CRISIS
from tests.http.product import REPOSITORY

WORDING = Wording(REPOSITORY, "twilio_sms")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # two septets each
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # no pair is cut: one septet of the first segment stays free
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("á" * 134, 2),
        ("á" * 135, 3),
        ("\U0001f476" * 35, 1),
        ("\U0001f476" * 36, 2),
        ("\U0001f476" * 66, 2),  # 33 in a segment of 67: none is cut
        ("\U0001f476" * 67, 3),
    ],
)
def test_segments_are_counted_with_the_headers_of_long_messages(text: str, count: int) -> None:
    assert segments(text) == count


@pytest.mark.parametrize("text", ["{}[]~|\\^€", "@£$¥ èéùìòÇ Øø Åå ÄÖÑÜ äöñüà ¿¡§", "a\nb_c"])
def test_the_alphabet_of_gsm_is_known_with_its_extension(text: str) -> None:
    assert is_gsm(text)
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“mom’s” ‘x’", "\"mom's\" 'x'"),
        ("learn—all – or 1–2", "learn - all - or 1-2"),
        ("wait… • one\u00a0two\u200b", "wait... - one two"),
        ("está así, ¿qué? niño", "esta asi, ¿qué? niño"),
        ("ÁÍÓÚ ç", "AIOU c"),
        ("e\u0301", "é"),
    ],
)
def test_one_typographic_mark_or_accent_does_not_make_a_message_dear(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert is_gsm(shown)


@pytest.mark.parametrize("text", ["\U0001f476 á", "Привет", "中文 á"])
def test_what_cannot_fit_keeps_its_letters(text: str) -> None:
    assert plain(text) == text


def test_every_answer_and_every_reply_to_danger_fits_gsm_and_one_message() -> None:
    knowledge = WORDING.knowledge
    replies = [composing.answer(knowledge, (fact,)) for fact in knowledge.facts]
    replies += [composing.crisis(knowledge, category, language) for category in CRISIS for language in ("en", "es")]
    for reply in replies:
        for (text,) in (cheapest(reply, WORDING), whole(reply, WORDING)):
            assert is_gsm(text), reply.facts or reply.category


def test_the_short_form_is_never_dearer_and_the_manual_names_the_costs() -> None:
    shown, told = answers(WORDING), danger(WORDING)
    assert all(first <= full for first, full in shown.values())
    firsts, fulls = sorted(first for first, _ in shown.values()), [full for _, full in shown.values()]
    manual = " ".join((REPOSITORY / "docs" / "channels.md").read_text("utf-8").split())

    middle = firsts[len(firsts) // 2]
    assert f"An answer takes {firsts[0]} to {firsts[-1]} segments, most take {middle}" in manual
    assert f"the whole on MORE at most {max(fulls)}" in manual
    assert f"a reply to danger {min(told.values())} to {max(told.values())}" in manual
