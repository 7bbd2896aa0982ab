from __future__ import annotations

import html

import pytest

from channels.links import prose
from channels.messaging.lengths import characters
from channels.messaging.outline import Line, Part, drawn


def _marked(line: Line) -> str:
    return html.escape(line.text)


@pytest.mark.parametrize("text", ["& " * 4000, "<" * 900, "a sentence. " * 200, '"' * 2000])
def test_what_marks_make_longer_still_fits_and_loses_nothing(text: str) -> None:
    texts = drawn([Line(Part.PARAGRAPH, tuple(prose(text)))], _marked, 300, characters)
    assert max(map(characters, texts)) <= 300
    assert "".join(html.unescape("".join(texts)).split()) == "".join(text.split())
