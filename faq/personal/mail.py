"""E-mail addresses, also as people spell them to keep machines away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from faq.personal.kept import Kept
from faq.personal.shadow import Found

MAIL: Final = "[e-mail]"
_PROVIDERS: Final = r"gmail|g mail|yahoo|hotmail|outlook|aol|icloud|comcast|verizon|msn|live|protonmail|proton|mail"
_ENDS: Final = r"com|net|org|edu|gov|us|me|es|mx|co|io"
_WRITTEN: Final = re.compile(r"(?<![\w.+%'-])[\w][\w.+%'-]{0,63} ?@ ?[\w-]{1,63}(?:(?:\.[\w-]{1,63}){1,4}|\b(?![\w@]))")
_SPELLED: Final = re.compile(
    rf"(?<![\w.+-])[\w][\w.+-]{{0,63}}(?: (?:dot|punto|underscore|gui[óo]n bajo) [\w+-]{{1,30}}){{0,3}} ?(?:\(at\)|\[at\]| at | arroba |@) ?"
    rf"(?:(?:{_PROVIDERS})(?: ?(?:\(dot\)|\[dot\]|\.| dot | punto ) ?(?:{_ENDS}))?|[\w-]{{2,40}} ?(?:\(dot\)|\[dot\]| dot | punto ) ?(?:{_ENDS}))\b",
    re.IGNORECASE,
)
_BEFORE_PLAIN_WORD: Final = re.compile(
    r"(?i)\b(?:look|laugh|mad|good|stay|live|home|work|on|is|me|up|back|was|be|be)\Z"
)


def mails(text: str, kept: Kept) -> Iterator[Found]:
    """What stands in a shadow, but not the addresses that are kept."""
    for match in _WRITTEN.finditer(text):
        found = match[0]
        whole = "." in found.partition("@")[2] or re.fullmatch(
            rf"(?i)(?:{_PROVIDERS})", found.partition("@")[2].strip()
        )
        if whole and found.lower() not in kept.mails:
            yield Found(*match.span(), MAIL)
    for match in _SPELLED.finditer(text):
        name = re.split(r"(?i) ?(?:\(at\)|\[at\]| at | arroba |@)", match[0])[0]
        dotted = re.search(r"(?i)\bdot\b|\bpunto\b|\.", match[0][len(name) :])
        if dotted or (
            not _BEFORE_PLAIN_WORD.search(name) and not re.search(r"(?i)\b(?:live|mail|me)\b", match[0][len(name) :])
        ):
            yield Found(*match.span(), MAIL)
