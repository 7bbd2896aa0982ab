"""Whether a message asks for nothing but that the conversation be erased."""

from __future__ import annotations

import re
from typing import Final

from faq.folding import fold

_WHAT: Final = r"(?:all |all of )?(?:my|our|this|the) (?:messages?|texts?|chats?|conversations?|history|data)"
_ERASE: Final = re.compile(
    rf"(?:please )?(?:/?(?:erase|borrar)|(?:erase|delete|clear) {_WHAT}|(?:erase|delete) (?:everything|it all))(?:,? please)?[.!]*"
)


def asks_to_erase(text: str) -> bool:
    """Whether a text is the word ERASE or BORRAR, or says in so many words that the chat should be erased; a question about it is not."""
    return _ERASE.fullmatch(fold(text).strip("\"'")) is not None
