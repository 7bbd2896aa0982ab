"""Redaction: a text with each personal detail replaced by a mark that says what stood there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from faq.personal.births import births
from faq.personal.kept import Kept
from faq.personal.mail import mails
from faq.personal.names import NAME, names
from faq.personal.numbers import numbers
from faq.personal.places import places
from faq.personal.shadow import Found, shadow_of

_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,300}", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")  # without one there is no date and no address
_LETTERS_LEAST: Final = 3  # of a detail that is looked for in other texts


@dataclass(frozen=True)
class Redacted:
    """`text`: what may be stored; `details`: what stood there and the mark in its place, in order."""

    text: str
    details: tuple[tuple[str, str], ...] = ()


def redact(text: str, kept: Kept | None = None) -> Redacted:
    """A text without personal details. `kept`: what stays although it looks like one. Any text, of any length."""
    if not text:
        return Redacted(text)
    shadow = shadow_of(text)
    found = [shadow.back(each) for each in _apart(_all(shadow.text, kept or Kept()))]
    pieces, end = [], 0
    for each in found:
        pieces += [text[end : each.start], each.mark]
        end = each.end
    return Redacted("".join([*pieces, text[end:]]), tuple((text[each.start : each.end], each.mark) for each in found))


def redact_within(data: Any, whole: Redacted, kept: Kept | None = None) -> Any:
    """JSON-ready data about a text, such as its clauses: each text in it redacted, what was found in the whole of it as well."""
    if isinstance(data, str):
        return _without(redact(data, kept).text, whole.details)
    if isinstance(data, dict):
        return {name: redact_within(value, whole, kept) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [redact_within(value, whole, kept) for value in data]
    return data


def _all(text: str, kept: Kept) -> Iterator[Found]:
    ours = [match.span() for match in _LINK.finditer(text) if match[0].rstrip(".,;:!?)]/").lower() in kept.links]
    counted = (*births(text), *places(text)) if _DIGIT.search(text) else ()
    for each in (*mails(text, kept), *numbers(text, kept), *counted, *names(text, kept)):
        if not any(start < each.end and each.start < end for start, end in ours):
            yield each


def _apart(found: Iterable[Found]) -> list[Found]:
    """Details in order, none over another: of two that overlap the longer one, made to cover both."""
    apart: list[Found] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if apart and each.start < apart[-1].end:
            before = apart[-1]
            longer = max(before, each, key=lambda one: one.end - one.start)
            apart[-1] = Found(before.start, max(before.end, each.end), longer.mark)
        else:
            apart.append(each)
    return apart


def _without(text: str, details: Iterable[tuple[str, str]]) -> str:
    for detail, mark in details:
        words = detail.split() if mark == NAME else [detail]
        for word in words:
            if len(word) >= _LETTERS_LEAST:
                text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", mark.replace("\\", ""), text, flags=re.IGNORECASE)
    return text
