"""Personal details are replaced by marks; everything else stays, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from faq.knowledge import load
from faq.personal.first_names import FIRST_NAMES
from faq.personal.kept import Kept
from faq.personal.numbers import is_card
from faq.personal.redacting import redact, redact_within
from tests.faq.personal.examples import KEPT, details, lookalikes

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 4000
MARK = re.compile(r"\[(?:name|phone number|e-mail|address|card number|date of birth|social security number)\]")
DIGITS = st.text("0123456789", min_size=1, max_size=1)
WORDS = st.sampled_from("why does my baby cry what is toxic stress I need help with her the court said".split())
AROUND = st.lists(WORDS, max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("text", "wanted"), [*details(), *details("second_details.txt"), *details("third_details.txt")]
)
def test_a_personal_detail_is_replaced_by_what_it_was(text: str, wanted: str) -> None:
    assert redact(text, KEPT).text == wanted


@pytest.mark.parametrize(
    "text", [*lookalikes(), *lookalikes("second_lookalikes.txt"), *lookalikes("third_lookalikes.txt")]
)
def test_what_only_looks_like_a_personal_detail_stays(text: str) -> None:
    assert redact(text, KEPT).text == text


def everything_said(knowledge: Any) -> Iterator[str]:
    if isinstance(knowledge, str):
        yield knowledge
    elif isinstance(knowledge, dict):
        for value in knowledge.values():
            yield from everything_said(value)
    elif isinstance(knowledge, (list, tuple)):
        for value in knowledge:
            yield from everything_said(value)


@pytest.mark.parametrize("name", ["facts.yml", "sources.yml", "phrases.yml"])
def test_nothing_of_what_the_bot_says_is_taken_for_a_personal_detail(name: str) -> None:
    said = list(everything_said(yaml.safe_load((ROOT / "knowledge" / name).read_text("utf-8"))))
    assert [text for text in said if redact(text, KEPT).details] == []


def test_the_sheets_stay_as_they_are() -> None:
    sheets = load(ROOT / "knowledge").source_text
    assert redact(sheets, KEPT).text == sheets
    plain = (ROOT / "knowledge" / "source.txt").read_text("utf-8")
    assert redact(plain, KEPT).text == plain


def test_every_way_to_a_help_line_stays_in_whatever_form_it_is_typed() -> None:
    for line in load(ROOT / "knowledge").helplines.values():
        for way in filter(None, (line.call, line.text)):
            for form in (
                way,
                way.replace("-", " "),
                way.replace("-", "."),
                way.replace("-", ""),
                f"my phone says {way}",
            ):
                assert redact(form, KEPT).details == (), form


def test_questions_to_learn_from_hold_hardly_any_personal_detail() -> None:
    """Whatever is found in the thousands of training questions must be a person's; there are a few names."""
    found: set[tuple[str, str]] = set()
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for text in everything_said(yaml.safe_load(path.read_text("utf-8"))):
            for line in text.split("\n"):
                found.update(redact(line.removeprefix("- "), KEPT).details)
    assert {mark for _, mark in found} <= {"[name]"}
    assert {detail for detail, _ in found if detail.lower() not in FIRST_NAMES} == {"Bobo"}


# ---- Any text ----


@given(st.text(st.characters(), max_size=300))
def test_any_text_is_taken_and_its_redacted_form_holds_nothing_more_to_redact(text: str) -> None:
    once = redact(text, KEPT).text
    assert redact(once, KEPT).text == once


@given(st.text(st.characters(), max_size=300))
def test_outside_of_the_details_every_character_stays(text: str) -> None:
    redacted = redact(text, KEPT)
    left = redacted.text
    for detail, mark in redacted.details:
        assert detail in text
        before, found, left = left.partition(mark)
        assert found
        assert before in text
    assert left in text


@given(AROUND, st.from_regex(r"\A[2-9][0-9]{2}[-. ]?[2-9][0-9]{2}[-. ]?[0-9]{4}\Z"), AROUND)
def test_a_phone_number_anywhere_is_found_unless_it_is_a_help_line(before: str, number: str, after: str) -> None:
    digits = re.sub(r"\D", "", number)
    text = f"{before} {number} {after}"
    free = digits.startswith(("800", "833", "844", "855", "866", "877", "888")) or digits in KEPT.numbers
    assert redact(text, KEPT).text == (text if free else f"{before} [phone number] {after}")


@given(AROUND, st.from_regex(r"\A[a-z]{1,12}([._+-][a-z0-9]{1,8}){0,2}@[a-z0-9]{1,12}(\.[a-z]{2,6}){1,2}\Z"), AROUND)
def test_an_e_mail_address_anywhere_is_found(before: str, mail: str, after: str) -> None:
    assert mail not in redact(f"{before} {mail} {after}", KEPT).text


@given(
    AROUND,
    st.sampled_from(sorted(FIRST_NAMES)),
    st.sampled_from(["my name is", "me llamo", "mi nombre es", "My name's", "i'm called"]),
)
def test_a_first_name_behind_what_introduces_it_is_found_in_any_case(before: str, name: str, lead: str) -> None:
    for written in (name, name.capitalize(), name.upper()):
        assert redact(f"{before}. {lead} {written}, thank you", KEPT).text == f"{before}. {lead} [name], thank you"


@given(st.from_regex(r"\A4[0-9]{14}\Z"), st.sampled_from(["", " ", "-"]))
def test_a_number_that_ends_as_a_card_does_is_found(fifteen: str, between: str) -> None:
    whole = next(fifteen + last for last in "0123456789" if is_card(fifteen + last))
    grouped = between.join(whole[place : place + 4] for place in range(0, 16, 4))
    assert redact(f"it is {grouped} ok", KEPT).text == "it is [card number] ok"


@given(st.text(st.sampled_from("\u200b\u200d\ufeff\u2060"), max_size=2))
def test_what_draws_nothing_hides_nothing(nothing: str) -> None:
    number = nothing.join("717-555-0142")
    assert redact(f"call {number} now", KEPT).text == "call [phone number] now"


REPEATED = [
    "a@", "1-", "717-555-", "my name is ", "a.", "1 a ", "12 Oak ", "one ", "2 ", "born ", "1/1/", "calle ", "calle a ", "de la ",
    "my son ", "\n- A", "1 N ", "thanks ", "\ud800", "\u200b", "\ufdfa", "call 1 ", "x at ", "name  ", "+1 (1) ",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.timeout(20)
def test_no_text_takes_long(piece: str) -> None:
    for end in ("", "1", " St", "@gmail.com"):
        redact((piece * LONGEST)[: LONGEST - 10] + end, KEPT)


# ---- What comes with a text ----


def test_data_about_a_text_lose_what_was_found_in_the_whole_of_it() -> None:
    whole = redact("My name is Oyelaran Ade and he is calm. Oyelaran walks", KEPT)
    parts = {"parts": [{"text": "oyelaran walks"}, {"text": "Ade and he is calm", "mass": 0.5}], "two": None}

    assert redact_within(parts, whole, KEPT) == {
        "parts": [{"text": "[name] walks"}, {"text": "[name] and he is calm", "mass": 0.5}],
        "two": None,
    }


def test_marks_say_what_stood_there() -> None:
    for text, wanted in details():
        assert [mark for _, mark in redact(text, KEPT).details] == MARK.findall(wanted)


def test_without_knowing_the_bots_lines_only_free_numbers_stay() -> None:
    assert redact("717-216-0905 or 1-833-852-6262 or 988", Kept()).text == "[phone number] or 1-833-852-6262 or 988"
