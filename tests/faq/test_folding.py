from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.folding import clean, fold, unmask, words_key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  What   IS\tIMH?\n", "what is imh?"),
        ("don\u2019t \u201cstop\u201d", 'don\'t "stop"'),
        ("child\u2013caregiver \u2014 bond\u2026", "child-caregiver - bond..."),
        ("su\u200bi\u00adci\u2060de", "suicide"),
        ("\uff37\uff28\uff21\uff34", "what"),
        ("\ufb01ve \u2460", "five 1"),
        ("caf\u00e9 ni\u00f1o", "café niño"),
        ("\u202ekill\u202c", "kill"),
        ("", ""),
    ],
)
def test_many_ways_of_writing_fold_into_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_cleaning_takes_out_what_breaks_a_store_and_nothing_else() -> None:
    assert clean("a\x00b\x07c\ud800d") == "abc\ufffdd"
    assert clean("tab\tline\nreturn\rsmile 🙂 «ñ»") == "tab\tline\nreturn\rsmile 🙂 «ñ»"


@given(st.text(st.characters(exclude_categories=())))
def test_folding_is_done_after_one_pass_and_can_always_be_stored(text: str) -> None:
    once = fold(text)
    assert "  " not in once
    once.encode("utf8")
    assert "\x00" not in once


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("su1c1de", "suicide"),
        ("k1ll mys3lf", "kill myself"),
        ("heeeeelp meee", "help me"),
        ("$uicide", "suicide"),
        ("suicídio", "suicidio"),
        ("call 911 or 988", "call 911 or 988"),
        ("ages 0 to 3", "ages 0 to 3"),
        ("1 million!", "1 million!"),
    ],
)
def test_disguises_are_undone_and_numbers_stay_numbers(disguised: str, plain: str) -> None:
    assert unmask(fold(disguised)) == plain


def test_titles_are_the_same_whatever_their_case_quotes_and_punctuation() -> None:
    assert words_key("Harvard\u2019s  FIVE numbers page?") == words_key("harvards five numbers page")
    assert words_key("Which ages?") != words_key("Which aces?")
    assert words_key("?!") == ""
