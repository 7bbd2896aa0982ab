"""Danger over several messages: when it goes on, and which wording of the help lines fits."""

from __future__ import annotations

import re
from typing import Final

from faq.conversation import Conversation
from faq.folding import fold
from faq.understanding import Understanding

_WATCHED: Final = re.compile(
    r"\b(?:watch(?:es|ing|ed)?|check(?:s|ing)?|track(?:s|ing)?|monitor(?:s|ing|ed)?|goes through|reads?|looks? (?:at|through)|spy\w*|see(?:s)?)\b.{0,30}\b(?:my )?(?:phone|texts?|messages|computer|browser|history|call log|screen|this)\b"
    r"|\b(?:phone|computer|texts|calls) (?:is|are|may be|might be) (?:being )?(?:watched|tracked|monitored|checked|tapped)\b"
)
_CANNOT_CALL: Final = re.compile(
    r"\b(?:can'?t|cannot|cant|can not|not able to|unable to|couldn'?t|won'?t|afraid to|scared to|don'?t want to|dont want to|not safe to|isn'?t safe to|no way to) (?:really |just |even )?(?:\w+ )?(?:call|phone|talk|speak|dial|make a call|use (?:the|my) phone)\b"
    r"|\b(?:he|she|they|someone) (?:will|would|might|could|can|'ll) hear\b|\bno (?:phone|minutes|signal)\b|\bdon'?t have (?:a |my )?(?:phone|minutes)\b|\bhate (?:phones?|calling|talking on)\b|\b(?:text|chat)(?: \w+){0,2} instead\b|\b(?:can|could|may) i (?:just )?(?:text|chat)\b|\bonly (?:text|chat)\b"
)
_REACHED: Final = re.compile(
    r"\b(?:i|we) (?:(?:just|already|have|did|finally) )*(?:called|texted|phoned|messaged|rang|reached|chatted (?:to|with)|talked (?:to|with)|spoke (?:to|with)) (?:the |a )?(?:them|911|988|line|hotline|police|somebody|someone|lifeline|nurse|doctor|number)\b"
    r"|\b(?:they|police|cops|medics|ambulance|paramedics|help) (?:are|is|'re) (?:coming|here|on (?:the|their|its) way)\b|\b(?:i'?m|i am|we'?re|we are|s?he'?s|s?he is) (?:safe|okay|ok|alright|breathing|awake) now\b"
)
_IN_VAIN: Final = re.compile(
    r"\b(?:no (?:one|answer)|nobody|busy|on hold|hung up|didn'?t|did not|won'?t|not help\w*|useless|but)\b"
)
# Kinds of message that carry a disclosure on rather than leave it.
_CARRY_ON: Final = frozenset({"crisis", "advice", "followup", "unknown", "out_of_scope"})
_LEAVES: Final = frozenset(
    {
        "smalltalk_thanks",
        "smalltalk_goodbye",
        "smalltalk_bot",
        "smalltalk_privacy",
        "smalltalk_human",
        "smalltalk_restart",
    }
)
# Questions that nobody asks of a danger; they leave it when there is hardly a doubt that they were asked.
_APART: Final = frozenset({"advice_development", "oos_development", "oos_careers"})
_NO_DOUBT: Final = 0.8


def goes_on(message: Understanding, before: Conversation) -> bool:
    """Whether a message goes on with the danger told before it: everything but a question of another kind does."""
    if not before.danger:
        return False
    folded = fold(message.text)
    if _WATCHED.search(folded) or _CANNOT_CALL.search(folded):
        return True
    whole = message.whole
    if message.choice or whole.kind in ("fact", "unsure") or whole.intent in _LEAVES or message.unreadable:
        return False
    if whole.intent in _APART and whole.confidence >= _NO_DOUBT:
        return False
    return before.danger_age == 0 and (whole.kind in _CARRY_ON or whole.kind == "smalltalk")


def crisis_form(message: Understanding, before: Conversation) -> tuple[str, str]:
    """Wording ("" = the category's own) and order of lines ("" = the category's) for a crisis reply."""
    folded = fold(message.text)
    if before.danger or message.danger:
        if _WATCHED.search(folded):
            return "watched", "watched"
        if _CANNOT_CALL.search(folded):
            return "cannot_call", "cannot_call"
    if before.danger and message.danger is None and _REACHED.search(folded) and not _IN_VAIN.search(folded):
        return "reached", ""
    if before.danger and (message.danger is None or message.danger.category == before.danger):
        return "still", ""
    return "", ""
