"""Comments go, and nothing else that means anything."""

from __future__ import annotations

import pytest

from channels.slimming import without_comments

CASES = [
    ("let a = 1; // one\nlet b = 2;", "let a = 1;\nlet b = 2;"),
    ("/** what it does */\nfunction f() {}\n", "function f() {}\n"),
    ("let a /* b */ = /* c */ 1", "let a = 1"),
    ("return/* x */value", "return value"),
    ("return /* over\ntwo lines */ value", "return\nvalue"),  # a line end in a comment ends the statement there too
    ("a\n\n\n    b", "a\nb"),
    ("\"// no comment\" + '/* none */'", "\"// no comment\" + '/* none */'"),
    (r'"a \" // b"', r'"a \" // b"'),
    ("`// a\n\n   /* b */`", "`// a\n\n   /* b */`"),
    ("`${a /* c */}// ${ {b: `/*${1}*/`} }` // d", "`${a }// ${ {b: `/*${1}*/`} }` "),
    (r"x = /https?:\/\/[^/*'`]+/g; // y", r"x = /https?:\/\/[^/*'`]+/g; "),
    ("a.replace(/'/g, b) // c", "a.replace(/'/g, b) "),
    ("return /[/]'/.test(a) // b", "return /[/]'/.test(a) "),
    ("a / b // c\n/ d", "a / b\n/ d"),
    ("(a) / b / `c` // d", "(a) / b / `c` "),
    ("x[1] / 2 // '", "x[1] / 2 "),
]
BROKEN = ["`never closed // a", "'never closed // a\n", "x = /never closed // a\n", "{ // a\n", "} // a\n"]


@pytest.mark.parametrize(("written", "served"), CASES)
def test_comments_and_spare_white_space_go(written: str, served: str) -> None:
    assert without_comments(written) == served


@pytest.mark.parametrize("written", BROKEN)
def test_a_script_that_cannot_be_read_stays_as_it_is(written: str) -> None:
    assert without_comments(written) == written
