"""What may be quoted of the conversations: nothing of one in which danger was told, and nothing that sounds of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from faq.conversation import DECLINED
from insights.period import Period
from insights.reading import Opinion, Opinions
from nlu.danger import by_pattern
from stores.exchanges import UNAVAILABLE, Exchanged

CRISIS_MOST: Final = 0.1  # probability of danger from which a message is not quoted although the safety net let it pass
REPHRASED_SECONDS: Final = 300  # who says it again later has come back to it
# Categories of "out of scope" that name no question: there is nothing to learn from them.
_NO_QUESTION: Final = frozenset({UNAVAILABLE, "unreadable", "steering", "language"})
_QUESTIONS: Final = frozenset({"answer", "clarify", "out_of_scope", "advice"})


@dataclass(frozen=True)
class Quote:
    """A message that may be quoted, with how it was answered; `opinion`: what was thought of that, None when nothing."""

    told: Exchanged
    opinion: Opinion | None = None


@dataclass
class Quotes:
    """The messages of a period that staff learn from. `held_back`: those that tell of danger and are not quoted.

    `unanswered`: refused, or offered choices of which none was meant. `declined`: those of the second sort.
    `said_again`: pairs that may be a question and the same in other words, right after an answer. `rated`: with a
    thumb up or down.
    """

    period: Period
    unanswered: list[Quote] = field(default_factory=list)
    declined: list[Quote] = field(default_factory=list)
    said_again: list[tuple[Quote, Quote]] = field(default_factory=list)
    rated: list[Quote] = field(default_factory=list)
    held_back: int = 0

    def take(self, told: Sequence[Exchanged], opinions: Opinions) -> None:
        """Sort the exchanges of one conversation, oldest first."""
        if any(one.tells_danger for one in told):
            self.held_back += sum(_is_unanswered(one) for one in told if self._is_in_period(one))
            return
        quotes = [Quote(one, _opinion(one, opinions)) for one in told]
        for at, quote in enumerate(quotes):
            if self._is_in_period(quote.told):
                self._sort(quote, quotes[at + 1] if at + 1 < len(quotes) else None)

    def _is_in_period(self, one: Exchanged) -> bool:
        return self.period.begins <= one.at < self.period.ends

    def _sort(self, quote: Quote, then: Quote | None) -> None:
        declined = then is not None and quote.told.kind == "clarify" and then.told.category == DECLINED
        again = then is not None and _may_be_said_again(quote.told, then.told)
        wanted = _is_unanswered(quote.told) or declined or again or quote.opinion is not None
        if not wanted:
            return
        if not _may_be_quoted(quote.told) or (again and then is not None and not _may_be_quoted(then.told)):
            self.held_back += 1
            return
        if _is_unanswered(quote.told) or declined:
            self.unanswered.append(quote)
        if declined:
            self.declined.append(quote)
        if again and then is not None:
            self.said_again.append((quote, then))
        if quote.opinion is not None:
            self.rated.append(quote)


def _opinion(one: Exchanged, opinions: Opinions) -> Opinion | None:
    found = (opinions.get((one.conversation, reply)) for reply in one.replies)
    return next((opinion for opinion in found if opinion is not None), None)


def _is_unanswered(one: Exchanged) -> bool:
    return one.kind == "out_of_scope" and one.category not in _NO_QUESTION and not one.was_tapped


def _may_be_said_again(one: Exchanged, then: Exchanged) -> bool:
    typed = not one.was_tapped and not then.was_tapped
    return typed and one.kind == "answer" and then.kind in _QUESTIONS and then.at - one.at <= REPHRASED_SECONDS


def _may_be_quoted(one: Exchanged) -> bool:
    return one.crisis < CRISIS_MOST and by_pattern(one.text) is None
