"""Wrong turns: where the bot led somebody astray, as far as what they did next tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from insights.meaning import Meaning
from insights.quoting import Quote, Quotes

ALIKE_LEAST: Final = 0.6  # cosine of a question and the next one to be the same in other words; tried on made-up pairs
PAIRS_MOST: Final = 1500  # the newest are compared: fifteen seconds


@dataclass(frozen=True)
class WrongTurns:
    """`said_again`: a question, and the same in other words right after; `declined`: none of the choices was meant.

    `unhelpful`: replies with a thumb down. All newest first.
    """

    said_again: tuple[tuple[Quote, Quote], ...]
    declined: tuple[Quote, ...]
    unhelpful: tuple[Quote, ...]


def wrong_turns(quotes: Quotes, meaning: Meaning) -> WrongTurns:
    """The wrong turns among what may be quoted."""
    pairs = sorted(quotes.said_again, key=lambda pair: -pair[0].told.at)[:PAIRS_MOST]
    return WrongTurns(
        said_again=tuple(_same(pairs, meaning)),
        declined=_newest(quotes.declined),
        unhelpful=_newest([q for q in quotes.rated if q.opinion is not None and not q.opinion.helpful]),
    )


def _same(pairs: Sequence[tuple[Quote, Quote]], meaning: Meaning) -> list[tuple[Quote, Quote]]:
    if not pairs:
        return []
    vectors = meaning.vectors([quote.told.text for pair in pairs for quote in pair])
    cosines = (vectors[0::2] * vectors[1::2]).sum(axis=1)
    return [pair for pair, cosine in zip(pairs, cosines, strict=True) if cosine >= ALIKE_LEAST]


def _newest(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    return tuple(sorted(quotes, key=lambda quote: -quote.told.at))
