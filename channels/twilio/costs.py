"""What replies cost by SMS, in segments, which are what is paid for: python -m channels.twilio.costs."""

from __future__ import annotations

from collections.abc import Iterator

from channels.twilio.septets import segments
from channels.twilio.sms import Sms, cheapest, whole
from channels.wording import Wording
from faq import composing
from faq.intents import CRISIS
from faq.reply import Reply


def answers(wording: Wording) -> dict[str, tuple[int, int]]:
    """Segments by fact: of the answer as it is shown first, and of the whole."""
    replies = {fact: composing.answer(wording.knowledge, (fact,)) for fact in wording.knowledge.facts}
    return {fact: (_sum(cheapest(r, wording)), _sum(whole(r, wording))) for fact, r in replies.items()}


def danger(wording: Wording) -> dict[str, int]:
    """Segments of the reply to each category of danger, by its name and language."""
    found: Iterator[tuple[str, Reply]] = (
        (f"{category} ({language})", composing.crisis(wording.knowledge, category, language))
        for category in CRISIS
        for language in ("en", "es")
    )
    return {name: _sum(whole(reply, wording)) for name, reply in found}


def _sum(texts: list[str]) -> int:
    return sum(map(segments, texts))


if __name__ == "__main__":
    now = Wording(channel=Sms.channel)
    print(f"{'answer':32} shown whole")
    for name, (shown, full) in answers(now).items():
        print(f"{name:32} {shown:5} {full:5}")
    print(f"\n{'danger':32} segments")
    for name, count in danger(now).items():
        print(f"{name:32} {count:8}")
