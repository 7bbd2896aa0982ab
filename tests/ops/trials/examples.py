"""The pages as examples: made-up runs of real questions, and made-up answers for the real links."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from faq.knowledge import load
from faq.located import Problem
from faq.reply import Kind, Reply
from ops.links import listing
from ops.links.addresses import addresses
from ops.links.answers import Answer, Hop
from ops.links.findings import findings
from ops.trials.outcomes import outcome
from ops.trials.page import page
from ops.trials.questions import questions
from tests.ops.trials.making import reply, result, run

ROOT = Path(__file__).resolve().parents[3]
KNOWLEDGE = load(ROOT / "knowledge")
CRISIS = ("crisis_self_harm",)
HOSTILE = "<script>alert(1)</script> & “judges”"
BEFORE = run(
    "before",
    result(HOSTILE, Kind.ANSWER, "help_courts"),
    result("veiled words", Kind.CRISIS, intents=CRISIS),
    result("a judge", Kind.OUT_OF_SCOPE),
)
NOW = run(
    "now",
    result(HOSTILE, Kind.ANSWER, "age_range"),
    result("veiled words", Kind.ADVICE, intents=CRISIS),
    result("a judge", Kind.ANSWER, "help_courts"),
    result("asked anew", Kind.CLARIFY, "help_courts"),
    model="m2",
)


@lru_cache(maxsize=1)
def trials_page() -> str:
    """A page with changes in both directions and with long lists, made of the development set's questions."""
    asked = questions(ROOT, "dev")[::3]
    right = {kind: reply(kind) for kind in Kind}

    def said(number: int, wrong: int) -> Reply:
        intents = asked[number].intents
        facts = [intent.removeprefix("ask_") for intent in intents if intent.startswith("ask_")]
        if facts:
            return reply(Kind.CLARIFY, facts[0], "sud_help") if number % wrong == 0 else reply(Kind.ANSWER, *facts)
        if intents[0].startswith("crisis_"):
            return right[Kind.ADVICE] if number % wrong == 0 else right[Kind.CRISIS]
        kind = {"oos": Kind.OUT_OF_SCOPE, "advice": Kind.ADVICE}.get(intents[0].partition("_")[0], Kind.SMALLTALK)
        return right[kind]

    before = run("before", *(outcome(a, said(n, 17)) for n, a in enumerate(asked)))
    now = run("after", *(outcome(a, said(n, 51 if n > 300 else 13)) for n, a in enumerate(asked)), model="m2")
    return page(KNOWLEDGE, now, before)


def links_page() -> str:
    """A list with something in every group, of made-up pages."""
    sources = {
        name: replace(
            source, url=f"https://www.example.org/{name}", fallback_url=f"https://www.example.org/{name}/home"
        )
        for name, source in KNOWLEDGE.sources.items()
    }
    wanted = addresses(replace(KNOWLEDGE, sources=sources))
    kinds = {
        "policy_series_page": lambda url: Answer(url, url, 404),
        "pa_aimh_statements": lambda url: Answer(url, url, 404),
        "pa_aimh_statements/home": lambda url: Answer(url, url, 410),
        "five_numbers_page/home": lambda url: Answer(url, url, 404),
        "mother_jones_interview": lambda url: Answer(url, url, 403),
        "alliance_presentations": lambda url: Answer(url, url, 200, (), "Page not found"),
        "alliance_home": lambda url: Answer(url, f"{url}/new", 200, (Hop(301, f"{url}/new"),), "A page"),
    }
    fine = lambda url: Answer(url, url, 200, (), "A page")  # noqa: E731
    answers = {a.url: kinds.get(a.url.removeprefix("https://www.example.org/"), fine)(a.url) for a in wanted}
    today = date(2026, 11, 22)
    found = findings(wanted, answers, {}, {}, today.isoformat())
    numbers = [Problem("helplines.yml", 12, "poison_help", "a mistake")]
    return listing.page(found, numbers, listing.to_phone(KNOWLEDGE, today), today)
