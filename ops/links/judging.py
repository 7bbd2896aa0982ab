"""What an answer means for a link: fine, moved, dead, or for a person to judge."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from ops.links.answers import PERMANENT, Answer

DEAD_STATUS: Final = frozenset({404, 410})
SHUT_OUT: Final = frozenset({401, 403, 405, 406, 429, 451, 999})  # what sites say to programs they do not want
_NOT_FOUND: Final = re.compile(
    r"\b404\b|\b(?:page|content|article|resource|file)?\s*(?:was |is |could )?not (?:be )?found\b|no longer (?:available|exists?)"
    r"|(?:does not|doesn['’]t) exist|(?:can(?:no|['’])t|can not) (?:be )?f(?:i|ou)nd|page (?:is )?(?:missing|gone|unavailable)"
    r"|domain (?:is |may be )?for sale|account suspended|coming soon|under construction",
    re.IGNORECASE,
)
_WHY: Final = {
    "tls": "its certificate is not valid, so a browser warns people away",
    "name": "no site has this name now, or the name could not be looked up",
    "slow": "it took too long to answer",
    "refused": "nothing answers there",
    "loop": "it leads in a circle and never to a page",
    "broken": "the answer broke off or was no web page",
}


class Verdict(enum.Enum):
    """What becomes of a link."""

    FINE = "opens"
    MOVED = "moved"
    DEAD = "dead"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Judged:
    """A verdict, why in a plain sentence, and a word for the sort of doubt ("" when there is none)."""

    verdict: Verdict
    why: str
    doubt: str = ""


def judge(answer: Answer, beside: Answer | None, title_before: str) -> Judged:
    """The verdict on an answer.

    `beside`: the answer for an address that no site has, None when none was asked. `title_before`: of the page when a run last saw it,
    "" when none did.
    """
    if answer.problem:
        return Judged(Verdict.DOUBTFUL, _WHY[answer.problem], answer.problem)
    if answer.status in DEAD_STATUS:
        return Judged(Verdict.DEAD, f"the site says that the page is not there ({answer.status})")
    if answer.status in SHUT_OUT:
        return Judged(Verdict.DOUBTFUL, f"the site lets no program in ({answer.status}); a person can", "shut out")
    if not answer.opened:
        return Judged(Verdict.DOUBTFUL, f"the site has a fault ({answer.status})", "fault")
    doubt = _doubt(answer, beside, title_before)
    return doubt or _arrived(answer)


def _doubt(answer: Answer, beside: Answer | None, title_before: str) -> Judged | None:
    """Why a page that opened may not be the page that was meant."""
    said = next((t for t in (answer.title, answer.heading) if _NOT_FOUND.search(t)), "")
    if said:
        return Judged(Verdict.DOUBTFUL, f"it opens, but says “{said}”", "soft 404")
    if _is_home(answer.url) and not _is_home(answer.asked):
        return Judged(Verdict.DOUBTFUL, "it leads to a home page and not to the page that was meant", "home")
    if beside is not None and beside.opened and answer.title and beside.title == answer.title:
        return Judged(Verdict.DOUBTFUL, f"the site shows “{answer.title}” for any address", "soft 404")
    if title_before and answer.title and _plain(title_before) != _plain(answer.title):
        return Judged(Verdict.DOUBTFUL, f"the page was called “{title_before}” and is now “{answer.title}”", "title")
    return None


def _arrived(answer: Answer) -> Judged:
    if not answer.hops or _plain_address(answer.url) == _plain_address(answer.asked):
        return Judged(Verdict.FINE, "it opens")
    for_good = all(hop.status in PERMANENT for hop in answer.hops)
    if for_good:
        return Judged(Verdict.MOVED, f"it has moved for good to {answer.url}")
    return Judged(Verdict.FINE, f"it opens, at {answer.url}")


def _is_home(url: str) -> bool:
    return not urlsplit(url).path.strip("/").removesuffix("index.html").removesuffix("index.php")


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().casefold()


def _plain_address(url: str) -> str:
    """An address without what makes no other page of it: http or https, www, a slash at the end."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
